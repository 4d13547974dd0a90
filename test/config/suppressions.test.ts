/** The file of suppressions: what it may say, which findings its entries cover, and what people hear of them. */
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applySuppressions } from '../../src/config/apply-suppressions.js';
import { addDays, evidenceHash, matchSuppression, readSuppressions } from '../../src/config/suppressions.js';
import type { Finding } from '../../src/core/finding.js';
import type { Header, ScanResult } from '../../src/core/result.js';
import { workspace } from '../cli/run.js';
import { type Draft, resultOf } from '../reports/fixture.js';

const today = '2026-11-20';
const rules = { today, maxDays: 365, allowBroad: false };
const signed = 'reason: r, owner: o, expires: 2027-01-31';

async function read(text: string, more: Partial<typeof rules> = {}) {
  const path = workspace()('s.yaml');
  writeFileSync(path, text);
  return readSuppressions(path, { ...rules, ...more });
}

/** One entry, as a flow map. */
async function entry(text: string, more: Partial<typeof rules> = {}) {
  return (await read(`suppressions:\n  - { ${text}, ${signed} }\n`, more))[0] as NonNullable<
    Awaited<ReturnType<typeof read>>[0]
  >;
}

const user: Draft = {
  checkId: 'iam-user-unused',
  status: 'fail',
  region: 'global',
  severity: 'medium',
  evidence: { lastUsed: '2026-01-01T00:00:00.000Z' },
  resource: {
    type: 'AWS::IAM::User',
    key: 'arn:aws:iam::123456789012:user/ci-deploy',
    arn: 'arn:aws:iam::123456789012:user/ci-deploy',
    name: 'ci-deploy',
    tags: { team: 'build' },
  },
};

async function findingOf(more: Partial<Draft> = {}): Promise<Finding> {
  for await (const finding of resultOf([{ ...user, ...more }]).findings) return finding;
  throw new Error('no finding');
}

describe('a file is refused', () => {
  const lines = (...body: string[]): string => ['suppressions:', '  - check: a', ...body].join('\n');
  test.each<{ name: string; text: string; says: RegExp }>([
    {
      name: 'for an unknown key of the file',
      text: 'supressions: []',
      says: /s\.yaml:1: 'supressions' is not known here\. Did you mean suppressions\?/,
    },
    {
      name: 'for an unknown key of an entry',
      text: lines('    raeson: x'),
      says: /s\.yaml:3: 'raeson' is not known in suppressions\.0\. Did you mean reason\?/,
    },
    {
      name: 'without a reason',
      text: lines('    owner: o', '    expires: 2027-01-31'),
      says: /s\.yaml:2: suppressions\.0\.reason: is missing\./,
    },
    {
      name: 'with an empty reason',
      text: lines('    reason: " "', '    owner: o', '    expires: 2027-01-31'),
      says: /s\.yaml:3: .*reason: must not be empty/,
    },
    { name: 'without an owner', text: lines('    reason: r', '    expires: 2027-01-31'), says: /owner: is missing/ },
    { name: 'without an expiry', text: lines('    reason: r', '    owner: o'), says: /expires: is missing/ },
    {
      name: 'for a date that is none',
      text: lines('    reason: r', '    owner: o', '    expires: 2027-02-30'),
      says: /s\.yaml:5: .*takes a date such as/,
    },
    {
      name: 'for an expiry too far away',
      text: lines('    reason: r', '    owner: o', '    expires: 2027-11-21'),
      says: /s\.yaml:5: a suppression lasts at most 365 days from today; 2027-11-21 is later\./,
    },
    {
      name: 'for an account without quotation marks',
      text: `suppressions: [{ check: a, account: 123456789012, ${signed} }]`,
      says: /takes an account id of 12 digits, in quotation marks/,
    },
    {
      name: 'for a cut fingerprint',
      text: `suppressions: [{ fingerprint: "v1:abc", ${signed} }]`,
      says: /takes a fingerprint, v1: and 64/,
    },
    {
      name: 'for a status that needs no acceptance',
      text: `suppressions: [{ check: a, status: pass, ${signed} }]`,
      says: /status: takes fail or unknown/,
    },
    {
      name: 'without check and fingerprint',
      text: `suppressions: [{ resource: a, ${signed} }]`,
      says: /s\.yaml:1: suppressions\.0: names neither check nor fingerprint/,
    },
    {
      name: 'for tags that name none',
      text: `suppressions: [{ check: "*", tags: {}, ${signed} }]`,
      says: /tags: names no tag/,
    },
    { name: 'that is no YAML', text: 'suppressions: [', says: /s\.yaml:1: / },
    {
      name: 'whose aliases stand for more than memory holds',
      text: `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(10)}]\nc: &c [${'*b,'.repeat(10)}]\nsuppressions: [*c, *c]`,
      says: /s\.yaml: Excessive alias count/,
    },
    { name: 'whose alias stands for nothing', text: 'suppressions: [*a]', says: /s\.yaml: Unresolved alias/ },
  ])('$name', async ({ text, says }) => {
    const reading = read(text);
    await expect(reading).rejects.toThrow(says);
    await expect(reading).rejects.toMatchObject({ name: 'UserError' });
  });

  test.each([
    `check: "*"`,
    `check: "**?"`,
    `check: "*-*"`,
    `check: "*", resource: "*"`,
    `check: "*", resource: "arn:aws:*"`,
    `check: "*", resource: "arn*"`,
    `check: "*", resource: "arn:aws*"`,
    `check: "*", resource: "a?n:aws-us-gov:*"`,
    `check: "*", resource: "*a*"`,
    `check: "*", resource: "*:123456789012:*"`,
    `check: "*", resource: "arn:*:*", region: "*-*"`,
    `check: "*", account: "123456789012"`,
    `check: "*", severity: low, status: unknown`,
  ])('for accepting everything (%s), unless that is allowed', async (text) => {
    await expect(entry(text)).rejects.toThrow(/s\.yaml:2: this entry would accept every finding/);
    await expect(entry(text, { allowBroad: true })).resolves.toMatchObject({ reason: 'r' });
  });

  test.each([
    `check: "s3-*"`,
    `check: "*", region: us-east-1`,
    `check: "*", tags: { team: x }`,
    `check: "*", resource: "*/ci-*"`,
    `check: "*", resource: "arn:aws:s3:::*"`,
    `check: "*", resource: "arn:aws:iam::123456789012:*"`,
  ])('and is not for naming something (%s)', async (text) => expect(await entry(text)).toMatchObject({ owner: 'o' }));
});

test.each(['', '# nothing yet\n', 'suppressions:\n', 'suppressions: []\n'])('%j holds none', async (text) => {
  expect(await read(text)).toEqual([]);
});

test('an entry knows where it stands', async () => {
  const text = `# ours\nsuppressions:\n  - { check: a, ${signed} }\n  # why\n  - check: b\n    reason: r\n    owner: o\n    expires: 2027-11-20\n`;
  expect((await read(text)).map(({ at }) => at.replace(/^.*\//, ''))).toEqual(['s.yaml:3', 's.yaml:5']);
});

describe('an entry', () => {
  const fingerprint = `fingerprint: "v1:${'0'.repeat(64)}"`;
  test.each<[string, Partial<Draft>, ReturnType<typeof matchSuppression>]>([
    ['check: iam-user-unused', {}, 'covers'],
    ['check: "iam-*"', {}, 'covers'],
    ['check: iam-user', {}, undefined],
    ['check: user-unused', {}, undefined],
    ['check: "iam-user-unuse?"', {}, 'covers'],
    ['check: "iam-user-unused?"', {}, undefined],
    ['check: IAM-user-unused', {}, undefined],
    ['check: "iam.user-unused"', {}, undefined],
    ['check: iam-user-unused, resource: "*:user/ci-*"', {}, 'covers'],
    ['check: iam-user-unused, resource: "user/ci-*"', {}, undefined],
    ['check: iam-user-unused, resource: "*:user/ci"', {}, undefined],
    ['check: iam-user-unused, resource: the-key', { resource: { type: 'x', key: 'the-key', name: 'n' } }, 'covers'],
    ['check: iam-user-unused, account: "123456789012"', {}, 'covers'],
    ['check: iam-user-unused, account: "999999999999"', {}, undefined],
    ['check: iam-user-unused, region: global', {}, 'covers'],
    ['check: iam-user-unused, region: "us-*"', {}, undefined],
    ['check: iam-user-unused, region: "us-*"', { region: 'us-east-1' }, 'covers'],
    ['check: iam-user-unused, tags: { team: build }', {}, 'covers'],
    ['check: iam-user-unused, tags: { team: buil }', {}, undefined],
    ['check: iam-user-unused, tags: { team: build, env: dev }', {}, undefined],
    ['check: iam-user-unused, tags: { team: "*" }', {}, undefined],
    ['check: iam-user-unused, tags: { toString: build }', {}, undefined],
    ['check: iam-user-unused, status: fail', {}, 'covers'],
    ['check: iam-user-unused, status: unknown', {}, undefined],
    ['check: iam-user-unused, status: unknown', { status: 'unknown' }, 'covers'],
    ['check: iam-user-unused', { status: 'pass' }, undefined],
    ['check: iam-user-unused', { status: 'not-applicable' }, undefined],
    ['check: iam-user-unused, severity: medium', {}, 'covers'],
    ['check: iam-user-unused, severity: high', {}, 'covers'],
    ['check: iam-user-unused, severity: low', {}, 'worse'],
    [fingerprint, {}, undefined],
    [fingerprint, { fingerprint: `v1:${'0'.repeat(64)}` }, 'covers'],
    [`${fingerprint}, check: kms-key-rotation`, { fingerprint: `v1:${'0'.repeat(64)}` }, undefined],
  ])('%s of %j: %s', async (text, finding, match) => {
    expect(matchSuppression(await entry(text), await findingOf(finding), today)).toBe(match);
  });

  test('holds on its last day, and not after', async () => {
    const [one, finding] = [await entry('check: iam-user-unused'), await findingOf()];
    expect(matchSuppression(one, finding, '2027-01-31')).toBe('covers');
    expect(matchSuppression(one, finding, '2027-02-01')).toBe('expired');
  });

  test('that pins evidence covers that evidence only, whatever the message says', async () => {
    const finding = await findingOf();
    const pinned = await entry(`check: iam-user-unused, evidence: "${evidenceHash(finding)}"`);
    expect(matchSuppression(pinned, { ...finding, message: 'unused for 99 days' }, today)).toBe('covers');
    expect(matchSuppression(pinned, { ...finding, evidence: { lastUsed: null } }, today)).toBe('worse');
  });
});

describe('applied', () => {
  const apply = async (
    texts: readonly string[],
    {
      drafts = [user],
      header = {},
      day = today,
    }: { drafts?: readonly Draft[]; header?: Partial<Header>; day?: string } = {},
  ) => {
    const entries = await read(`suppressions:\n${texts.map((text) => `  - { ${text} }\n`).join('')}`);
    const of = resultOf(drafts, header);
    const applied = await applySuppressions([of], entries, day);
    const marked: (string | undefined)[] = [];
    for await (const { suppression } of (applied.results[0] as ScanResult).findings) marked.push(suppression?.reason);
    const tidy = (sentences: readonly string[]) => sentences.map((sentence) => sentence.replace(/^.*\//, ''));
    return { marked, lapsed: tidy(applied.lapsed), unused: tidy(applied.unused) };
  };

  test('the first entry that covers is the one that is shown, and the status stays', async () => {
    const twice = [`check: "iam-*", reason: first, owner: o, expires: 2027-01-31`, `check: iam-user-unused, ${signed}`];
    expect(await apply(twice)).toEqual({ marked: ['first'], lapsed: [], unused: [] });
  });

  test('an expired entry counts no more, and is told of', async () => {
    expect(await apply([`check: iam-user-unused, ${signed}`], { day: '2027-02-01' })).toEqual({
      marked: [undefined],
      lapsed: ['s.yaml:2: expired on 2027-01-31; 1 finding counts again.'],
      unused: [],
    });
  });

  test('a finding that became worse counts again, and is told of', async () => {
    expect(await apply([`check: iam-user-unused, severity: low, ${signed}`])).toEqual({
      marked: [undefined],
      lapsed: ['s.yaml:2: 1 finding became worse than what was accepted, and counts again.'],
      unused: [],
    });
  });

  test('nothing is told of an expired entry whose finding another one covers', async () => {
    const renewed = [
      `check: iam-user-unused, ${signed}`,
      `check: iam-user-unused, reason: again, owner: o, expires: 2027-03-01`,
    ];
    expect(await apply(renewed, { day: '2027-02-01' })).toEqual({ marked: ['again'], lapsed: [], unused: [] });
  });

  test('what a result said of suppressions before does not count', async () => {
    const accepted = { ...user, suppression: { reason: 'old', owner: 'o', expires: '2027-01-01' } };
    expect(await apply([], { drafts: [accepted] })).toMatchObject({ marked: [undefined] });
  });

  describe('an entry that matches nothing', () => {
    const nothing = 's.yaml:2: matches no finding. Remove it, or correct what it names.';
    const key = { type: 'AWS::KMS::Key', key: 'k', name: 'k' };
    const pass: Draft = { checkId: 'kms-key-rotation', status: 'pass', region: 'us-east-1', resource: key };
    test.each<[string, string, Partial<Header> | undefined, readonly string[]]>([
      ['is told of', 'check: kms-key-rotation', {}, [nothing]],
      ['by another resource', 'check: kms-key-rotation, resource: other', {}, [nothing]],
      ['is told of in its region', 'check: kms-key-rotation, region: us-east-1', {}, [nothing]],
      ['is left alone in another account', 'check: kms-key-rotation, account: "999999999999"', {}, []],
      ['is left alone in a scan cut short', 'check: kms-key-rotation', { partial: 'interrupted' }, []],
      [
        'is left alone in a region that was not scanned',
        'check: kms-key-rotation, region: us-east-1',
        { regions: [{ name: 'us-east-1', state: 'not-selected' }] },
        [],
      ],
      ['is told of in a region that is none', 'check: kms-key-rotation, region: us-esat-1', {}, [nothing]],
      ['is left alone where its check did not run', 'check: iam-root-hardware-mfa', { checks: [], coverage: [] }, []],
      [
        'is told of where there is no such check',
        'check: kms-key-rotatoin',
        {},
        ["s.yaml:2: there is no check 'kms-key-rotatoin'. Did you mean kms-key-rotation?"],
      ],
    ])('%s: %s', async (_, text, header, unused) => {
      const checks = resultOf([]).header.checks;
      const drafts = header?.checks === undefined ? [pass] : [];
      const regions: Header['regions'] = [{ name: 'us-east-1', state: 'scanned' }];
      const applied = await apply([`${text}, ${signed}`], { drafts, header: { checks, regions, ...header } });
      expect(applied).toMatchObject({ lapsed: [], unused });
    });

    test('is left alone where a listing that it may be about is not complete', async () => {
      const unlisted: Draft = { ...pass, status: 'unknown', scope: true, resource: { ...key, key: 'scope' } };
      const applied = await apply([`check: kms-key-rotation, resource: other, ${signed}`], { drafts: [unlisted] });
      expect(applied.unused).toEqual([]);
    });
  });
});

test('days are counted over months and leap years', () => {
  expect([addDays('2026-11-20', 90), addDays('2028-02-28', 1), addDays('2026-01-01', 0)]).toEqual([
    '2027-02-18',
    '2028-02-29',
    '2026-01-01',
  ]);
});
