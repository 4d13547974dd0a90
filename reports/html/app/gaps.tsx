import type { JSX } from 'preact';
import type { DeniedBy, GapKind, GapReason } from '../../../src/core/fact.js';
import { Code } from './parts.js';

const kinds: Readonly<Record<GapKind, string>> = {
  denied: 'Denied',
  throttled: 'Throttled to exhaustion',
  timeout: 'No answer in time',
  unreachable: 'Could not be reached',
  unsupported: 'Not supported there',
  malformed: 'Answer not understood',
  stale: 'Sources disagree',
  foreign: 'Owned by another account',
  'not-recorded': 'Not in the recording',
  cancelled: 'Scan cancelled',
  credentials: 'Credentials expired or refused',
  defect: 'Defect of lintel',
};

/** Which policy refused, and where to allow the read. */
const policies: Readonly<Record<DeniedBy, readonly [by: string, where: string]>> = {
  identity: ['the caller’s own policies', 'a policy of the caller'],
  scp: ['a service control policy', 'the organization’s service control policies'],
  rcp: ['a resource control policy', 'the organization’s resource control policies'],
  boundary: ['the permissions boundary', 'the caller’s permissions boundary'],
  session: ['the session policy', 'the policy that the caller’s session was made with'],
  resource: ['the resource’s policy', 'the policy of the resource'],
  endpoint: ['the VPC endpoint policy', 'the policy of the VPC endpoint'],
  unstated: ['a policy AWS does not name', 'a policy of the caller, and look for a policy elsewhere that denies it'],
};

const remedies: Readonly<Record<Exclude<GapKind, 'denied'>, string>> = {
  throttled: 'Scan again when less else calls this service.',
  timeout: 'Scan again; if it stays so, look at the network between here and AWS.',
  unreachable: 'Look at the network between here and this region, or leave the region out.',
  unsupported: 'Nothing to grant: AWS does not answer this here.',
  malformed: 'Scan again; if it stays so, report it to lintel with a recording.',
  stale: 'Scan again later, when AWS has renewed the older source.',
  foreign: 'Scan the account that owns it.',
  'not-recorded': 'Record the account again with these checks selected.',
  cancelled: 'Scan again and let it end.',
  credentials: 'Scan again with fresh credentials.',
  defect: 'Report it to lintel.',
};

/** Who or what left a value unknown, in a few words. */
export function gapTitle({ kind, by }: GapReason): string {
  return by === undefined ? kinds[kind] : `${kinds[kind]} by ${policies[by][0]}`;
}

/** What would make the value known: for a denied read the IAM actions and the policy to allow them in. */
export function Remedy({ reason }: { readonly reason: GapReason }): JSX.Element {
  const { kind, by = 'unstated', actions = [] } = reason;
  if (kind !== 'denied') return <>{remedies[kind]}</>;
  return (
    <>
      Allow{' '}
      {actions.length === 0
        ? 'the read'
        : actions.map((action, index) => (
            <>
              {index > 0 && ', '}
              <Code value={action} />
            </>
          ))}{' '}
      in {policies[by][1]}.
    </>
  );
}
