import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GapReason } from '../../src/core/fact.js';
import type { Header, ScanResult } from '../../src/core/result.js';
import { renderTerminal, type TerminalOptions } from '../../reports/terminal.js';
import { type Draft, emptyResult, fixtureResult, partialResult, resultOf } from './fixture.js';

async function text(results: readonly ScanResult[], options: Partial<TerminalOptions> = {}): Promise<string> {
  let all = '';
  for await (const chunk of renderTerminal(results, { color: false, width: 80, ...options })) all += chunk;
  return all;
}

/** One section of the summary: from its heading to the next one. */
function section(all: string, heading: string): string {
  return all.slice(all.indexOf(`\n${heading}  `) + 1).replace(/\n\n[A-Z]{3}[^]*$/, '');
}

function keyDraft(name: string, more: Partial<Draft> = {}): Draft {
  return {
    checkId: 'kms-key-rotation',
    status: 'fail',
    region: 'us-east-1',
    resource: { type: 'AWS::KMS::Key', key: name, name },
    ...more,
  };
}

function gap(more: Partial<GapReason>): GapReason {
  return { kind: 'timeout', region: 'us-east-1', message: 'No answer came.', ...more };
}

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('the summary at 80 columns', () => {
  test('top: account, time and, where it is so, that the scan was cut short', async () => {
    const all = await text([partialResult()]);
    expect(all.slice(0, all.indexOf('\n\nFAILED'))).toMatchInlineSnapshot(`
      "lintel 0.1.0  account 123456789012  2026-11-20 02:00 UTC  75 seconds
      as arn:aws:sts::123456789012:assumed-role/lintel/audit

      PARTIAL  This scan was cut short: the credentials expired after 75 seconds and
        could not be refreshed.
        What is missing below is not known; it has not passed."
    `);
  });

  test('failed: worst first, a few resources each', async () => {
    const worst = (await text([fixtureResult()])).replace(/\n {2}critical {7}No bucket[^]*?(?=\n\n)/, '');
    expect(section(worst, 'FAILED')).toMatchInlineSnapshot(`
      "FAILED  27 findings of 5 checks


        critical       The root user has MFA  iam-root-mfa
          123456789012  global  The root user has no MFA device.

        high           No security group opens SSH to the world
                       ec2-security-group-ssh
          sg-1  eu-west-1  Port 22 is open to 0.0.0.0/0.

        medium         Customer managed symmetric keys rotate automatically
                       kms-key-rotation
          key-01  us-east-1  Rotation is off.
          key-02  us-east-1  Rotation is off.
          key-03  us-east-1  Rotation is off.
          key-04  us-east-1  Rotation is off.
          key-05  us-east-1  Rotation is off.
          and 9 more

        low            No security group opens SSH to the world
                       ec2-security-group-ssh
          sg-2  us-east-1  Port 22 is open to 0.0.0.0/0; nothing uses the group.

        informational  AWS can reach your security team  account-security-contact
          123456789012  global  The account has no security contact."
    `);
  });

  test('not known: every reason with how many findings it leaves open', async () => {
    expect(section(await text([fixtureResult()]), 'NOT KNOWN')).toMatchInlineSnapshot(`
      "NOT KNOWN  9 findings, neither passed nor failed

        kms:DescribeKey denied (AccessDeniedException, identity policy) — 3 findings
          No identity-based policy allows kms:DescribeKey.
          us-east-1: kms-key-rotation
        stale (global) — 2 findings
          The user is not in the credential report.
          global: iam-user-unused
        unreachable (sa-east-1) — 2 findings
          The region did not answer.
          sa-east-1: cloudtrail-multi-region-trail, ec2-security-group-ssh
        cloudtrail:DescribeTrails denied (AccessDeniedException, identity policy) — 1
          finding
          No identity-based policy allows cloudtrail:DescribeTrails.
          us-east-1: cloudtrail-multi-region-trail
        s3:GetBucketPolicyStatus denied (AccessDenied, service control policy) — 1
          finding
          A service control policy denies s3:GetBucketPolicyStatus.
          us-east-1: s3-bucket-public-access
        s3:GetBucketVersioning malformed — 1 finding
          The answer has no member Status.
          eu-west-1: s3-bucket-versioning
        iam:GenerateCredentialReport throttled (Throttling) — 1 finding
          IAM went on throttling after every retry.
          global: iam-user-unused
        A finding that is open for several reasons stands under each."
    `);
  });

  test('regions, checks that had nothing to judge, counts and next steps', async () => {
    const all = await text([partialResult()], { reports: ['report.html'] });
    expect(all.slice(all.indexOf('\nREGIONS'))).toMatchInlineSnapshot(`
      "
      REGIONS NOT SCANNED  3
        The list of regions could not be read: ec2:DescribeRegions and
        account:ListRegions were refused (UnauthorizedOperation). Others may be in
        use.
        ap-south-1  not selected: not among --region
        me-south-1  not enabled: the account has not opted in
        sa-east-1  unread: no answer within 10 seconds, 5 times in a row

      NOTHING TO JUDGE  1 check
        0 resources, listed successfully: ec2-volume-encryption

      COUNTS  findings by status and severity
        status            critical      high    medium       low      info     total
        fail                    10         1        14         1         1        27
        unknown                  1         2         5         1         0         9
        not-applicable           0         0         1         0         0         1
        pass                     4         0         1         0         0         5

      NEXT  6 steps
        1. Fix first: No bucket is public (s3-bucket-public-access). Change the
           setting and scan again.
           https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html
        2. Allow kms:DescribeKey, cloudtrail:DescribeTrails to
           arn:aws:sts::123456789012:assumed-role/lintel/audit, and scan again.
        3. Ask who runs the other policies named above (organization, boundary,
           resource) to allow those reads.
        4. Scan again: this scan did not end.
        5. Confirm 2 recommendations that no API can show; the report lists them.
        6. Read the report: report.html
      "
    `);
  });

  test('a scan of nothing does not look like one that passed', async () => {
    expect(await text([emptyResult()])).toMatchInlineSnapshot(`
      "lintel 0.1.0  account 123456789012  2026-11-20 02:00 UTC  replayed from a
      recording
      as arn:aws:sts::123456789012:assumed-role/lintel/audit

      FAILED  no finding

      NOT KNOWN  no finding

      REGIONS NOT SCANNED  3
        ap-south-1  not selected: not among --region
        me-south-1  not enabled: the account has not opted in
        sa-east-1  unread: no answer within 10 seconds, 5 times in a row

      NOTHING JUDGED  no check was selected

      COUNTS  findings by status and severity
        status            critical      high    medium       low      info     total
        fail                     0         0         0         0         0         0
        unknown                  0         0         0         0         0         0
        not-applicable           0         0         0         0         0         0
        pass                     0         0         0         0         0         0
      "
    `);
  });

  test('several results follow each other', async () => {
    expect(await text([emptyResult(), fixtureResult()])).toBe(
      `${await text([emptyResult()])}\n${await text([fixtureResult()])}`,
    );
  });
});

describe('what is shown', () => {
  test('severity goes before number: one critical fail stands above many low ones', async () => {
    const low = Array.from({ length: 9 }, (_, index) => keyDraft(`key-${index}`, { severity: 'low' }));
    const all = await text([resultOf([...low, keyDraft('worst', { checkId: 'iam-root-mfa' })])]);
    expect(all.indexOf('  critical  ')).toBeLessThan(all.indexOf('  low  '));
    expect(all).toContain('Fix first: The root user has MFA (iam-root-mfa).');
    expect(all).toContain('and 4 more');
  });

  test('a reason counts findings, not regions, and says when findings stand under several', async () => {
    const denied = (region: string): GapReason =>
      gap({ kind: 'denied', by: 'scp', actions: ['kms:DescribeKey'], code: 'AccessDeniedException', region });
    const unknown = { status: 'unknown', gaps: [denied('eu-west-1'), denied('us-east-1')] } as const;
    const all = await text([resultOf([keyDraft('a', unknown), keyDraft('b', unknown)])]);
    expect(section(all, 'NOT KNOWN')).toContain(
      'kms:DescribeKey denied (AccessDeniedException, service control policy) — 2\n    findings',
    );
    expect(all).toContain('eu-west-1, us-east-1: kms-key-rotation');
    expect(all).not.toContain('stands under each');
    expect(all).toContain('Ask who runs the other policies');
  });

  test('reasons that do not fit are counted', async () => {
    const drafts = Array.from({ length: 20 }, (_, index) =>
      keyDraft(`k${index}`, { status: 'unknown', gaps: [gap({ operation: `kms:Operation${index}` })] }),
    );
    const all = await text([resultOf(drafts)]);
    expect(all).toContain('NOT KNOWN  20 findings');
    expect(all).toContain('and 5 more reasons');
  });

  test('why a check has no finding', async () => {
    const header = fixtureResult().header;
    const scope = { region: 'us-east-1', gone: 0, notSelected: 0, foreign: 0, complete: true, reasons: [] };
    const none = { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0 };
    const coverage: Header['coverage'] = [
      { ...scope, checkId: 'kms-key-rotation', listed: 6, findings: none, gone: 1, notSelected: 2, foreign: 3 },
      { ...scope, checkId: 'ec2-volume-encryption', listed: 0, findings: none },
      { ...scope, checkId: 's3-bucket-versioning', listed: 0, findings: none, complete: false },
    ];
    const ids = new Set([...coverage.map(({ checkId }) => checkId), 'iam-root-mfa']);
    const checks = header.checks.filter(({ id }) => ids.has(id));
    expect(section(await text([resultOf([], { checks, coverage })]), 'NOTHING TO JUDGE')).toMatchInlineSnapshot(`
      "NOTHING TO JUDGE  4 checks
        0 resources, listed successfully: ec2-volume-encryption
        not run: nothing is known: iam-root-mfa
        6 resources, 2 in regions that were not selected, 3 owned by another account,
          1 deleted during the scan, listed successfully: kms-key-rotation
        0 resources, the listing is not complete: s3-bucket-versioning"
    `);
  });

  test('a caller that could not be read', async () => {
    const all = await text([resultOf([], { caller: null, account: 'unknown' })]);
    expect(all).toContain('account unknown');
    expect(all).toContain('The caller could not be read.');
  });

  test('no percentage stands anywhere', async () => {
    expect(await text([fixtureResult(), partialResult(), emptyResult()])).not.toContain('%');
  });
});

describe('every string is hostile', () => {
  const string = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom('\u001b', '[31m', '\u202e', '\n', '\r', ' ', '\u200b', '\ud800', 'a', '\\u{', '\u009b'),
    }),
  );

  function hostile(s: string): ScanResult {
    const reason = gap({ operation: s, code: s, region: s, message: s });
    const denied = gap({ kind: 'denied', by: 'identity', actions: [s], region: s, message: s });
    const [check, ...checks] = fixtureResult().header.checks;
    return resultOf(
      [
        keyDraft(s, { region: s, message: s }),
        keyDraft('b', { status: 'unknown', gaps: [reason, gap({ region: s })] }),
        keyDraft('c', { status: 'unknown', gaps: [denied] }),
      ],
      {
        tool: { name: 'lintel', version: s },
        account: s,
        caller: s,
        partial: s,
        regionsUnread: s,
        regions: [{ name: s, state: 'unread', reason: s }],
        checks: [
          { ...(check as Header['checks'][number]), id: s, title: s },
          ...checks.map((one) => ({ ...one, title: s, remediation: { text: s, url: s } })),
        ],
      },
    );
  }

  test('nothing that a terminal would act on is printed, and no line of words is longer than the terminal is wide', async () => {
    await fc.assert(
      fc.asyncProperty(string, fc.integer({ min: 40, max: 120 }), async (s, width) => {
        const lines = (await text([hostile(s)], { width, reports: [s] })).split('\n');
        for (const line of lines) {
          expect(line).not.toMatch(unseen);
          if (line.trim().includes(' ')) expect([...line].length).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  test('colour adds its own codes and nothing else, whatever the environment says of colour', async () => {
    await fc.assert(
      fc.asyncProperty(string, async (s) => {
        const colored = await text([hostile(s)], { color: true });
        expect(colored).toContain('\u001b[31m');
        // oxlint-disable-next-line no-control-regex -- the codes are what is looked for
        expect(colored.replaceAll(/\u001b\[(?:1|2|22|31|33|39)m/g, '')).toBe(await text([hostile(s)]));
      }),
      { numRuns: 30 },
    );
  });
});
