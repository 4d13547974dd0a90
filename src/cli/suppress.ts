import { stat } from 'node:fs/promises';
import type { InferredOptionTypes } from 'yargs';
import { addSuppression } from '../config/add-suppression.js';
import { maxSuppressionDays, nearestFile } from '../config/config.js';
import { addDays, evidenceHash, suppressionsName, type WrittenEntry } from '../config/suppressions.js';
import type { Finding } from '../core/finding.js';
import { UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { readResult } from '../result/read.js';
import { writeAtomically } from '../result/write.js';
import { today } from './annotate.js';
import { type Io, one } from './io.js';
import type { suppressOptions } from './options.js';

type Args = InferredOptionTypes<typeof suppressOptions> & { readonly fingerprint?: string };

/** `lintel suppress`: records that a person accepts a finding, in the file of suppressions. */
export async function suppressCommand(args: Args, io: Io): Promise<number> {
  const maxDays = await maxSuppressionDays(args.config, '.');
  const expires = expiry(args.expires, maxDays);
  const finding = await findingOf(String(args.fingerprint), args.result);
  if (finding.status !== 'fail' && finding.status !== 'unknown') {
    throw new UserError(
      `The finding of ${finding.checkId} about ${finding.resource.name} is ${finding.status}. Only what fails or is unknown is suppressed.`,
    );
  }
  const { resource, account, region, status, severity, fingerprint } = finding;
  const entry: WrittenEntry = {
    check: finding.checkId,
    resource: resource.arn ?? resource.key,
    account,
    region,
    status,
    severity,
    ...(args.pin && { evidence: evidenceHash(finding) }),
    fingerprint,
    reason: args.reason,
    owner: args.owner,
    expires,
    ...(args.ticket !== undefined && { ticket: args.ticket }),
  };
  const path = args.suppressions ?? nearestFile(suppressionsName, '.') ?? suppressionsName;
  // What the file held before is not this command's to refuse.
  const { text, added, at } = await addSuppression(path, finding, entry, { today: today(), maxDays, allowBroad: true });
  // The file is source code, and stays as readable as it is.
  const { mode } = await stat(path).catch(() => ({ mode: 0o666 }));
  await writeAtomically(path, one(text), mode & 0o777);
  io.stdout.write(
    `Added at ${visible(at)}:\n${added
      .split('\n')
      .map((line) => visible(line))
      .join('\n')}`,
  );
  return 0;
}

/** The day that `90d` or a date stands for. */
function expiry(given: string, maxDays: number): string {
  const [, days] = /^(\d{1,5})d$/.exec(given) ?? [];
  const day = days === undefined ? given : addDays(today(), Number(days));
  if (!isDay(day)) {
    throw new UserError(`--expires takes a number of days such as 90d or a date such as 2027-01-31, and not ${given}.`);
  }
  if (day < today()) throw new UserError(`--expires ${given} has passed. Give a day to come.`);
  const last = addDays(today(), maxDays);
  if (day > last) throw new UserError(`A suppression lasts at most ${maxDays} days: until ${last}, and not ${day}.`);
  return day;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

/** The one finding of a result whose fingerprint begins so. */
async function findingOf(given: string, path: string): Promise<Finding> {
  const prefix = given.toLowerCase().replace(/^v1:/, '');
  if (!/^[0-9a-f]{8,64}$/.test(prefix)) {
    throw new UserError(`A fingerprint is given by at least 8 of its hexadecimal digits, and not as '${given}'.`);
  }
  const found = new Map<string, Finding>();
  for (const { findings } of await readResult(path)) {
    for await (const finding of findings) {
      if (finding.fingerprint.startsWith(`v1:${prefix}`)) found.set(finding.fingerprint, finding);
    }
  }
  const [finding] = found.values();
  if (finding === undefined) throw new UserError(`No finding of ${path} has a fingerprint that begins with ${prefix}.`);
  if (found.size > 1) {
    throw new UserError(
      `${found.size} findings of ${path} have a fingerprint that begins with ${prefix}. Give more digits.`,
    );
  }
  return finding;
}
