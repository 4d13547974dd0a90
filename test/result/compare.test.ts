/** What a comparison says of each finding, and that what was not looked at is never called resolved. */
import { describe, expect, test } from 'vitest';
import type { Severity } from '../../src/core/check.js';
import type { Change, Status } from '../../src/core/finding.js';
import type { Coverage, Header, ScanResult } from '../../src/core/result.js';
import { compareResults } from '../../src/result/compare.js';
import { type Draft, resultOf } from '../reports/fixture.js';

const kms = 'kms-key-rotation';

function key(name: string, status: Status = 'fail', more: Partial<Draft> = {}): Draft {
  return { checkId: kms, status, region: 'us-east-1', resource: { type: 'AWS::KMS::Key', key: name, name }, ...more };
}

const regions: Header['regions'] = [
  { name: 'us-east-1', state: 'scanned' },
  { name: 'eu-west-1', state: 'scanned' },
];

/** A scan that ran this check alone, with a row of coverage that says so even where it found nothing. */
function scanOf(drafts: readonly Draft[], header: Partial<Header> = {}): ScanResult {
  const of = resultOf(drafts, { regions, ...header });
  const seen = (region: string): boolean =>
    of.header.coverage.some((row) => row.checkId === kms && row.region === region);
  const [row] = of.header.coverage as [Coverage];
  const empty = ['us-east-1', 'eu-west-1'].filter((region) => !seen(region));
  const coverage = [
    ...of.header.coverage,
    ...empty.map((region) => ({ ...row, checkId: kms, region, listed: 0, complete: true })),
  ];
  return { ...of, header: { ...of.header, coverage, ...(header.coverage && { coverage: header.coverage }) } };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function pastOf(result: ScanResult): Promise<[string, string][]> {
  return (await all(result.past)).map(({ resource, past }) => [resource.name, past]);
}

describe('a finding that both scans have', () => {
  const at = (status: Status, severity: Severity) => [status, severity] as const;
  const table: readonly [ReturnType<typeof at>, ReturnType<typeof at>, Change | undefined][] = [
    [at('fail', 'medium'), at('fail', 'medium'), 'unchanged'],
    [at('fail', 'medium'), at('fail', 'high'), 'worse'],
    [at('fail', 'high'), at('fail', 'medium'), 'changed'],
    [at('unknown', 'medium'), at('unknown', 'medium'), 'unchanged'],
    [at('unknown', 'medium'), at('fail', 'low'), 'worse'],
    [at('fail', 'medium'), at('unknown', 'medium'), 'changed'],
    [at('fail', 'medium'), at('pass', 'medium'), 'resolved'],
    [at('fail', 'medium'), at('not-applicable', 'medium'), 'resolved'],
    [at('unknown', 'medium'), at('pass', 'medium'), 'resolved'],
    [at('pass', 'medium'), at('fail', 'medium'), 'worse'],
    [at('pass', 'medium'), at('unknown', 'medium'), 'worse'],
    [at('not-applicable', 'medium'), at('fail', 'medium'), 'worse'],
    [at('pass', 'high'), at('pass', 'low'), undefined],
    [at('pass', 'medium'), at('not-applicable', 'medium'), undefined],
  ];
  test.each(table)('%j, then %j: %s', async ([was, had], [is, has], change) => {
    const compared = await compareResults(
      scanOf([key('k', is, { severity: has })]),
      scanOf([key('k', was, { severity: had })]),
    );
    expect((await all(compared.findings)).map((finding) => finding.change)).toEqual([change]);
    const counts = Object.entries(compared.header.baseline?.changes ?? {}).filter(([, count]) => count > 0);
    expect(counts).toEqual(change === undefined ? [] : [[change, 1]]);
    expect(await pastOf(compared)).toEqual([]);
  });
});

test.each([
  ['fail', 'new'],
  ['unknown', 'new'],
  ['pass', undefined],
  ['not-applicable', undefined],
] as const)('a %s that the baseline has not: %s', async (status, change) => {
  const compared = await compareResults(scanOf([key('k', status)]), scanOf([]));
  expect((await all(compared.findings)).map((finding) => finding.change)).toEqual([change]);
});

describe('a fail that the scan has not', () => {
  const eu = { region: 'eu-west-1' };
  const without = (id: string, change: Partial<Coverage>) => {
    const { coverage } = scanOf([]).header;
    return coverage.map((row) => (row.checkId === kms && row.region === id ? { ...row, ...change } : row));
  };
  const table: readonly (readonly [string, Partial<Header>, 'resolved' | 'no-longer-observed'])[] = [
    ['where its scope was listed to the end', {}, 'resolved'],
    [
      'where its region was not selected',
      {
        regions: [
          { name: 'us-east-1', state: 'scanned' },
          { name: 'eu-west-1', state: 'not-selected' },
        ],
      },
      'no-longer-observed',
    ],
    ['where its region is not known any more', { regions: regions.slice(0, 1) }, 'no-longer-observed'],
    [
      'where its region was not read',
      {
        regions: [
          { name: 'us-east-1', state: 'scanned' },
          { name: 'eu-west-1', state: 'unread' },
        ],
      },
      'no-longer-observed',
    ],
    [
      'where the listing is not complete',
      { coverage: without('eu-west-1', { complete: false }) },
      'no-longer-observed',
    ],
    [
      'where another region’s listing is not complete',
      { coverage: without('us-east-1', { complete: false }) },
      'resolved',
    ],
    [
      'where its check was not run',
      { checks: scanOf([]).header.checks.filter(({ id }) => id !== kms) },
      'no-longer-observed',
    ],
    [
      'where its check had no scope to run in',
      { coverage: scanOf([]).header.coverage.filter(({ checkId }) => checkId !== kms) },
      'no-longer-observed',
    ],
    ['where the scan was cut short', { partial: 'interrupted' }, 'no-longer-observed'],
  ];
  test.each(table)('%s', async (_, header, past) => {
    const compared = await compareResults(
      scanOf([], header),
      scanOf([key('gone', 'fail', eu), key('fine', 'pass', eu)]),
    );
    expect(await pastOf(compared)).toEqual([['gone', past]]);
    expect(compared.header.baseline?.past).toEqual({ resolved: 0, 'no-longer-observed': 0, [past]: 1 });
  });
});

describe('what is no longer observed', () => {
  const partial = scanOf([key('other', 'pass')], { partial: 'interrupted' });
  const seen = scanOf([key('lost'), key('other', 'pass')]);

  test('is unchanged when it is back', async () => {
    const second = await compareResults(partial, seen);
    expect(await pastOf(second)).toEqual([['lost', 'no-longer-observed']]);
    const third = await compareResults(seen, second);
    expect((await all(third.findings)).map(({ resource, change }) => [resource.name, change])).toEqual([
      ['lost', 'unchanged'],
      ['other', undefined],
    ]);
    expect(await pastOf(third)).toEqual([]);
  });

  test('stays so over a second scan that did not look, and is resolved by one that did', async () => {
    const third = await compareResults(partial, await compareResults(partial, seen));
    expect(await pastOf(third)).toEqual([['lost', 'no-longer-observed']]);
    const fourth = await compareResults(scanOf([key('other', 'pass')]), third);
    expect(await pastOf(fourth)).toEqual([['lost', 'resolved']]);
    const fifth = await compareResults(scanOf([]), fourth);
    expect(await pastOf(fifth)).toEqual([]);
  });
});

test('what a result told of an earlier comparison does not count', async () => {
  const before = await compareResults(scanOf([key('k', 'pass')]), scanOf([key('k')]));
  expect((await all(before.findings))[0]?.change).toBe('resolved');
  const again = await compareResults(before, scanOf([key('k', 'pass')]));
  expect((await all(again.findings))[0]?.change).toBeUndefined();
});

test('past findings stand in order and can be read again, and say nothing of an earlier acceptance', async () => {
  const accepted = { suppression: { reason: 'r', owner: 'o', expires: '2027-01-01' } };
  const baseline = scanOf([key('b'), key('a', 'unknown', accepted), key('c', 'fail', { region: 'eu-west-1' })]);
  const compared = await compareResults(scanOf([]), baseline);
  const names = async () => (await pastOf(compared)).map(([name]) => name);
  expect(await names()).toEqual(['c', 'a', 'b']);
  expect(await names()).toEqual(['c', 'a', 'b']);
  expect((await all(compared.past)).map(({ suppression }) => suppression)).toEqual([undefined, undefined, undefined]);
});

test('a baseline of another account or partition is refused', async () => {
  const baseline = scanOf([]);
  for (const header of [{ account: '999999999999' }, { partition: 'aws-cn' }]) {
    await expect(compareResults(scanOf([], header), baseline)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^The baseline is of account 123456789012 \(aws\)/),
    });
  }
});
