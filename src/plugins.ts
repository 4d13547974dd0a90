import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { recommendations } from '../checks/recommendations.js';
import { isRefused } from './aws/guard.js';
import { type Check, severities } from './core/check.js';
import { isForeign, kindOf } from './core/contract.js';
import type { Dataset, Maybe, Need, ResourceType } from './core/dataset.js';
import { type Operation, operationId } from './core/operation.js';
import { operationsOf } from './core/plan.js';
import { UserError } from './core/user-error.js';
import { closest } from './suggest.js';

/**
 * Makes `lintel` resolve to this running copy in every module loaded from now on, and
 * `lintel-plugin:NAME` to the package NAME as the working directory sees it.
 */
const resolveHook = `
  let copy, parentURL;
  export function initialize(data) { ({ copy, parentURL } = data); }
  export function resolve(specifier, context, next) {
    if (specifier === 'lintel') return { url: copy, shortCircuit: true };
    if (!specifier.startsWith('lintel-plugin:')) return next(specifier, context);
    return next(specifier.slice('lintel-plugin:'.length), { ...context, parentURL });
  }
`;

let hooked = false;

function hook(): void {
  if (hooked) return;
  hooked = true;
  register(`data:text/javascript,${encodeURIComponent(resolveHook)}`, {
    data: {
      copy: import.meta.resolve('lintel'),
      parentURL: pathToFileURL(join(process.cwd(), 'lintel-plugin.js')).href,
    },
  });
}

/**
 * Loads the checks of plug-ins: ES modules, by path or by package name. A plug-in is code that runs with the
 * caller's credentials.
 * @throws UserError for a module that cannot be loaded, or whose checks are not as the contract asks.
 */
export async function loadPlugins(plugins: readonly string[], ours: readonly Check[]): Promise<Check[]> {
  const loaded: Check[] = [];
  for (const plugin of plugins) {
    loaded.push(...(await acceptPlugin(await load(plugin), plugin, [...ours, ...loaded])));
  }
  return loaded;
}

/**
 * The checks of a plug-in: its module's export `checks` (or default export), a check or a list of checks.
 * @param plugin how the user named it
 * @param known the checks that are there already
 * @throws UserError where one is not a check of this lintel that its engine can run and that only reads.
 */
export async function acceptPlugin(module: object, plugin: string, known: readonly Check[]): Promise<Check[]> {
  const checks = exportsOf(module, plugin).map((value) => asCheck(value, plugin));
  for (const [index, { id, aliases }] of checks.entries()) {
    const names = [id, ...aliases];
    const twin = [...known, ...checks.slice(0, index)].some((one) =>
      [one.id, ...one.aliases].some((name) => names.includes(name)),
    );
    if (twin) throw new UserError(`Plug-in ${plugin}: there is already a check '${id}'. Give it another id.`);
  }
  const read = new Set(operationsOf(known));
  await mustOnlyRead(
    operationsOf(checks).filter((operation) => !read.has(operation)),
    plugin,
  );
  return checks;
}

async function load(plugin: string): Promise<object> {
  const isPath = plugin.startsWith('.') || plugin.startsWith('/') || /\.m?js$/.test(plugin);
  const cannot = (why: string, cause?: unknown): UserError =>
    new UserError(`Plug-in ${plugin} cannot be loaded: ${why}`, { cause });
  if (isPath && !existsSync(plugin)) throw cannot('there is no such file.');
  hook();
  try {
    return (await import(isPath ? pathToFileURL(resolve(plugin)).href : `lintel-plugin:${plugin}`)) as object;
  } catch (error) {
    if (!(error instanceof Error)) throw cannot(String(error), error);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(`package '${plugin}'`)) {
      throw cannot('no package of that name is installed here. A path begins with ./', error);
    }
    throw cannot(error.message.split('\n', 1)[0] ?? '', error);
  }
}

function exportsOf(module: object, plugin: string): readonly unknown[] {
  const exported = 'checks' in module ? module.checks : 'default' in module ? module.default : undefined;
  const checks: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  if (exported === undefined || checks.length === 0) {
    throw new UserError(`Plug-in ${plugin} exports no checks. Export a list named 'checks', or a check as default.`);
  }
  return checks;
}

/** What TypeScript would have told the author of a check. */
const shape = z.object({
  aliases: z.array(z.string()),
  title: z.string().min(1),
  severity: z.enum(severities),
  recommendation: z.string(),
  rationale: z.string().min(1),
  remediation: z.object({ text: z.string().min(1), cli: z.string().optional(), url: z.url() }),
  resource: z.custom((value) => kindOf(value) === 'resource-type', 'it is no resource type of lintel'),
  needs: z.record(
    z.string(),
    z.custom((value) => kindOf(value) !== undefined, 'it is no dataset or resource type of lintel'),
  ),
  evaluate: z.custom((value) => typeof value === 'function', 'it is no function'),
});

function asCheck(value: unknown, plugin: string): Check {
  if (holdsForeign(value)) {
    throw new UserError(`Plug-in ${plugin} brings a lintel of its own. Import 'lintel' and do not bundle it.`);
  }
  if (kindOf(value) !== 'check') {
    throw new UserError(`Plug-in ${plugin} exports something that defineCheck of 'lintel' did not make.`);
  }
  const check = value as Check;
  const wrong = (what: string): UserError => new UserError(`Plug-in ${plugin}, check ${check.id}: ${what}`);
  const issue = shape.safeParse(check).error?.issues[0];
  if (issue !== undefined) throw wrong(`member '${issue.path.join('.')}': ${issue.message}.`);
  const astray = Object.entries(check.needs).find(([, need]) => !isWithin(need, check.resource));
  if (astray !== undefined) {
    throw wrong(`the need '${astray[0]}' cannot be read for a ${check.resource.type}; it is about something else.`);
  }
  const ids = recommendations.map(({ id }) => id);
  if (!ids.includes(check.recommendation)) {
    throw wrong(`there is no recommendation '${check.recommendation}'.${closest(check.recommendation, ids)}`);
  }
  return check;
}

/** True when another copy of lintel made the value or anything that it is made of. */
function holdsForeign(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  return isForeign(value) || Object.values(value).some((inner) => holdsForeign(inner, seen));
}

/** Whether a need can be read from where the judged resource is: the rule that types hold in TypeScript. */
function isWithin(need: Need, resource: ResourceType): boolean {
  const kind = kindOf(need);
  if (kind === 'maybe') return isWithin((need as Maybe).need, resource);
  if (kind !== 'dataset') return true;
  const { reach, of } = need as Dataset;
  if (reach === 'resource') return of === resource;
  return reach === 'account' || resource.reach === 'regional';
}

/** @throws UserError where a plug-in's own dataset may do more than read. */
async function mustOnlyRead(operations: readonly Operation[], plugin: string): Promise<void> {
  if (operations.length === 0) return;
  const { default: readActions } = await import('./aws/read-actions.json', { with: { type: 'json' } });
  const known: Readonly<Record<string, readonly string[] | undefined>> = readActions;
  for (const operation of operations) {
    const { actions } = operation;
    const writes = actions.find((action) => {
      const [service = '', name = ''] = action.split(':', 2);
      return known[service]?.includes(name) !== true;
    });
    if (actions.length > 0 && writes === undefined && !isRefused(operation)) continue;
    const why =
      actions.length === 0
        ? 'it names no IAM action'
        : writes === undefined
          ? 'lintel refuses it'
          : `IAM does not call ${writes} List or Read`;
    throw new UserError(`Plug-in ${plugin} declares ${operationId(operation)}, which may do more than read: ${why}.`);
  }
}
