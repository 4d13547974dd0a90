import { describe, expect, test, vi } from 'vitest';
import { gapReasons, isGap } from '../../src/core/fact.js';
import { rootCredentials } from '../../src/datasets/iam-account.js';
import { credentialReport } from '../../src/datasets/iam-credentials.js';
import { user } from '../../src/datasets/iam-entities.js';
import type { CredentialReport } from '../../src/datasets/iam-credential-report.js';
import { awsError, benchOf } from './bench.js';
import { csv, generatedAt, type Row, users } from './iam-answers.js';
import { fact, listing, pages, readsAs, reasonOf } from './specimen.js';

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

describe('user', () => {
  readsAs({
    operation: 'iam:GetAccountAuthorizationDetails',
    actions: ['iam:GetAccountAuthorizationDetails'],
    answer: users('ann'),
    value: [
      {
        type: 'AWS::IAM::User',
        key: 'arn:aws:iam::111122223333:user/ann',
        arn: 'arn:aws:iam::111122223333:user/ann',
        name: 'ann',
        region: 'global',
        data: {},
      },
    ],
    read: listing(user),
  });

  pages({
    type: user,
    operation: 'iam:GetAccountAuthorizationDetails',
    token: { in: 'Marker', out: 'Marker' },
    pages: [users('ann'), users('bob')],
    names: [['ann'], ['bob']],
    flag: 'IsTruncated',
  });

  test('asks for users alone', async () => {
    const bench = await benchOf({ 'iam:GetAccountAuthorizationDetails': users() });
    expect(await listing(user)(bench)).toEqual([]);
    expect(bench.calls).toMatchObject([{ input: { Filter: ['User'] } }]);
  });
});

describe('credentialReport', () => {
  const read = fact(credentialReport) as (bench: unknown) => Promise<CredentialReport>;
  const ready = { 'iam:GenerateCredentialReport': { State: 'COMPLETE' } };
  const one = { Content: csv({ user: 'ann' }), GeneratedTime: generatedAt };
  const keys = new Map([
    ['arn:aws:iam::111122223333:root', []],
    ['arn:aws:iam::111122223333:user/ann', []],
  ]);
  const value = { generatedAt, keys };

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
    async function polled(states: readonly string[], signal?: AbortSignal) {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        let polls = 0;
        const bench = await benchOf(
          {
            'iam:GenerateCredentialReport': () => ({ State: states[polls++] ?? states.at(-1) }),
            'iam:GetCredentialReport': one,
          },
          signal,
        );
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

    test.each(['ReportNotPresent', 'ReportExpired', 'ReportInProgress'])('%s after COMPLETE is a gap', async (code) => {
      const bench = await benchOf({ ...ready, 'iam:GetCredentialReport': awsError(code, 410) });
      expect(isGap(await read(bench))).toBe(true);
    });
  });

  describe('its rows', () => {
    const slotsOf = async (row: Row) => {
      const bench = await benchOf({ ...ready, 'iam:GetCredentialReport': { ...one, Content: csv(row) } });
      const { keys: found } = await read(bench);
      return found.get(row.arn ?? `arn:aws:iam::111122223333:user/${row.user}`);
    };
    const at = new Date('2025-06-01T10:00:00Z');
    const text = '2025-06-01T10:00:00+00:00';

    test.each([
      ['used', { active: 'true', rotated: text, used: text }, { active: true, lastRotated: at, lastUsed: at }],
      [
        'never used',
        { active: 'true', rotated: text, used: 'N/A' },
        { active: true, lastRotated: at, lastUsed: 'never' },
      ],
      [
        'no information',
        { active: 'TRUE', rotated: text, used: 'no_information' },
        { active: true, lastRotated: at, lastUsed: 'never' },
      ],
      ['inactive', { active: 'FALSE', rotated: text, used: text }, { active: false, lastRotated: at, lastUsed: at }],
    ])('a key: %s', async (_, slot, read_) => {
      expect(await slotsOf({ user: 'ann', keys: [slot] })).toEqual([read_]);
    });

    test('a slot that never held a key is none, before another too', async () => {
      const empty = { active: 'false', rotated: 'N/A', used: 'N/A' };
      expect(await slotsOf({ user: 'ann' })).toEqual([]);
      expect(
        await slotsOf({ user: 'ann', keys: [empty, { active: 'true', rotated: text, used: 'N/A' }] }),
      ).toHaveLength(1);
    });

    test.each(['a,b', 'say "hi"', '"', "o'neill", 'two\nlines', 'ü=+@-_.'])('the user %j is found', async (name) => {
      expect(await slotsOf({ user: name })).toEqual([]);
    });

    const bad: readonly (readonly [string, Uint8Array])[] = [
      ['a row with too few cells', Buffer.concat([csv(), Buffer.from('\nann,arn:x')])],
      ['a quote that is left open', Buffer.concat([csv(), Buffer.from('\n"ann,arn:x')])],
      ['no column of ARNs', Buffer.from(csv({ user: 'ann' }).toString().replace('user,arn,', 'user,other,'))],
      [
        'no column of key dates',
        Buffer.from(csv({ user: 'ann' }).toString().replace('key_2_last_rotated', 'key_2_other')),
      ],
      [
        'no column of key use',
        Buffer.from(
          csv({ user: 'a', keys: [{ active: 'true', rotated: text, used: 'N/A' }] })
            .toString()
            .replace('key_1_last_used_date', 'other'),
        ),
      ],
      ['a flag that is none', csv({ user: 'ann', keys: [{ active: 'yes', rotated: text, used: 'N/A' }] })],
      ['an active key without a date', csv({ user: 'ann', keys: [{ active: 'true', rotated: 'N/A', used: 'N/A' }] })],
      ['a date that is none', csv({ user: 'ann', keys: [{ active: 'true', rotated: text, used: 'yesterday' }] })],
    ];
    test.each(bad)('%s: malformed', async (_, Content) => {
      const bench = await benchOf({ ...ready, 'iam:GetCredentialReport': { ...one, Content } });
      expect(reasonOf(await read(bench))).toMatchObject({ kind: 'malformed', operation: 'iam:GetCredentialReport' });
    });
  });
});
