import { describe, expect, test, vi } from 'vitest';
import { absent, gapReasons, isGap } from '../../src/core/fact.js';
import { rootCredentials } from '../../src/datasets/iam-account.js';
import {
  credentialReport,
  type CredentialReport,
  rootCredentialUse,
  userCredentials,
} from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';
import { awsError, type Bench, benchOf, factOf, listOf } from './bench.js';
import { account, csv, csvOf, generatedAt, root, type Row } from './iam-answers.js';
import { fact, readsAs, reasonOf } from './specimen.js';

describe('rootCredentials', () => {
  const summary = {
    AccountMFAEnabled: 1,
    AccountPasswordPresent: 0,
    AccountAccessKeysPresent: 2,
    AccountSigningCertificatesPresent: 0,
  };
  readsAs({
    operation: 'iam:GetAccountSummary',
    actions: ['iam:GetAccountSummary'],
    answer: { SummaryMap: summary },
    value: { mfa: true, password: false, accessKeys: true, signingCertificates: false },
    read: fact(rootCredentials),
  });

  test.each(Object.keys(summary))('a %s that is no number is malformed', async (name) => {
    const bench = await benchOf({ 'iam:GetAccountSummary': { SummaryMap: { ...summary, [name]: Number.NaN } } });
    expect(reasonOf(await fact(rootCredentials)(bench))).toMatchObject({ kind: 'malformed' });
  });
});

const ready = { 'iam:GenerateCredentialReport': { State: 'COMPLETE' } };

describe('credentialReport', () => {
  /** Whose rows it holds. */
  const read = async (bench: Bench): Promise<unknown> => {
    const report = await fact(credentialReport)(bench);
    if (isGap(report)) return report;
    const { generatedAt: at, rows } = report as CredentialReport;
    return { at, users: [...rows.keys()] };
  };
  const one = { Content: csv({ user: 'ann' }), GeneratedTime: generatedAt };
  const value = { at: generatedAt, users: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:user/ann'] };

  describe('made', () => {
    readsAs({
      operation: 'iam:GenerateCredentialReport',
      actions: ['iam:GenerateCredentialReport'],
      replies: { 'iam:GetCredentialReport': one },
      answer: { State: 'COMPLETE' },
      value,
      read,
    });
  });

  describe('read', () => {
    readsAs({
      operation: 'iam:GetCredentialReport',
      actions: ['iam:GetCredentialReport'],
      replies: ready,
      answer: one,
      value,
      read,
    });
  });

  describe('while it is being made', () => {
    async function polled(states: readonly string[], answers: readonly object[] = [one]) {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        let polls = 0;
        let gets = 0;
        const bench = await benchOf({
          'iam:GenerateCredentialReport': () => ({ State: states[polls++] ?? states.at(-1) }),
          'iam:GetCredentialReport': () => answers[gets++] ?? answers.at(-1) ?? one,
        });
        const reading = read(bench);
        await vi.runAllTimersAsync();
        return { fact: await reading, polls, calls: bench.calls.map(({ id }) => id), sources: bench.sources };
      } finally {
        vi.useRealTimers();
      }
    }

    test('it is asked for again until it is there', async () => {
      const { fact: found, calls, sources } = await polled(['STARTED', 'INPROGRESS', 'COMPLETE']);
      expect(found).toEqual(value);
      expect(calls).toEqual([
        ...Array.from({ length: 3 }, () => 'iam:GenerateCredentialReport'),
        'iam:GetCredentialReport',
      ]);
      expect(sources.map(({ operation, calls: sent }) => `${operation} ${sent}`)).toEqual([
        'iam:GenerateCredentialReport 3',
        'iam:GetCredentialReport 1',
      ]);
    });

    test('for 3 minutes, then it is a gap', async () => {
      const { fact: found, polls } = await polled(['STARTED', 'INPROGRESS']);
      expect(reasonOf(found)).toMatchObject({ kind: 'timeout', actions: ['iam:GenerateCredentialReport'] });
      expect(polls).toBe(40);
    });

    test('a cancelled scan does not wait', async () => {
      const stop = new AbortController();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const bench = await benchOf({ 'iam:GenerateCredentialReport': { State: 'STARTED' } }, stop.signal);
        const reading = read(bench);
        await vi.advanceTimersByTimeAsync(600);
        expect(bench.calls.length).toBe(2);
        stop.abort();
        const found = await reading;
        expect(isGap(found) && gapReasons(found)[0].kind).toBe('cancelled');
        expect(bench.calls.length).toBe(2);
      } finally {
        vi.useRealTimers();
      }
    });

    // On the wire: ReportInProgress, ReportNotPresent, ReportExpired.
    const notReady = ['NotReady', 'NotPresent', 'Expired'].map((what) => `CredentialReport${what}Exception`);

    test.each(notReady)('%s after COMPLETE: it is asked for again', async (code) => {
      const { fact: found, calls } = await polled(['COMPLETE'], [awsError(code, 410), one]);
      expect(found).toEqual(value);
      expect(calls).toHaveLength(4);
    });

    test.each(notReady)('%s for 3 minutes is a gap that says so', async (code) => {
      const { fact: found, polls } = await polled(['COMPLETE'], [awsError(code, 410)]);
      expect(reasonOf(found)).toMatchObject({
        kind: 'timeout',
        message: 'The credential report was not ready after 3 minutes.',
      });
      expect(polls).toBe(40);
    });

    test('where AWS limits how often it is made, it is throttled', async () => {
      const bench = await benchOf({
        'iam:GenerateCredentialReport': awsError('LimitExceededException', 409),
        'iam:GetCredentialReport': one,
      });
      expect(reasonOf(await read(bench))).toMatchObject({
        kind: 'throttled',
        operation: 'iam:GenerateCredentialReport',
        code: 'LimitExceededException',
      });
    });
  });

  const bad: readonly (readonly [string, Uint8Array])[] = [
    ['an empty report', Buffer.from('')],
    ['a row with too few cells', Buffer.concat([csv(), Buffer.from('\nann,arn:x')])],
    ['a quote that is left open', Buffer.concat([csv(), Buffer.from('\n"ann,arn:x')])],
  ];
  test.each(bad)('%s: malformed', async (_, Content) => {
    const bench = await benchOf({ ...ready, 'iam:GetCredentialReport': { ...one, Content } });
    expect(reasonOf(await read(bench))).toMatchObject({ kind: 'malformed', operation: 'iam:GetCredentialReport' });
  });

  const [columns = ''] = csv().toString().split('\n');
  test.each(columns.split(',').filter((name) => name !== 'user'))('without the column %s: malformed', async (name) => {
    const Content = Buffer.from(csv({ user: 'ann' }).toString().replace(name, 'other'));
    const bench = await benchOf({ ...ready, 'iam:GetCredentialReport': { ...one, Content } });
    const message = `The answer of iam:GetCredentialReport cannot be judged: the report has no column ${name}.`;
    expect(reasonOf(await read(bench))).toMatchObject({ kind: 'malformed', message });
  });
});

describe('userCredentials', () => {
  const read = async (...rows: readonly Row[]) => fact(userCredentials, user)(await benchOf(account(rows, ['ann'])));
  const at = new Date('2025-06-01T10:00:00Z');
  const text = '2025-06-01T10:00:00+00:00';
  const nothing = {
    created: new Date('2020-01-01T00:00:00Z'),
    password: absent,
    mfa: false,
    keys: [],
    reportGeneratedAt: generatedAt,
  };

  const passwords: readonly (readonly [string, Omit<Row, 'user'>, object])[] = [
    ['no credentials', {}, {}],
    ['made later', { created: text }, { created: at }],
    ['with MFA', { mfa: 'true' }, { mfa: true }],
    ['with MFA, in capitals', { mfa: 'TRUE' }, { mfa: true }],
    [
      'a password in use',
      { password: { enabled: 'true', used: text, changed: text } },
      { password: { lastUsed: at, lastChanged: at } },
    ],
    ...['no_information', 'N/A'].map(
      (used) =>
        [
          `a password never used (${used})`,
          { password: { enabled: 'TRUE', used, changed: text } },
          { password: { lastUsed: 'never', lastChanged: at } },
        ] as const,
    ),
    ['a password deleted since it was used', { password: { enabled: 'false', used: text, changed: 'N/A' } }, {}],
  ];
  test.each(passwords)('a user: %s', async (_, row, value) => {
    expect(await read({ user: 'ann', ...row })).toEqual({ ...nothing, ...value });
  });

  const never = { lastUsed: 'never', lastUsedRegion: absent, lastUsedService: absent };
  test.each([
    [
      'used',
      { active: 'true', rotated: text, used: text, region: 'eu-west-1', service: 's3' },
      { active: true, lastRotated: at, lastUsed: at, lastUsedRegion: 'eu-west-1', lastUsedService: 's3' },
    ],
    [
      'used in a service without regions',
      { active: 'true', rotated: text, used: text, service: 'iam' },
      { active: true, lastRotated: at, lastUsed: at, lastUsedRegion: absent, lastUsedService: 'iam' },
    ],
    ['never used', { active: 'true', rotated: text, used: 'N/A' }, { active: true, lastRotated: at, ...never }],
    [
      'no information',
      { active: 'TRUE', rotated: text, used: 'no_information', region: 'no_information', service: 'no_information' },
      { active: true, lastRotated: at, ...never },
    ],
    ['inactive', { active: 'FALSE', rotated: text, used: 'N/A' }, { active: false, lastRotated: at, ...never }],
  ])('a key: %s', async (_, slot, key) => {
    expect(await read({ user: 'ann', keys: [slot] })).toEqual({ ...nothing, keys: [key] });
  });

  test('a slot that never held a key is none, before another too', async () => {
    const empty = { active: 'false', rotated: 'N/A', used: 'N/A' };
    const keys = [empty, { active: 'true', rotated: text, used: 'N/A' }];
    expect(await read({ user: 'ann', keys })).toMatchObject({ keys: [{ active: true, lastRotated: at }] });
  });

  test.each(['a,b', 'say "hi"', '"', "o'neill", 'two\nlines', 'ü=+@-_.'])('the user %j is found', async (name) => {
    const found = await fact(userCredentials, user)(await benchOf(account([{ user: name }])));
    expect(found).toEqual(nothing);
  });

  test('a user who is not in the report is unknown, and nothing is asked for it', async () => {
    const bench = await benchOf(account([{ user: 'bob' }], ['ann']));
    expect(reasonOf(await fact(userCredentials, user)(bench))).toMatchObject({
      kind: 'stale',
      operation: 'iam:GetCredentialReport',
    });
    expect(bench.calls).toHaveLength(3);
  });

  const used = { enabled: 'true', used: text, changed: text };
  const key = { active: 'true', rotated: text, used: 'N/A' };
  const bad: readonly (readonly [string, Omit<Row, 'user'>])[] = [
    ['an MFA flag that is none', { mfa: 'yes' }],
    ['a password of which nothing is said', { password: { ...used, enabled: 'not_supported' } }],
    ['a password without a date', { password: { ...used, changed: 'N/A' } }],
    ['a use of a password that is no date', { password: { ...used, used: 'yesterday' } }],
    ['a creation that is no date', { created: 'N/A' }],
    ['a key flag that is none', { keys: [{ ...key, active: 'yes' }] }],
    ['an active key without a date', { keys: [{ ...key, rotated: 'N/A' }] }],
    ['a use of a key that is no date', { keys: [{ ...key, used: 'yesterday' }] }],
  ];
  test.each(bad)('%s: malformed, for that user alone', async (_, row) => {
    const bench = await benchOf(account([{ user: 'ann', ...row }, { user: 'bob' }]));
    const { holders } = await listOf(bench.reader, user);
    const [ann, bob] = await Promise.all(holders.map(async (one) => factOf(bench.reader, userCredentials, one)));
    expect(reasonOf(ann)).toMatchObject({ kind: 'malformed', operation: 'iam:GetCredentialReport' });
    expect(bob).toEqual(nothing);
  });
});

describe('rootCredentialUse', () => {
  const read = async (...rows: readonly Row[]) => {
    const Content = csvOf(...rows);
    const bench = await benchOf({ ...ready, 'iam:GetCredentialReport': { Content, GeneratedTime: generatedAt } });
    return fact(rootCredentialUse)(bench);
  };
  const never = { password: 'never', accessKey1: 'never', accessKey2: 'never', reportGeneratedAt: generatedAt };
  const text = '2025-06-01T10:00:00+00:00';
  const at = new Date(text);

  test('none', async () => expect(await read(root)).toEqual(never));

  test.each(['TRUE', 'false', 'not_supported', 'N/A'])('of a password (password_enabled %s)', async (enabled) => {
    const password = { enabled, used: text, changed: 'not_supported' };
    expect(await read({ ...root, password })).toEqual({ ...never, password: at });
  });

  test('of keys, deactivated and deleted ones too', async () => {
    const keys = [
      { active: 'false', rotated: text, used: text },
      { active: 'false', rotated: 'N/A', used: text },
    ];
    expect(await read({ ...root, keys })).toEqual({ ...never, accessKey1: at, accessKey2: at });
  });

  test.each([
    ['without its row', [{ user: 'ann' }]],
    ['with the row of another account', [{ ...root, arn: 'arn:aws:iam::999999999999:root' }]],
    ['where a date is none', [{ ...root, password: { enabled: 'true', used: 'not_supported', changed: 'N/A' } }]],
  ])('%s: malformed', async (_, rows) => {
    expect(reasonOf(await read(...rows))).toMatchObject({ kind: 'malformed', operation: 'iam:GetCredentialReport' });
  });
});
