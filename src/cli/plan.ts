import { actionsOf, callsOf, operationsOf } from '../core/plan.js';
import { UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { plural } from '../core/words.js';
import { discoverOnly, type ScanOptions } from '../scan.js';
import { baseOperations } from '../scope.js';
import { operationId } from '../core/operation.js';
import { asJson, type Io } from './io.js';

/** `lintel scan --plan`: what each check would call and which IAM actions that takes. */
export async function printPlan(options: ScanOptions, format: readonly string[], io: Io): Promise<number> {
  if (format.some((name) => name !== 'json')) throw new UserError('--plan prints text, or JSON with --format json.');
  const scope = await discoverOnly(options);
  const wanted = options.regions ?? [];
  const plan = {
    regions: wanted.length > 0 ? wanted : scope.regions,
    base: baseOperations.map((operation) => ({ operation: operationId(operation), actions: operation.actions })),
    checks: options.checks.map((check) => ({ id: check.id, calls: callsOf(check) })),
    actions: actionsOf([...baseOperations, ...operationsOf(options.checks)]),
  };
  if (format.includes('json')) {
    io.stdout.write(asJson(plan));
    return 0;
  }
  io.stdout.write(`${plural(plan.regions.length, 'region')}: ${visible(plan.regions.join(', '))}\n\nEvery scan\n`);
  for (const { operation, actions } of plan.base) io.stdout.write(`  ${operation}  ${actions.join(', ')}\n`);
  for (const { id, calls } of plan.checks) {
    io.stdout.write(`\n${id}\n`);
    for (const { operation, per, actions } of calls) {
      const often = per === 'listing' ? 'once a page' : `per ${per}`;
      io.stdout.write(`  ${operation.padEnd(40)} ${often.padEnd(12)} ${actions.join(', ')}\n`);
    }
  }
  io.stdout.write(`\n${plan.actions.length} IAM actions in all; 'lintel permissions' prints them as a policy.\n`);
  return 0;
}
