import { join } from 'node:path';
import type { InferredOptionTypes } from 'yargs';
import { actionsOf, operationsOf } from '../core/plan.js';
import { managedPolicyLimit, policyDocument, policySize, splitPolicy } from '../core/policy-document.js';
import { checkWritable, writeAtomically } from '../result/write.js';
import { baseOperations } from '../scope.js';
import { catalogue } from './catalogue.js';
import { asJson, type Io, one } from './io.js';
import type { permissionsOptions } from './options.js';

/** `lintel permissions`: the IAM policy that a selection of checks needs, and nothing more. */
export async function permissionsCommand(
  args: InferredOptionTypes<typeof permissionsOptions>,
  io: Io,
): Promise<number> {
  const { selected } = await catalogue(args);
  const actions = actionsOf([...baseOperations, ...operationsOf(selected)]);
  if (args.split !== undefined) {
    await checkWritable(args.split);
    for (const [i, document] of splitPolicy(actions).entries()) {
      const path = join(args.split, `lintel-${i + 1}.json`);
      await writeAtomically(path, one(asJson(document)));
      io.stdout.write(`${path}\n`);
    }
    return 0;
  }
  const document = policyDocument(actions);
  io.stdout.write(asJson(document));
  const size = policySize(document);
  if (size > managedPolicyLimit) {
    io.stderr.write(
      `lintel: ${size} characters; a managed policy holds ${managedPolicyLimit}. Use --split DIR for several policies.\n`,
    );
  }
  return 0;
}
