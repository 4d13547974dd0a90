/** Small recordings, written as `--record` writes them. */
import { writeFileSync } from 'node:fs';
import { recordingFormat, recordingVersion, type RecordedAnswer } from '../../src/aws/recording.js';

/** A KMS key of the recorded account, and what KMS says of its rotation. */
export interface RecordedKey {
  readonly id: string;
  readonly rotation: 'on' | 'off' | 'denied';
}

const account = '111122223333';
const region = 'us-east-1';
const headers = { date: 'Sun, 01 Nov 2026 09:00:00 GMT' };

/** The first line of a recording. */
export const recordingHeader = {
  format: recordingFormat,
  version: recordingVersion,
  now: '2026-11-01T09:00:00.000Z',
  account,
  partition: 'aws',
  region,
};

function xmlLine(service: string, operation: string, input: object, body: string): RecordedAnswer {
  return { service, region, operation, input, status: 200, headers: { ...headers, 'content-type': 'text/xml' }, body };
}

function kmsLine(operation: string, input: object, answer: object, status = 200): RecordedAnswer {
  const type = { 'content-type': 'application/x-amz-json-1.1' };
  return {
    service: 'kms',
    region,
    operation,
    input,
    status,
    headers: { ...headers, ...type },
    body: JSON.stringify(answer),
  };
}

/** Who asks, and that there is one enabled region and one that is not. */
export const startLines: readonly RecordedAnswer[] = [
  xmlLine(
    'sts',
    'GetCallerIdentity',
    {},
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/auditor</Arn><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  ),
  xmlLine(
    'ec2',
    'DescribeRegions',
    { AllRegions: true },
    `<DescribeRegionsResponse><regionInfo>${[
      [region, 'opt-in-not-required'],
      ['ap-east-1', 'not-opted-in'],
    ]
      .map(([name, status]) => `<item><regionName>${name}</regionName><optInStatus>${status}</optInStatus></item>`)
      .join('')}</regionInfo></DescribeRegionsResponse>`,
  ),
];

/** What KMS answers about these keys. */
export function keyLines(keys: readonly RecordedKey[]): RecordedAnswer[] {
  const arnOf = (id: string): string => `arn:aws:kms:${region}:${account}:key/${id}`;
  return [
    kmsLine(
      'ListKeys',
      { Limit: 1000 },
      { Keys: keys.map(({ id }) => ({ KeyId: id, KeyArn: arnOf(id) })), Truncated: false },
    ),
    ...keys.flatMap(({ id, rotation }) => {
      const input = { KeyId: arnOf(id) };
      const metadata = {
        KeyId: id,
        Arn: arnOf(id),
        KeyManager: 'CUSTOMER',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeyState: 'Enabled',
        Origin: 'AWS_KMS',
        MultiRegion: false,
        CreationDate: 1700000000,
      };
      const status =
        rotation === 'denied'
          ? kmsLine('GetKeyRotationStatus', input, { __type: 'AccessDeniedException', message: 'not authorized' }, 400)
          : kmsLine('GetKeyRotationStatus', input, {
              KeyRotationEnabled: rotation === 'on',
              RotationPeriodInDays: 365,
            });
      return [kmsLine('DescribeKey', input, { KeyMetadata: metadata }), status];
    }),
  ];
}

/** Writes a recording of an account that holds these keys; @returns its path. */
export function record(path: string, keys: readonly RecordedKey[] = [{ id: 'key-1', rotation: 'on' }]): string {
  return writeLines(path, [recordingHeader, ...startLines, ...keyLines(keys)]);
}

/** Writes a file of JSON lines; @returns its path. */
export function writeLines(path: string, lines: readonly object[]): string {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}
