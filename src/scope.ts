/** The start of a scan: who asks, and which regions there are. */
import { type Gap, gapReasons, isGap, mergeGaps } from './core/fact.js';
import type { Reader } from './core/reader.js';
import { compareText } from './core/finding.js';
import type { RegionState } from './core/result.js';
import { UserError } from './core/user-error.js';
import { answersInRegion, type Caller, caller, describedRegions, listedRegions, type Region } from './datasets/aws.js';
import { partitions } from './aws/regions.js';
import { closest } from './suggest.js';

/** The operations of every scan, whatever its checks. */
export const baseOperations = [caller, describedRegions, listedRegions].flatMap(({ operations }) => operations);

/** What a scan can see. */
export interface Scope {
  /** The caller, or why it could not be read. */
  readonly caller: Caller | Gap;
  /** Regions to read: the enabled ones, and those of which that is not known. */
  readonly regions: readonly string[];
  readonly states: readonly RegionState[];
  /** Why the list of regions could not be read; null when it could. */
  readonly regionsUnread: string | null;
}

/** Reads the caller and the regions; never a silent default where a list is refused. */
export async function discover(reader: Reader, homeRegion: string): Promise<Scope> {
  const home = { region: homeRegion };
  const who = (await reader.read(caller, home)).fact as Caller | Gap;
  if (isGap(who)) return { caller: who, regions: [], states: [], regionsUnread: gapReasons(who)[0].message };
  const described = (await reader.read(describedRegions, home)).fact as readonly Region[] | Gap;
  if (!isGap(described)) return { caller: who, ...fromList(described) };
  const listed = (await reader.read(listedRegions, home)).fact as readonly Region[] | Gap;
  if (!isGap(listed)) return { caller: who, ...fromList(listed) };
  return { caller: who, ...(await tryEach(reader, who.partition, homeRegion, mergeGaps([described, listed]))) };
}

function fromList(unordered: readonly Region[]): Omit<Scope, 'caller'> {
  // AWS promises no order, and the order of findings' gaps and evidence follows this one.
  const list = [...unordered].sort((a, b) => compareText(a.name, b.name));
  return {
    regions: list.filter(({ enabled }) => enabled).map(({ name }) => name),
    states: list.map(({ name, enabled }) =>
      enabled ? { name, state: 'scanned' } : { name, state: 'not-enabled', reason: 'The account has not opted in.' },
    ),
    regionsUnread: null,
  };
}

/** What a region says to keys that work elsewhere when it is not enabled. */
const notEnabled = new Set(['AuthFailure', 'InvalidClientTokenId', 'UnrecognizedClientException', 'OptInRequired']);

/** Every region that the SDK knows of the partition, each asked whether the caller's credentials work there. */
async function tryEach(
  reader: Reader,
  partition: string,
  homeRegion: string,
  unread: Gap,
): Promise<Omit<Scope, 'caller'>> {
  const known = partitions.find(({ name }) => name === partition)?.regions ?? [homeRegion];
  const states = await Promise.all(
    known.map(async (name): Promise<RegionState> => {
      // The home region has told who the caller is.
      if (name === homeRegion) return { name, state: 'scanned' };
      const answer = (await reader.read(answersInRegion, { region: name })).fact;
      if (!isGap(answer)) return { name, state: 'scanned' };
      const [{ kind, code, message }] = gapReasons(answer);
      const closed = kind === 'unsupported' && notEnabled.has(code ?? '');
      return { name, state: closed ? 'not-enabled' : 'unread', reason: message };
    }),
  );
  return {
    regions: states.filter(({ state }) => state !== 'not-enabled').map(({ name }) => name),
    states,
    regionsUnread: gapReasons(unread)
      .map(({ message }) => message)
      .join(' '),
  };
}

/**
 * The regions that the user selected, or null for all.
 * @throws UserError for a region that is not there or not enabled.
 */
export function selectRegions(scope: Scope, wanted: readonly string[]): ReadonlySet<string> | null {
  if (isGap(scope.caller)) return null;
  for (const region of wanted) {
    const state = scope.states.find(({ name }) => name === region);
    if (state === undefined) {
      const names = scope.states.map(({ name }) => name);
      throw new UserError(`There is no region '${region}' in this partition.${closest(region, names)}`);
    }
    if (state.state === 'not-enabled') {
      throw new UserError(
        `Region '${region}' is not enabled in this account. Enable it, or leave out --region ${region}.`,
      );
    }
  }
  return wanted.length === 0 ? null : new Set(wanted);
}
