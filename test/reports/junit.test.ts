import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/core/result.js';
import { visible } from '../../src/core/visible.js';
import { renderJunit } from '../../reports/junit.js';
import { annotatedResult, type Draft, emptyResult, fixtureResult, partialResult, resultOf } from './fixture.js';

interface Problem {
  readonly type?: string;
  readonly message: string;
  readonly '#text'?: string;
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly failure?: readonly Problem[];
  readonly error?: readonly Problem[];
  readonly skipped?: readonly Problem[];
}

interface Counts {
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
}

interface Suite extends Counts {
  readonly name: string;
  readonly package: string;
  readonly timestamp: string;
  readonly testcase: readonly Case[];
}

interface Suites extends Counts {
  readonly time: string;
  readonly testsuite?: readonly Suite[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  isArray: (name, _, __, isAttribute) => !isAttribute && name !== 'testsuites',
});

/** What XML 1.0 lets a document hold (section 2.2). */
const legal = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

/** Tags and text with every special character escaped; the parser, which is lenient, sees to the nesting. */
const tokens =
  /^<\?xml version="1.0" encoding="UTF-8"\?>\n(?:<\/?[a-z]+(?: [a-z]+="(?:[^"<>&]|&(?:amp|lt|gt|quot);)*")*\/?>|[^<>&]|&(?:amp|lt|gt|quot);)*$/;

async function text(...results: readonly ScanResult[]): Promise<string> {
  let all = '';
  for await (const chunk of renderJunit(results)) all += chunk;
  return all;
}

async function parsed(...results: readonly ScanResult[]): Promise<Suites> {
  const written = await text(...results);
  expect(written).toMatch(legal);
  expect(written).toMatch(tokens);
  return (parser.parse(written) as { testsuites: Suites }).testsuites;
}

function bucket(more: Partial<Draft>): Draft {
  return {
    checkId: 's3-bucket-versioning',
    status: 'fail',
    region: 'us-east-1',
    resource: { type: 'AWS::S3::Bucket', key: 'arn:aws:s3:::b', name: 'b' },
    ...more,
  };
}

async function onlyCase(more: Partial<Draft>): Promise<Case> {
  const { testsuite } = await parsed(resultOf([bucket(more)]));
  return testsuite![0]!.testcase[0]!;
}

const suppression = { reason: 'A test bucket', owner: 'crew', expires: '2027-01-31', ticket: 'SEC-1' };

describe('renderJunit', () => {
  test('the golden report', async () => {
    await expect(await text(annotatedResult())).toMatchFileSnapshot('../golden/report.junit.xml');
  });

  test('a suite for each check with findings, a case for each finding', async () => {
    const { testsuite = [] } = await parsed(annotatedResult());
    const findings = new Map<string, string[]>();
    for await (const { checkId, resource, region, account } of annotatedResult().findings) {
      const name = visible(`${resource.name} (${region}), ${resource.type} of ${account}`);
      findings.set(checkId, [...(findings.get(checkId) ?? []), name]);
    }
    expect(new Map(testsuite.map(({ name, testcase }) => [name, testcase.map((one) => one.name)]))).toEqual(findings);
    for (const { name, testcase } of testsuite) {
      for (const { classname } of testcase) expect(classname).toBe(name);
    }
  });

  test.each([
    ['a whole scan', [fixtureResult()]],
    ['an annotated scan', [annotatedResult()]],
    ['several scans, one cut short', [annotatedResult(), emptyResult(), partialResult()]],
  ])('%s: counts are those of the cases', async (_, results) => {
    const all = await parsed(...results);
    const suites = all.testsuite ?? [];
    const counts = ({ testcase }: Pick<Suite, 'testcase'>): Counts => ({
      tests: String(testcase.length),
      failures: String(testcase.filter(({ failure }) => failure).length),
      errors: String(testcase.filter(({ error }) => error).length),
      skipped: String(testcase.filter(({ skipped }) => skipped).length),
    });
    for (const suite of suites) expect(suite).toMatchObject(counts(suite));
    expect(all).toMatchObject(counts({ testcase: suites.flatMap(({ testcase }) => testcase) }));
    expect(suites).not.toEqual([]);
  });

  test('a fail is a failure with its severity, message and what to do', async () => {
    const { failure } = await onlyCase({
      severity: 'high',
      message: 'No versions.',
      command: "aws s3 x --name 'a b' && echo <1>",
    });
    expect(failure).toEqual([
      {
        type: 'high',
        message: 'No versions.',
        '#text': [
          'arn:aws:s3:::b',
          'Change the setting and scan again.',
          "aws s3 x --name 'a b' && echo <1>",
          'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html',
        ].join('\n'),
      },
    ]);
  });

  test('an unknown is an error that tells every reason once, and the permissions', async () => {
    const gap = { region: 'us-east-1', operation: 's3:GetBucketAcl', actions: ['s3:GetBucketAcl'] } as const;
    const { error } = await onlyCase({
      status: 'unknown',
      message: 'Not known: AWS denied it. (and 3 more reasons)',
      gaps: [
        { ...gap, kind: 'denied', message: 'AWS denied it.' },
        { ...gap, kind: 'denied', message: 'AWS denied that.' },
        { ...gap, kind: 'denied', message: 'AWS denied that.', actions: ['s3:ListBucket'] },
        { ...gap, kind: 'throttled', message: 'AWS throttled it.', actions: ['s3:Other'] },
      ],
    });
    expect(error).toEqual([
      {
        type: 'denied',
        message:
          'Not known: AWS denied it. (and 3 more reasons) AWS denied that. AWS throttled it. Permissions missing: s3:GetBucketAcl, s3:ListBucket.',
      },
    ]);
  });

  test('what does not apply is skipped, with why', async () => {
    const { skipped } = await onlyCase({ status: 'not-applicable', message: 'AWS manages it.' });
    expect(skipped).toEqual([{ message: 'AWS manages it.' }]);
  });

  test.each(['fail', 'unknown'] as const)('an accepted %s is skipped, with who, until when and why', async (status) => {
    const found = await onlyCase({ status, message: 'No versions.', suppression });
    expect(found).toEqual({
      classname: 's3-bucket-versioning',
      name: 'b (us-east-1), AWS::S3::Bucket of 123456789012',
      skipped: [{ message: 'Accepted by crew until 2027-01-31: A test bucket (SEC-1). No versions.' }],
    });
  });

  test('a pass is a case and nothing more, accepted or not', async () => {
    const plain = await onlyCase({ status: 'pass' });
    expect(Object.keys(plain)).toEqual(['classname', 'name']);
    expect(await onlyCase({ status: 'pass', suppression })).toEqual(plain);
  });

  test('a scan cut short is an error of its own', async () => {
    const [first] = (await parsed(partialResult())).testsuite ?? [];
    expect(first).toMatchObject({ name: 'scan', package: '123456789012', tests: '1', errors: '1' });
    expect(first?.testcase).toEqual([
      {
        classname: 'scan',
        name: '123456789012',
        error: [
          {
            type: 'partial',
            message: 'The scan was cut short: the credentials expired after 75 seconds and could not be refreshed',
          },
        ],
      },
    ]);
  });

  test('times are instants, and seconds of all scans together', async () => {
    const { time, testsuite = [] } = await parsed(fixtureResult(), fixtureResult());
    expect(time).toBe('150.5');
    expect(new Set(testsuite.map(({ timestamp }) => timestamp))).toEqual(new Set(['2026-11-20T02:00:00.000Z']));
  });

  test.each([
    ['no results', [], '0'],
    ['a scan of nothing', [emptyResult()], '75.25'],
  ])('%s has no suite', async (_, results, time) => {
    expect((await text(...results)).split('\n').slice(1)).toEqual([
      `<testsuites name="lintel" tests="0" failures="0" errors="0" skipped="0" time="${time}">`,
      '</testsuites>',
      '',
    ]);
  });
});

describe('whatever a name or message holds', () => {
  const special = fc.constantFrom(
    ...['\0', '\b', '\u001b', '\u0085', '\u202e', '\ud800', '\udfff', '\ufffe', '\uffff', '\u{1fffe}'],
    ...['\n', '\r', '\t', '<', '>', '&', '"', "'", ']]>', '<!--', '-->', '<![CDATA[', '&lt;', '&#0;', '\\u{1b}'],
  );
  const any = fc.array(fc.oneof(special, fc.string({ unit: 'binary' })), { maxLength: 8 }).map((all) => all.join(''));
  const shown = (value: string): string =>
    visible(value).replaceAll('\ufffe', '\\u{fffe}').replaceAll('\uffff', '\\u{ffff}');

  test('the document is legal XML and reads back as it is shown', async () => {
    await fc.assert(
      fc.asyncProperty(any, any, any, async (name, message, key) => {
        const resource = { type: 'AWS::S3::Bucket', key, name };
        const result = resultOf([bucket({ message, resource })]);
        const [only] = (await parsed(result)).testsuite![0]!.testcase;
        expect(only?.name).toBe(shown(`${name} (us-east-1), AWS::S3::Bucket of 123456789012`));
        expect(only?.failure?.[0]?.message).toBe(shown(message));
        expect(only?.failure?.[0]?.['#text']?.split('\n')[0]).toBe(shown(key));
      }),
    );
  });
});
