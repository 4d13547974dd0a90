import type { InferredOptionTypes } from 'yargs';
import { asffBatches, type AsffFinding } from '../../reports/asff.js';
import { partitionOf } from '../aws/regions.js';
import { configuredRegion, openSession, type SessionOptions } from '../aws/session.js';
import { compareText } from '../core/finding.js';
import type { ScanResult } from '../core/result.js';
import { StartError, UserError } from '../core/user-error.js';
import { visible } from '../core/visible.js';
import { DeliveryEnded, importFindings, publishPolicy } from '../publish/securityhub.js';
import { readResult } from '../result/read.js';
import { asJson, type Io } from './io.js';
import type { publishOptions } from './options.js';

type Args = InferredOptionTypes<typeof publishOptions> & { readonly result?: string };

/**
 * `lintel publish securityhub`: tells Security Hub what a result holds; without `--yes` only says what it would send.
 * @returns 0 when everything was taken, 1 when something was not, 4 when nothing could be sent, 130 when interrupted.
 */
export async function publishCommand(args: Args, io: Io): Promise<number> {
  if (args.policy) {
    io.stdout.write(asJson(publishPolicy));
    return 0;
  }
  if (args.result === undefined)
    throw new UserError('Name the JSON result to publish: lintel publish securityhub RESULT.json.');
  const options = sessionOptions(args);
  const result = await oneResult(args.result);
  const region = await regionFor(result, options);
  if (!args.yes) return preview(result, region, io);
  try {
    return await send(result, region, options, io);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    io.stderr.write(`lintel: nothing was sent. ${visible(error.message)}\n`);
    return 4;
  }
}

function sessionOptions(args: Args): SessionOptions {
  return {
    ...(args.profile !== undefined && { profile: args.profile }),
    ...(args.region !== undefined && { region: args.region }),
    ...(args['role-arn'] !== undefined && { roleArn: args['role-arn'] }),
    ...(args['external-id'] !== undefined && { externalId: args['external-id'] }),
  };
}

/** @throws UserError for a file of several results, and for one whose account could not be read. */
async function oneResult(path: string): Promise<ScanResult> {
  const [result, ...more] = await readResult(path);
  if (result === undefined || more.length > 0) {
    throw new UserError(`${path} holds several results. Publish those of each account by themselves.`);
  }
  if (!/^\d{12}$/.test(result.header.account)) {
    throw new UserError(`The scan of ${path} could not read its account, so Security Hub cannot be told of it.`);
  }
  return result;
}

/** @throws UserError where no region is named, or one of another partition than the findings are of. */
async function regionFor({ header }: ScanResult, options: SessionOptions): Promise<string> {
  const region = await configuredRegion(options);
  if (region === undefined) throw new UserError('No region is configured. Name that of Security Hub with --region.');
  if (partitionOf(region)?.name !== header.partition) {
    throw new UserError(`'${region}' is no region of the partition ${header.partition}, which the findings are of.`);
  }
  return region;
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : one.endsWith('ch') ? 'es' : 's'}`;
}

function destination({ header }: ScanResult, region: string): string {
  return `Security Hub of account ${header.account} in ${region}`;
}

/** Says what `--yes` would send, without a call. */
async function preview(result: ScanResult, region: string, { stdout }: Io): Promise<number> {
  let batches = 0;
  let findings = 0;
  let first: AsffFinding | undefined;
  const states = new Map<string, number>();
  for await (const batch of asffBatches(result, region)) {
    batches += 1;
    findings += batch.length;
    first ??= batch[0];
    for (const { RecordState, Compliance } of batch) {
      const state = `${RecordState} ${Compliance.Status}`;
      states.set(state, (states.get(state) ?? 0) + 1);
    }
  }
  stdout.write(
    `Would send ${count(findings, 'finding')} in ${count(batches, 'batch')} to ${destination(result, region)}:\n`,
  );
  for (const [state, number] of [...states].sort(([a], [b]) => compareText(a, b)))
    stdout.write(`  ${state}: ${number}\n`);
  if (first !== undefined) stdout.write(`The first of them:\n${asJson(first)}`);
  stdout.write('Nothing was sent. Add --yes to send.\n');
  return 0;
}

async function send(result: ScanResult, region: string, options: SessionOptions, io: Io): Promise<number> {
  const { account } = result.header;
  const session = await openSession({ ...options, region });
  let batches = 0;
  let sent = 0;
  let refused = 0;
  let ended: string | undefined;
  try {
    const delivery = { session, region, account, signal: io.interrupted };
    for await (const delivered of importFindings(asffBatches(result, region), delivery)) {
      batches += 1;
      sent += delivered.sent;
      refused += delivered.refused;
      for (const { finding, code, message } of delivered.refusals) {
        io.stderr.write(`lintel: refused: ${visible(`${nameOf(finding)}: ${code}: ${message}`)}\n`);
      }
    }
  } catch (error) {
    if (!(error instanceof DeliveryEnded)) throw error;
    ended = io.interrupted.aborted ? 'It was interrupted.' : error.message;
  }
  const place = destination(result, region);
  io.stdout.write(`Sent ${count(sent, 'finding')} in ${count(batches, 'batch')} to ${place}; ${refused} refused.\n`);
  if (ended !== undefined) {
    io.stderr.write(
      `lintel: ended before everything was sent. ${visible(ended)} What was sent may be sent again without harm.\n`,
    );
    if (io.interrupted.aborted) return 130;
    if (batches === 0) return 4;
  }
  return ended === undefined && refused === 0 ? 0 : 1;
}

function nameOf(finding: AsffFinding | undefined): string {
  return finding === undefined
    ? 'a finding'
    : `${finding.GeneratorId} ${finding.Resources.map(({ Id }) => Id).join(' ')}`;
}
