/**
 * The AWS Security Finding Format, for Security Hub.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
import type { ScanResult } from '../src/core/result.js';
import { asffFinding, type AsffFinding, commonOf } from './asff/finding.js';

export type { AsffFinding } from './asff/finding.js';

/**
 * What BatchImportFindings takes: 100 findings of 240 KB and 6 MB a call. A finding stays below its limit because
 * each of its parts does.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
 */
const most = { findings: 100, bytes: 6_000_000 } as const;

/** Room for what stands around the findings of a call. */
const around = 100;

/**
 * Where a file of findings says that Security Hub is, by partition: its regions have a Security Hub each, and a
 * result does not say which of them is meant. `lintel publish` says it.
 */
export const homeRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-us-gov': 'us-gov-west-1',
};

/**
 * The findings of a result in batches of what one call takes; `region` is where the call goes.
 * None where the scan could not read whose account it is: a finding of Security Hub is about an account.
 */
export async function* asffBatches(result: ScanResult, region: string): AsyncGenerator<AsffFinding[]> {
  if (!/^\d{12}$/.test(result.header.account)) return;
  let batch: AsffFinding[] = [];
  let bytes = around;
  for await (const finding of asffFindings(result, region)) {
    const size = Buffer.byteLength(JSON.stringify(finding)) + 1;
    if (batch.length === most.findings || bytes + size > most.bytes) {
      yield batch;
      batch = [];
      bytes = around;
    }
    batch.push(finding);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

async function* asffFindings({ header, findings, past }: ScanResult, region: string): AsyncGenerator<AsffFinding> {
  const common = commonOf(header, region);
  for (const list of [findings, past]) {
    for await (const finding of list) {
      const told = asffFinding(finding, common);
      if (told !== undefined) yield told;
    }
  }
}

/** Results as JSON Lines: each line is the input of one BatchImportFindings. */
export async function* renderAsff(results: readonly ScanResult[]): AsyncGenerator<string> {
  for (const result of results) {
    const region = homeRegions[result.header.partition] ?? 'us-east-1';
    for await (const batch of asffBatches(result, region)) yield `${JSON.stringify({ Findings: batch })}\n`;
  }
}
