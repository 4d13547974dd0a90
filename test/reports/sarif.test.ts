import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import { type Severity, severities } from '../../src/core/check.js';
import type { Change } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { renderSarif } from '../../reports/sarif.js';
import { hostileNames } from './fixture-data.js';
import { annotatedResult, type Draft, emptyResult, fixtureResult, partialResult, resultOf } from './fixture.js';

// The schema is of draft 4, whose `id` and `$schema` ajv does not know, and one of its patterns is not for `u`.
const { $schema: _, id: __, ...draft7 } = schema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(draft7);

async function text(...results: readonly ScanResult[]): Promise<string> {
  let all = '';
  for await (const chunk of renderSarif(results)) all += chunk;
  return all;
}

/** The log as it was written, which the schema and a strict parser take. */
async function log(...results: readonly ScanResult[]): Promise<Log> {
  const written = await text(...results);
  const read = JSON.parse(written) as Log;
  expect(validate(read), ajv.errorsText(validate.errors)).toBe(true);
  expect(written).not.toMatch(/\p{Cs}|\\u[dD][89a-fA-F]/u);
  return read;
}

async function onlyRun(result: ScanResult): Promise<Run & { readonly results: Result[] }> {
  const { runs } = await log(result);
  expect(runs).toHaveLength(1);
  const [run] = runs;
  return { ...run!, results: run!.results! };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of items) found.push(one);
  return found;
}

function key(name: string, more: Partial<Draft> = {}): Draft {
  const arn = `arn:aws:kms:us-east-1:123456789012:key/${name}`;
  return {
    checkId: 'kms-key-rotation',
    status: 'fail',
    region: 'us-east-1',
    resource: { type: 'AWS::KMS::Key', key: arn, arn, name },
    ...more,
  };
}

async function onlyResult(more: Partial<Draft>): Promise<Result> {
  const { results } = await onlyRun(resultOf([key('key-01', more)]));
  expect(results).toHaveLength(1);
  return results[0]!;
}

const suppression = { reason: 'Rotated by hand', owner: 'crew', expires: '2027-01-31', ticket: 'SEC-1' };

const fingerprintOf = ({ partialFingerprints }: Result): string | undefined =>
  partialFingerprints?.['lintelFingerprint/v1'];

describe('renderSarif', () => {
  test('the golden report', async () => {
    await expect(await text(annotatedResult())).toMatchFileSnapshot('../golden/report.sarif');
  });

  test('the schema refuses what is not SARIF', async () => {
    const good = await log(fixtureResult());
    for (const bad of [
      { ...good, version: '2.0.0' },
      { ...good, runs: [{ ...good.runs[0], tool: {} }] },
      { ...good, runs: [{ ...good.runs[0], results: [{ ruleId: 'x' }] }] },
      { ...good, runs: [{ ...good.runs[0], results: [{ message: { text: '' }, baselineState: 'worse' }] }] },
    ]) {
      expect(validate(bad)).toBe(false);
    }
  });

  test('each check is a rule', async () => {
    const { tool } = await onlyRun(fixtureResult());
    const { checks } = fixtureResult().header;
    expect(tool.driver.rules?.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
    expect(tool.driver.rules?.find(({ id }) => id === 'kms-key-rotation')).toEqual({
      id: 'kms-key-rotation',
      shortDescription: { text: 'Customer managed symmetric keys rotate automatically' },
      fullDescription: {
        text: 'What goes wrong when "Customer managed symmetric keys rotate automatically" is not so.',
      },
      help: {
        text: 'Change the setting and scan again.\naws kms change --name {name} --region {region}\nhttps://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html',
      },
      helpUri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html',
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['security', 'kms', 'rotate-kms-keys'], precision: 'very-high', 'security-severity': '5.5' },
    });
  });

  /** The bands in which GitHub shows a severity: above 9 critical, from 7 high, from 4 medium, above 0 low. */
  test.each([
    ['critical', 9, 10],
    ['high', 6.9, 8.9],
    ['medium', 3.9, 6.9],
    ['low', 0, 3.9],
    ['informational', -1, 0],
  ] as const)('a rule of severity %s is more than %d and at most %d', async (severity, above, most) => {
    const checks = fixtureResult().header.checks.map((check) => ({ ...check, severity }));
    const { tool } = await onlyRun(resultOf([], { checks }));
    for (const { properties } of tool.driver.rules!) {
      expect(properties?.['security-severity']).toMatch(/^\d\.\d$/);
      expect(Number(properties?.['security-severity'])).toBeGreaterThan(above);
      expect(Number(properties?.['security-severity'])).toBeLessThanOrEqual(most);
    }
  });

  test('each fail is a result of its rule, and nothing else is one', async () => {
    const { results, tool } = await onlyRun(fixtureResult());
    const fails = (await all(fixtureResult().findings)).filter(({ status }) => status === 'fail');
    expect(results.map(fingerprintOf)).toEqual(fails.map(({ fingerprint }) => fingerprint));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules?.[ruleIndex!]?.id).toBe(ruleId);
  });

  test('a result is at a relative path, with the ARN as its logical location', async () => {
    expect(await onlyResult({ message: 'Rotation is off.' })).toEqual({
      ruleId: 'kms-key-rotation',
      ruleIndex: 6,
      level: 'warning',
      message: { text: 'key-01 (us-east-1): Rotation is off.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'aws/123456789012/us-east-1/kms/key-01' },
            region: { startLine: 1 },
          },
          logicalLocations: [
            {
              name: 'key-01',
              fullyQualifiedName: 'arn:aws:kms:us-east-1:123456789012:key/key-01',
              kind: 'resource',
            },
          ],
        },
      ],
      partialFingerprints: {
        'lintelFingerprint/v1': expect.stringMatching(/^v1:[0-9a-f]{64}$/),
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{64}:1$/),
      },
      properties: { severity: 'medium', resourceType: 'AWS::KMS::Key', region: 'us-east-1' },
    });
  });

  test('the level is that of the finding, which may be lower than the rule says', async () => {
    const levels: Record<string, unknown> = {};
    for (const severity of severities) levels[severity] = (await onlyResult({ severity })).level;
    expect(levels).toEqual({
      critical: 'error',
      high: 'error',
      medium: 'warning',
      low: 'note',
      informational: 'note',
    } satisfies Record<Severity, Result.level>);
  });

  test('an accepted fail says who accepted it, until when and why', async () => {
    expect((await onlyResult({ suppression })).suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Accepted by crew until 2027-01-31: Rotated by hand (SEC-1).',
      },
    ]);
    expect(await onlyResult({})).not.toHaveProperty('suppressions');
  });

  test.each([
    ['new', 'new'],
    ['worse', 'updated'],
    ['changed', 'updated'],
    ['unchanged', 'unchanged'],
  ] as const satisfies [Change, Result.baselineState][])('a fail that is %s is %s', async (change, state) => {
    expect((await onlyResult({ change })).baselineState).toBe(state);
  });

  test('without a baseline no result has a state', async () => {
    const { results } = await onlyRun(fixtureResult());
    for (const result of results) expect(result).not.toHaveProperty('baselineState');
  });

  test('what only the baseline has is left out: GitHub closes alerts that are not named', async () => {
    const { past } = annotatedResult();
    expect((await onlyRun({ ...resultOf([]), past })).results).toEqual([]);
  });

  test('each unknown is a notification with its gaps and the permission', async () => {
    const { invocations } = await onlyRun(fixtureResult());
    const unknowns = (await all(fixtureResult().findings)).filter(({ status }) => status === 'unknown');
    const told = invocations?.[0]?.toolExecutionNotifications ?? [];
    expect(told.map(({ properties }) => properties?.['fingerprint'])).toEqual(unknowns.map((one) => one.fingerprint));
    expect(told.find(({ message }) => message.text?.startsWith('guarded '))).toMatchObject({
      level: 'warning',
      message: {
        text: 'guarded (us-east-1): Whether the bucket is public is not known. A service control policy denies s3:GetBucketPolicyStatus. Permissions missing: s3:GetBucketPolicyStatus.',
      },
      associatedRule: { id: 's3-bucket-public-access', index: 7 },
      properties: { gaps: [{ kind: 'denied', by: 'scp', code: 'AccessDenied' }] },
    });
  });

  test('an accepted unknown is a note that says so', async () => {
    const { invocations } = await onlyRun(resultOf([key('key-01', { status: 'unknown', suppression })]));
    expect(invocations?.[0]?.toolExecutionNotifications).toMatchObject([
      {
        level: 'note',
        message: { text: expect.stringContaining('Accepted by crew until 2027-01-31: Rotated by hand (SEC-1).') },
      },
    ]);
  });

  test('a whole scan succeeded; one that was cut short did not, and says why', async () => {
    const whole = await onlyRun(fixtureResult());
    expect(whole.invocations).toMatchObject([
      { executionSuccessful: true, startTimeUtc: '2026-11-20T02:00:00.000Z', endTimeUtc: '2026-11-20T02:01:15.250Z' },
    ]);
    const partial = await onlyRun(partialResult());
    expect(partial.invocations).toMatchObject([{ executionSuccessful: false }]);
    const added = partial.invocations![0]!.toolExecutionNotifications!.filter(({ associatedRule }) => !associatedRule);
    expect(added).toEqual([
      {
        level: 'error',
        message: {
          text: 'The scan was cut short: the credentials expired after 75 seconds and could not be refreshed',
        },
      },
      {
        level: 'warning',
        message: {
          text: 'The list of regions could not be read: ec2:DescribeRegions and account:ListRegions were refused (UnauthorizedOperation)',
        },
      },
    ]);
  });

  test('what is not a result is counted', async () => {
    const { header } = annotatedResult();
    const { properties } = await onlyRun(annotatedResult());
    expect(properties).toEqual({
      partition: 'aws',
      account: '123456789012',
      now: header.now,
      partial: null,
      counts: header.counts,
      baseline: header.baseline,
      foldedFindings: 0,
    });
  });

  test('several results are a run each, in a category of their own', async () => {
    const other = fixtureResult();
    const { runs } = await log(fixtureResult(), { ...other, header: { ...other.header, account: '210987654321' } });
    expect(runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      'lintel/aws/123456789012/2026-11-20T02:00:00.000Z',
      'lintel/aws/210987654321/2026-11-20T02:00:00.000Z',
    ]);
    expect(runs[1]?.results).toEqual(runs[0]?.results);
  });

  test('no result is a log without runs, a scan of nothing a run without results', async () => {
    expect((await log()).runs).toEqual([]);
    expect((await onlyRun(emptyResult())).results).toEqual([]);
  });

  test('each rule, notification and result stands on a line of its own', async () => {
    const [run] = (await log(annotatedResult())).runs;
    const onLines = (await text(annotatedResult())).split('\n').flatMap((line) => {
      const element = /^ {8}(\{.*\}),?$/.exec(line)?.[1];
      return element === undefined ? [] : [JSON.parse(element) as object];
    });
    expect(onLines).toEqual([
      ...run!.tool.driver.rules!,
      ...run!.invocations![0]!.toolExecutionNotifications!,
      ...run!.results!,
    ]);
  });
});

describe('whatever a name holds', () => {
  test('every hostile name is at a relative path, can be shown and is kept as it is', async () => {
    const drafts = Object.values(hostileNames).map((name) => key(name, { message: `${name} does not rotate.` }));
    const { results } = await onlyRun(resultOf(drafts));
    const names = results.map(({ locations }) => locations?.[0]?.logicalLocations?.[0]?.name);
    expect(new Set(names)).toEqual(
      new Set(Object.values(hostileNames).map((name) => name.replace('\ud800', '\ufffd'))),
    );
    for (const { message } of results) expect(message.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  test('no link is made of it', async () => {
    const { message } = await onlyResult({ message: 'Tag [click](https://example.org) and [0](1).' });
    expect(message.text).toBe('key-01 (us-east-1): Tag [click] (https://example.org) and [0] (1).');
  });

  test('the log is valid', async () => {
    const any = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(any, any, any, async (name, message, reason) => {
        const gaps = [{ kind: 'timeout', region: name, message }] as const;
        const more = { message, suppression: { ...suppression, reason } };
        const { runs } = await log(resultOf([key(name, more), key(`${name} `, { ...more, status: 'unknown', gaps })]));
        const uri = runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
        expect(new URL(uri, 'https://example.org/').pathname).toBe(`/${uri}`);
      }),
      { numRuns: 50 },
    );
  });
});

describe('more results than GitHub keeps', () => {
  const many = (count: number, more: (index: number) => Partial<Draft> = () => ({})): Draft[] =>
    Array.from({ length: count }, (_, index) => key(`key-${String(index).padStart(5, '0')}`, more(index)));

  test('5,000 are listed one by one', async () => {
    const { results, properties } = await onlyRun(resultOf(many(5000)));
    expect(results).toHaveLength(5000);
    expect(properties).toMatchObject({ foldedFindings: 0 });
  });

  test('of 6,000 the largest group is one result, and the others are listed', async () => {
    const elsewhere = (index: number): Partial<Draft> => (index < 200 ? { region: 'eu-west-1' } : {});
    const { results, properties } = await onlyRun(resultOf(many(6000, elsewhere)));
    expect(properties).toMatchObject({ foldedFindings: 5800 });
    expect(results.filter((one) => fingerprintOf(one) !== undefined)).toHaveLength(200);
    const folded = results.filter((one) => fingerprintOf(one) === undefined);
    const first = Array.from({ length: 10 }, (_, index) => `key-00${200 + index}`);
    expect(folded).toEqual([
      {
        ruleId: 'kms-key-rotation',
        ruleIndex: 6,
        level: 'warning',
        message: { text: `5800 findings of this check in us-east-1: ${first.join(', ')} and 5790 more.` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'aws/123456789012/us-east-1/kms/kms-key-rotation' },
              region: { startLine: 1 },
            },
            logicalLocations: first.map((name) => ({
              name,
              fullyQualifiedName: `arn:aws:kms:us-east-1:123456789012:key/${name}`,
              kind: 'resource',
            })),
          },
        ],
        occurrenceCount: 5800,
        partialFingerprints: {
          'lintelFold/v1': expect.stringMatching(/^[0-9a-f]{64}$/),
          primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{64}:1$/),
        },
        properties: { severity: 'medium', resourceType: 'AWS::KMS::Key', region: 'us-east-1' },
      },
    ]);
  });

  test('open and accepted findings are folded apart, each region on its own', async () => {
    const spread = (index: number): Partial<Draft> => ({
      severity: index === 15_299 ? 'medium' : 'low',
      region: index % 3 === 0 ? 'eu-west-1' : 'us-east-1',
      change: index % 3 === 1 ? 'unchanged' : index === 15_299 ? 'new' : 'worse',
      ...(index % 3 === 1 && { suppression }),
    });
    const drafts = many(15_300, spread);
    const { results } = await onlyRun(resultOf(drafts));
    expect(
      results.map(({ level, occurrenceCount, baselineState, suppressions }) => ({
        level,
        occurrenceCount,
        baselineState,
        justification: suppressions?.[0]?.justification,
      })),
    ).toEqual([
      { level: 'note', occurrenceCount: 5100, baselineState: 'updated', justification: undefined },
      {
        level: 'note',
        occurrenceCount: 5100,
        baselineState: 'unchanged',
        justification:
          'Each of 5100 findings is accepted; of the first: Accepted by crew until 2027-01-31: Rotated by hand (SEC-1).',
      },
      { level: 'warning', occurrenceCount: 5100, baselineState: 'new', justification: undefined },
    ]);
    const identity = ({ partialFingerprints, locations }: Result): string =>
      JSON.stringify([partialFingerprints, locations?.[0]?.physicalLocation]);
    expect(new Set(results.map(identity)).size).toBe(3);
    const later = await onlyRun(resultOf(drafts.slice(60)));
    expect(later.results.map(identity)).toEqual(results.map(identity));
  });
});
