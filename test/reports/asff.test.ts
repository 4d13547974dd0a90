import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AsffFinding, asffBatches, homeRegions, renderAsff } from '../../reports/asff.js';
import { resourceTypes } from '../../reports/asff/resource-type.js';
import { fitting } from '../../reports/asff/text.js';
import { checks } from '../../checks/index.js';
import { partitions } from '../../src/aws/regions.js';
import type { ScanResult } from '../../src/core/result.js';
import { batchSchema } from './asff.schema.js';
import {
  annotatedResult,
  type Draft,
  emptyResult,
  fixtureResult,
  iterable,
  partialResult,
  resultOf,
} from './fixture.js';
import { hostileNames } from './fixture-data.js';

async function lines(...results: ScanResult[]): Promise<string[]> {
  let all = '';
  for await (const piece of renderAsff(results)) all += piece;
  return all === '' ? [] : all.replace(/\n$/, '').split('\n');
}

/** Every finding of every batch, each batch checked against the schema. */
async function asff(...results: ScanResult[]): Promise<AsffFinding[]> {
  return (await lines(...results)).flatMap((line) => {
    const batch: unknown = JSON.parse(line);
    expect(batchSchema.safeParse(batch).error?.issues ?? []).toEqual([]);
    return (batch as { Findings: AsffFinding[] }).Findings;
  });
}

const bucket: Draft['resource'] = {
  type: 'AWS::S3::Bucket',
  key: 'arn:aws:s3:::one',
  arn: 'arn:aws:s3:::one',
  name: 'one',
};

function draft(given: Partial<Draft>): Draft {
  return { checkId: 's3-bucket-versioning', status: 'fail', region: 'eu-west-1', resource: bucket, ...given };
}

async function one(given: Partial<Draft>, header: Parameters<typeof resultOf>[1] = {}): Promise<AsffFinding> {
  const all = await asff(resultOf([draft(given)], header));
  expect(all).toHaveLength(1);
  return all[0] as AsffFinding;
}

describe('renderAsff', () => {
  test('the golden file', async () => {
    await asff(annotatedResult());
    const text = `${(await lines(annotatedResult())).join('\n')}\n`;
    await expect(text).toMatchFileSnapshot('../golden/report.asff.jsonl');
  });

  test.each([
    ['a whole scan', fixtureResult()],
    ['a scan cut short', partialResult()],
    ['a scan of nothing', emptyResult()],
  ])('%s is as the documentation says', async (_, result) => {
    const all = await asff(result);
    const told = [];
    for await (const { status, fingerprint } of result.findings) {
      if (status !== 'not-applicable') told.push(`lintel/${fingerprint}`);
    }
    expect(all.map(({ Id }) => Id)).toEqual(told);
    expect(new Set(told).size).toBe(told.length);
  });

  test('several results follow one another, each in batches of its own', async () => {
    const both = await lines(fixtureResult(), fixtureResult());
    expect(both).toEqual([...(await lines(fixtureResult())), ...(await lines(fixtureResult()))]);
  });

  test('a scan that could not read its account tells nothing', async () => {
    expect(await lines(resultOf([draft({})], { account: 'unknown' }))).toEqual([]);
  });

  test.each(partitions.map(({ name, home }) => ({ name, home })))(
    '$name has its home region',
    async ({ name, home }) => {
      expect(homeRegions[name]).toBe(home);
      const { ProductArn } = await one({}, { partition: name });
      expect(ProductArn).toBe(`arn:${name}:securityhub:${home}:123456789012:product/123456789012/default`);
    },
  );
});

describe('a finding', () => {
  test.each([
    ['pass', 'PASSED', 'INFORMATIONAL'],
    ['fail', 'FAILED', 'HIGH'],
    ['unknown', 'WARNING', 'HIGH'],
  ] as const)('that is %s is %s and %s', async (status, told, label) => {
    const { Compliance, FindingProviderFields, RecordState } = await one({ status, severity: 'high' });
    expect(Compliance.Status).toBe(told);
    expect(FindingProviderFields.Severity).toEqual({ Label: label, Original: 'high' });
    expect(RecordState).toBe('ACTIVE');
  });

  test('that does not apply is not told', async () => {
    expect(await asff(resultOf([draft({ status: 'not-applicable' })]))).toEqual([]);
    expect(await asff(resultOf([draft({ status: 'not-applicable', change: 'new' })]))).toEqual([]);
  });

  test('that was resolved by not applying any more is archived', async () => {
    const told = await one({ status: 'not-applicable', change: 'resolved' });
    expect([told.RecordState, told.Compliance.Status]).toEqual(['ARCHIVED', 'NOT_AVAILABLE']);
  });

  test('that was resolved by passing stays active, as the next scan would tell it', async () => {
    const then = await one({ status: 'pass', change: 'resolved' });
    const next = await one({ status: 'pass' });
    expect([then.RecordState, then.Compliance.Status]).toEqual(['ACTIVE', 'PASSED']);
    expect([next.RecordState, next.Compliance]).toEqual([then.RecordState, then.Compliance]);
  });

  test('says why it is unknown', async () => {
    const told = await asff(fixtureResult());
    const guarded = told.find(({ Resources }) => Resources[0]?.Id === 'arn:aws:s3:::guarded');
    expect(guarded?.Compliance.StatusReasons).toEqual([
      { ReasonCode: 'LINTEL_DENIED', Description: 'A service control policy denies s3:GetBucketPolicyStatus.' },
    ]);
  });

  test('names the controls that its check assesses', async () => {
    const told = await asff(annotatedResult());
    const root = told.find(({ GeneratorId }) => GeneratorId === 'lintel/iam-root-mfa');
    expect(root?.Compliance.RelatedRequirements).toEqual(['Toy Standard 1.0 1.1']);
  });

  test('of a suppressed fail says who accepted it, and stays a fail', async () => {
    const suppression = { reason: 'known', owner: 'crew', expires: '2027-01-31', ticket: 'SEC-12' };
    const { Compliance, ProductFields, RecordState } = await one({ suppression });
    expect([Compliance.Status, RecordState]).toEqual(['FAILED', 'ACTIVE']);
    expect(ProductFields).toMatchObject({
      'lintel/suppressed': 'true',
      'lintel/suppression-reason': 'known',
      'lintel/suppression-owner': 'crew',
      'lintel/suppression-expires': '2027-01-31',
      'lintel/suppression-ticket': 'SEC-12',
    });
  });

  test('has the instant of its scan, so that a result sent twice is ignored', async () => {
    const now = '2026-12-01T00:00:00.000Z';
    const { CreatedAt, UpdatedAt } = await one({}, { now });
    expect([CreatedAt, UpdatedAt]).toEqual([now, now]);
  });

  test('is of the region of its resource, and told in that of Security Hub', async () => {
    for await (const [told] of asffBatches(resultOf([draft({})]), 'eu-central-1')) {
      expect(told?.ProductArn).toBe('arn:aws:securityhub:eu-central-1:123456789012:product/123456789012/default');
      expect(told?.Resources[0]?.Region).toBe('eu-west-1');
    }
    expect.assertions(2);
  });

  test('of the account names it as Security Hub does, and no region', async () => {
    const resource = { type: 'AWS::::Account', key: '123456789012', name: '123456789012' };
    const { Resources } = await one({ resource, region: 'global' });
    expect(Resources).toEqual([{ Type: 'AwsAccount', Id: 'AWS::::Account:123456789012', Partition: 'aws' }]);
  });

  test('leaves blank tags out, which Security Hub refuses', async () => {
    const { Resources } = await one({ resource: { ...bucket, tags: { owner: 'crew', empty: '', blank: ' ' } } });
    expect(Resources[0]?.Tags).toEqual({ owner: 'crew' });
  });

  test('of a check that the result does not have is told by its id', async () => {
    const result = resultOf([draft({ message: '' })]);
    const told = await asff({ ...result, header: { ...result.header, checks: [] } });
    expect(told.map(({ Title, Description }) => [Title, Description])).toEqual([
      ['s3-bucket-versioning', 's3-bucket-versioning'],
    ]);
    expect(told[0]).not.toHaveProperty('Remediation');
  });
});

describe('what only the baseline has', () => {
  test('is archived where it is resolved, and not told where it was not observed again', async () => {
    const result = annotatedResult();
    const past = (await asff({ ...result, findings: iterable([]) })).map(({ Resources, RecordState, Compliance }) => [
      Resources[0]?.Id,
      RecordState,
      Compliance.Status,
    ]);
    expect(past).toEqual([['arn:aws:kms:us-east-1:123456789012:key/gone-01', 'ARCHIVED', 'NOT_AVAILABLE']]);
  });
});

describe('limits', () => {
  test('a batch holds 100 findings', async () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      draft({ resource: { ...bucket, key: `arn:aws:s3:::b${index}`, name: `b${index}` } }),
    );
    const sizes = (await lines(resultOf(many))).map((line) => (JSON.parse(line) as { Findings: [] }).Findings.length);
    expect(sizes).toEqual([100, 100, 50]);
  });

  test('a batch holds 6 MB', async () => {
    const evidence = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`e${index}`, '"'.repeat(5000)]));
    const many = Array.from({ length: 120 }, (_, index) =>
      draft({ evidence, resource: { ...bucket, key: `arn:aws:s3:::b${index}`, name: `b${index}` } }),
    );
    const batches = await lines(resultOf(many));
    expect((await asff(resultOf(many))).length).toBe(120);
    expect(batches.length).toBeGreaterThan(1);
    for (const line of batches) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(6_000_000);
    // As full as may be: another of its findings would not have fitted.
    const [first = ''] = batches;
    const { length } = (JSON.parse(first) as { Findings: [] }).Findings;
    expect(Buffer.byteLength(first) * ((length + 1) / length)).toBeGreaterThan(6_000_000);
  });

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3000 }),
    fc.constantFrom(...Object.values(hostileNames)),
    fc.constantFrom('"', '\\', '\u0000', '\u2028', '\ud800', '😀', '\\u{200b}').map((part) => part.repeat(6000)),
  );

  test('whatever an account holds, a finding is one that Security Hub takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          name: anything,
          message: anything,
          command: anything,
          reason: anything,
          tags: fc.dictionary(anything, anything, { maxKeys: 60 }),
          evidence: fc.dictionary(anything, fc.oneof(anything, fc.array(anything)), { maxKeys: 60 }),
          gaps: fc.array(
            anything.map((text) => ({ kind: 'denied' as const, region: 'global', message: `x${text}` })),
            { maxLength: 30 },
          ),
          status: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const),
        }),
        async ({ name, tags, reason, ...rest }) => {
          const resource = { type: name, key: `arn:aws:s3:::${name}`, name, tags };
          const told = await one({ ...rest, resource, suppression: { reason, owner: reason, expires: '2027-01-31' } });
          expect(told.ProductFields['lintel/suppressed']).toBe('true');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a text is cut only where it must be, and never within a character', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 16, max: 400 }), (text, longest) => {
        const whole = fitting(text, Infinity);
        const cut = fitting(text, longest);
        if (Buffer.byteLength(whole) <= longest) {
          expect(cut).toBe(whole);
        } else {
          expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(longest);
          expect(Buffer.byteLength(cut)).toBeGreaterThan(longest - '\\u{10ffff}'.length);
          expect(cut.endsWith('…')).toBe(true);
          expect(whole.startsWith(cut.slice(0, -1))).toBe(true);
        }
      }),
    );
  });

  test.each([
    [13, 'ab\\u{200b}cde'],
    [12, 'ab…'],
    [6, 'ab…'],
    [5, 'ab…'],
    [4, 'a…'],
  ])('of %i bytes leaves no half of an escape: %s', (longest, cut) => {
    expect(fitting('ab\u200bcde', longest)).toBe(cut);
  });
});

describe('resource types', () => {
  const sdk = dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-securityhub/package.json'));
  const models = readFileSync(join(sdk, 'dist-types/models/models_2.d.ts'), 'utf8');
  const details = /export interface ResourceDetails \{(.*?)\n\}/s.exec(models)?.[1] ?? '';
  const known = new Set([...details.matchAll(/^ {4}(\w+)\?:/gm)].map(([, name = '']) => name));

  test('are those of ASFF', () => {
    expect(known).toContain('AwsS3Bucket');
    // The account has no details; Security Hub's own findings use it.
    expect([...resourceTypes.values()].filter((name) => !known.has(name))).toEqual(['AwsAccount']);
  });

  test('every type that checks judge and ASFF knows has its name', () => {
    const judged = [...new Set(checks.map(({ resource }) => resource.type))];
    const plain = (name: string): string => name.replaceAll(/[:.]/g, '').toLowerCase();
    const byPlainName = new Map([...known].map((name) => [plain(name), name]));
    const missed = judged.filter((type) => byPlainName.has(plain(type)) && !resourceTypes.has(type));
    expect(judged).toContain('AWS::S3::Bucket');
    expect(missed).toEqual([]);
  });
});
