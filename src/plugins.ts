import { register } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRefused } from './aws/guard.js';
import { recommendations } from '../checks/recommendations.js';
import type { Check } from './core/check.js';
import { isForeign, kindOf } from './core/contract.js';
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
 * Loads the checks of plug-ins: ES modules, by path or by package name, whose export `checks` (or default
 * export) is a check or a list of checks. A plug-in is code that runs with the caller's credentials.
 * @throws UserError for a module that cannot be loaded, or whose checks are not as the contract asks.
 */
export async function loadPlugins(plugins: readonly string[], ours: readonly Check[]): Promise<Check[]> {
  hook();
  const own = new Set(operationsOf(ours));
  const loaded: Check[] = [];
  for (const plugin of plugins) {
    const checks = checksOf(await load(plugin), plugin).map((value) => asCheck(value, plugin));
    await mustOnlyRead(operationsOf(checks).filter((operation) => !own.has(operation)), plugin);
    for (const check of checks) {
      const twin = [...ours, ...loaded].find(({ id, aliases }) =>
        [id, ...aliases].some((name) => [check.id, ...check.aliases].includes(name)),
      );
      if (twin !== undefined) throw new UserError(`Plug-in ${plugin}: there is already a check '${check.id}'.`);
      loaded.push(check);
    }
  }
  return loaded;
}

async function load(plugin: string): Promise<object> {
  const isPath = plugin.startsWith('.') || plugin.startsWith('/') || /\.m?js$/.test(plugin);
  const url = isPath ? pathToFileURL(resolve(plugin)).href : `lintel-plugin:${plugin}`;
  try {
    return (await import(url)) as object;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new UserError(`Plug-in ${plugin} cannot be loaded: ${why}`, { cause: error });
  }
}

function checksOf(module: object, plugin: string): readonly unknown[] {
  const exported = 'checks' in module ? module.checks : 'default' in module ? module.default : undefined;
  const checks: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  if (exported === undefined || checks.length === 0) {
    throw new UserError(`Plug-in ${plugin} exports no checks. Export a list named 'checks', or a check as default.`);
  }
  return checks;
}

/** @throws UserError where an export is not a check of this lintel that its engine can run. */
function asCheck(value: unknown, plugin: string): Check {
  if (isForeign(value)) {
    throw new UserError(`Plug-in ${plugin} brings a lintel of its own. Import 'lintel' and do not bundle it.`);
  }
  if (kindOf(value) !== 'check') {
    throw new UserError(`Plug-in ${plugin} exports something that defineCheck of 'lintel' did not make.`);
  }
  const check = value as Check;
  const where = `Plug-in ${plugin}, check ${check.id}`;
  const foreign = [check.resource, ...Object.values(check.needs)].find((need) => kindOf(need) === undefined);
  if (foreign !== undefined) {
    throw new UserError(`${where}: a need is not a dataset or resource type of this lintel. Import them from 'lintel'.`);
  }
  const ids = recommendations.map(({ id }) => id);
  if (!ids.some((id) => id === check.recommendation)) {
    const hint = closest(check.recommendation, ids);
    throw new UserError(`${where}: there is no recommendation '${check.recommendation}'.${hint}`);
  }
  return check;
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
    const why = writes === undefined ? 'lintel refuses it' : `IAM does not call ${writes} List or Read`;
    throw new UserError(`Plug-in ${plugin} declares ${operationId(operation)}, which may do more than read: ${why}.`);
  }
}
