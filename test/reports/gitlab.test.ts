import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities } from '../../src/core/check.js';
import type { Finding } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { pathOf } from '../../reports/finding.js';
import { renderGitlab } from '../../reports/gitlab.js';
import { annotatedResult, type Draft, emptyResult, fixtureResult, partialResult, resultOf } from './fixture.js';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

async function text(results: readonly ScanResult[]): Promise<string> {
  let all = '';
  for await (const chunk of renderGitlab(results)) all += chunk;
  return all;
}

async function issues(...results: readonly ScanResult[]): Promise<Issue[]> {
  return JSON.parse(await text(results)) as Issue[];
}

async function open(result: ScanResult): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const one of result.findings) if (one.status === 'fail' && !one.suppression) found.push(one);
  return found;
}

function bucket(name: string, more: Partial<Draft> = {}): Draft {
  return {
    checkId: 's3-bucket-versioning',
    status: 'fail',
    region: 'us-east-1',
    resource: { type: 'AWS::S3::Bucket', key: `arn:aws:s3:::${name}`, name },
    ...more,
  };
}

describe('renderGitlab', () => {
  test('the golden report', async () => {
    await expect(await text([annotatedResult()])).toMatchFileSnapshot('../golden/report.gitlab.json');
  });

  test('only fails that nobody accepted, each with a fingerprint of its own in hexadecimal', async () => {
    const found = await open(annotatedResult());
    const written = await issues(annotatedResult());
    expect(written.map(({ check_name }) => check_name)).toEqual(found.map(({ checkId }) => checkId));
    expect(written.map(({ fingerprint }) => `v1:${fingerprint}`)).toEqual(found.map((one) => one.fingerprint));
    expect(new Set(written.map(({ fingerprint }) => fingerprint)).size).toBe(written.length);
    for (const { fingerprint } of written) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(written.some(({ description }) => description.startsWith('key-01 '))).toBe(true);
    expect(written.some(({ description }) => description.startsWith('key-02 '))).toBe(false);
  });

  test('a member more or less, and another type, is not what GitLab documents', async () => {
    for (const issue of await issues(annotatedResult())) {
      expect(issue).toEqual({
        description: expect.stringMatching(/./),
        check_name: expect.stringMatching(/^[a-z0-9-]+$/),
        fingerprint: expect.stringMatching(/./),
        severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
        location: { path: expect.stringMatching(/^aws\//), lines: { begin: 1 } },
      });
    }
  });

  test('each severity has one of its own, worst first', async () => {
    const drafts = severities.map((severity) => bucket(severity, { severity }));
    const written = new Map((await issues(resultOf(drafts))).map((one) => [one.location.path, one.severity]));
    expect(severities.map((severity) => written.get(`aws/123456789012/us-east-1/s3/${severity}`))).toEqual([
      'blocker',
      'critical',
      'major',
      'minor',
      'info',
    ]);
  });

  test('several results are one array', async () => {
    const one = await issues(fixtureResult());
    expect(await issues(fixtureResult(), emptyResult(), partialResult())).toEqual([...one, ...one]);
  });

  test.each([
    ['no results', []],
    ['a scan of nothing', [emptyResult()]],
    ['only passes and an unknown', [resultOf([bucket('a', { status: 'pass' }), bucket('b', { status: 'unknown' })])]],
  ])('%s is an empty array', async (_, results) => {
    expect(await text(results)).toBe('[]\n');
  });

  test('whatever a name holds, the description can be shown', async () => {
    for (const { description } of await issues(annotatedResult())) {
      expect(description).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }
  });
});

describe('the path of a resource', () => {
  const path = (more: Partial<Finding['resource']>, region = 'us-east-1'): string =>
    pathOf({
      account: '123456789012',
      region,
      resource: { type: 'AWS::S3::Bucket', key: 'k', name: 'n', ...more },
    } as Finding);

  test.each([
    [{}, 'aws/123456789012/us-east-1/s3/n'],
    [{ type: 'AWS::::Account', name: '123456789012' }, 'aws/123456789012/us-east-1/account/123456789012'],
    [{ type: 'Thing' }, 'aws/123456789012/us-east-1/thing/n'],
    [{ name: 'a/b c:d?e#f%' }, 'aws/123456789012/us-east-1/s3/a%2Fb%20c%3Ad%3Fe%23f%25'],
    [{ name: '.' }, 'aws/123456789012/us-east-1/s3/%252E'],
    [{ name: '..' }, 'aws/123456789012/us-east-1/s3/%252E%252E'],
    [{ name: '' }, 'aws/123456789012/us-east-1/s3/_'],
    [{ name: 'https://example.org/' }, 'aws/123456789012/us-east-1/s3/https%3A%2F%2Fexample.org%2F'],
    [{ name: 'lone\ud800' }, 'aws/123456789012/us-east-1/s3/lone%EF%BF%BD'],
  ])('%j is at %s', (resource, expected) => {
    expect(path(resource)).toBe(expected);
  });

  test('is relative and stays in its folder, whatever the name and type', () => {
    const any = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(any, any, (name, type) => {
        const written = path({ name, type });
        const base = 'https://example.org/repository/';
        expect(written.split('/')).toHaveLength(5);
        expect(new URL(written, base).href).toBe(`${base}${written}`);
      }),
    );
    for (const name of ['..', '../..', '.', '/etc/passwd', '\\..', '//example.com', 'javascript:1', '%2e%2e']) {
      expect(new URL(path({ name }), 'https://example.org/repository/').pathname.split('/')).toHaveLength(7);
    }
  });
});
