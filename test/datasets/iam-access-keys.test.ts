/** Access keys: which there are, and which use in the report is whose. */
import { describe, expect, test } from 'vitest';
import accessKeyUnused from '../../checks/iam/access-key-unused.js';
import { absent, gapReasons, isGap } from '../../src/core/fact.js';
import { type AccessKeyData, accessKey } from '../../src/datasets/iam-credentials.js';
import { type KeySlot, lastUseOf } from '../../src/datasets/iam-credential-report.js';
import { awsError, type Bench, benchOf, type Call, denied, listOf, type Replies } from './bench.js';
import { account, arnOf, generatedAt, users } from './iam-answers.js';
import { readsAs, reasonOf } from './specimen.js';

const text = (at: Date): string => at.toISOString().replace('.000Z', '+00:00');
const day = (n: number): Date => new Date(Date.UTC(2025, 0, n));
const slot = (rotated: Date, used?: Date, active = 'true') => ({
  active,
  rotated: text(rotated),
  used: used === undefined ? 'N/A' : text(used),
});
const listedAs = (AccessKeyId: string, CreateDate: Date, Status = 'Active') => ({ AccessKeyId, CreateDate, Status });

const list = async (replies: Replies) => {
  const bench = await benchOf(replies);
  return { ...bench, ...(await listOf(bench.reader, accessKey)) };
};

/** The SDK names it so; on the wire it is NoSuchEntity. */
const noSuchUser = awsError('NoSuchEntityException', 404);
const there = { User: { UserName: 'ann' } };

const ann = [{ user: 'ann', keys: [slot(day(1), day(9))] }];

describe('a user with an active key', () => {
  const first = async (bench: Bench): Promise<unknown> => {
    const { holders } = await listOf(bench.reader, accessKey);
    const data = holders[0]?.resource.data as AccessKeyData | undefined;
    return data?.known === 'report-only' ? data.why : holders.map(({ resource }) => resource);
  };
  readsAs({
    operation: 'iam:ListAccessKeys',
    actions: ['iam:ListAccessKeys'],
    replies: account(ann),
    answer: { AccessKeyMetadata: [listedAs('AKIA1', day(1))] },
    value: [
      {
        type: 'AWS::IAM::AccessKey',
        key: `${arnOf('ann')}/accesskey/AKIA1`,
        name: 'AKIA1',
        owner: 'ann',
        region: 'global',
        data: { known: 'key', active: true, created: day(1), lastUsed: day(9), reportGeneratedAt: generatedAt },
      },
    ],
    read: first,
  });

  test('has the call about them as a source, and no other user has', async () => {
    const rows = ['ann', 'bob'].map((user) => ({ user, keys: [slot(day(1))] }));
    const { holders } = await list({
      ...account(rows),
      'iam:ListAccessKeys': ({ input }: Call) => ({
        AccessKeyMetadata: [listedAs(`AKIA-${String(input['UserName'])}`, day(1))],
      }),
    });
    expect(holders.map(({ sources }) => sources.filter((key) => key.startsWith('iam:ListAccessKeys')))).toEqual([
      ['iam:ListAccessKeys us-east-1 UserName=ann'],
      ['iam:ListAccessKeys us-east-1 UserName=bob'],
    ]);
    expect(holders[0]?.sources).toContain('iam:GetCredentialReport us-east-1');
  });

  test('whose keys may not be listed stands in the list as the user, with what the report says', async () => {
    const { holders, gaps } = await list({
      ...account([...ann, { user: 'bob', keys: [slot(day(2))] }]),
      'iam:ListAccessKeys': ({ input }: Call) =>
        input['UserName'] === 'ann' ? denied : { AccessKeyMetadata: [listedAs('AKIA2', day(2))] },
    });
    expect(gaps).toEqual([]);
    const [first_, second] = holders.map(({ resource }) => resource);
    expect(first_).toMatchObject({ type: 'AWS::IAM::User', key: arnOf('ann'), name: 'ann' });
    const data = first_?.data as AccessKeyData;
    expect(data).toMatchObject({
      known: 'report-only',
      activeKeys: [{ active: true, lastRotated: day(1), lastUsed: day(9) }],
    });
    expect(data.known === 'report-only' && reasonOf(data.why)).toMatchObject({
      kind: 'denied',
      actions: ['iam:ListAccessKeys'],
    });
    expect(second).toMatchObject({ name: 'AKIA2', owner: 'bob' });
  });

  test('whose keys are gone by now has none', async () => {
    const { holders, gaps } = await list({ ...account(ann), 'iam:ListAccessKeys': { AccessKeyMetadata: [] } });
    expect([holders, gaps]).toEqual([[], []]);
  });
});

describe('a user without an active key is not asked about', () => {
  test('none at all: nothing', async () => {
    const { holders, calls } = await list(account([{ user: 'ann' }]));
    expect(holders).toEqual([]);
    expect(calls.map(({ id }) => id)).not.toContain('iam:ListAccessKeys');
  });

  test('inactive ones: the user, with their number', async () => {
    const keys = [slot(day(1), undefined, 'false'), slot(day(2), day(3), 'false')];
    const { holders, calls } = await list(account([{ user: 'ann', keys }]));
    expect(holders.map(({ resource }) => resource)).toMatchObject([
      {
        type: 'AWS::IAM::User',
        name: 'ann',
        data: { known: 'inactive-only', keys: 2, reportGeneratedAt: generatedAt },
      },
    ]);
    expect(calls.map(({ id }) => id)).not.toContain('iam:ListAccessKeys');
  });
});

describe('what the list cannot say', () => {
  test('a user who is not in the report is unknown, and the others are listed', async () => {
    const { holders, gaps } = await list({
      ...account(ann, ['new', 'ann']),
      'iam:GetUser': there,
      'iam:ListAccessKeys': { AccessKeyMetadata: [listedAs('AKIA1', day(1))] },
    });
    expect(holders.map(({ resource }) => resource.owner)).toEqual(['ann']);
    expect(gaps).toMatchObject([{ at: { key: arnOf('new'), type: 'AWS::IAM::User', region: 'global' } }]);
    expect(gaps.map(({ gap }) => reasonOf(gap))).toMatchObject([{ kind: 'stale' }]);
  });

  test('a user whose row cannot be read is unknown, and the others are listed', async () => {
    const odd = { user: 'odd', keys: [{ ...slot(day(1)), active: 'perhaps' }] };
    const { holders, gaps } = await list({
      ...account([odd, ...ann]),
      'iam:ListAccessKeys': { AccessKeyMetadata: [listedAs('AKIA1', day(1))] },
    });
    expect(holders.map(({ resource }) => resource.owner)).toEqual(['ann']);
    expect(gaps).toMatchObject([{ at: { key: arnOf('odd') } }]);
    expect(gaps.map(({ gap }) => reasonOf(gap))).toMatchObject([{ kind: 'malformed' }]);
  });

  test.each([
    ['users', 'iam:GetAccountAuthorizationDetails'],
    ['the report', 'iam:GenerateCredentialReport'],
    ['the report', 'iam:GetCredentialReport'],
  ])('without %s (%s denied) nothing is listed, and it is said', async (_, operation) => {
    const { holders, gaps } = await list({ ...account(ann), [operation]: denied });
    expect(holders).toEqual([]);
    expect(gaps.map(({ gap }) => reasonOf(gap))).toMatchObject([{ kind: 'denied', operation }]);
  });

  test('half a list of users is not judged as a whole one', async () => {
    const half = { ...users('ann'), Marker: 'x' };
    const { holders, gaps } = await list({
      ...account(ann),
      'iam:GetAccountAuthorizationDetails': ({ input }: Call) =>
        input['Marker'] === undefined ? half : awsError('ServiceFailure', 500),
    });
    expect(holders).toEqual([]);
    expect(gaps.map(({ gap }) => reasonOf(gap))).toMatchObject([{ kind: 'unreachable' }]);
  });
});

describe.each([
  [
    'whose keys are of no such user',
    'iam:ListAccessKeys',
    { ...account([{ user: 'ann', keys: [slot(new Date('2020-01-01T00:00:00Z'))] }]), 'iam:ListAccessKeys': noSuchUser },
  ],
  ['who is not in the report', 'iam:GetCredentialReport', account([], ['ann'])],
])('a listed user %s', (_, operation, replies) => {
  const look = async (answer: object) => {
    const bench = await benchOf({ ...replies, 'iam:GetUser': answer });
    const { findings, coverage } = await bench.judge(accessKeyUnused);
    expect(bench.calls.filter(({ id }) => id === 'iam:GetUser')).toMatchObject([{ input: { UserName: 'ann' } }]);
    return { findings, coverage };
  };

  test('gone by the second look: no finding, counted in the ledger', async () => {
    const { findings, coverage } = await look(noSuchUser);
    expect(findings).toEqual([]);
    expect(coverage).toMatchObject([{ listed: 1, gone: 1, complete: true }]);
  });

  test('there by the second look: unknown, whatever the report says of the keys', async () => {
    const { findings, coverage } = await look(there);
    expect(findings).toMatchObject([
      {
        status: 'unknown',
        resource: { type: 'AWS::IAM::User', key: arnOf('ann') },
        gaps: [{ kind: 'stale', operation }],
      },
    ]);
    expect(findings[0]?.sources).toContain('iam:GetUser us-east-1 UserName=ann');
    expect(coverage).toMatchObject([{ gone: 0, complete: false }]);
  });

  test.each([
    ['denied', denied, 'denied'],
    ['without a user', {}, 'malformed'],
  ])('second look %s: unknown, with both reasons', async (_name, answer, kind) => {
    const { gaps } = await list({ ...replies, 'iam:GetUser': answer });
    expect(gaps.map(({ gap }) => gapReasons(gap))).toMatchObject([[{ kind: 'stale', operation }, { kind }]]);
  });
});

test('hundreds of users are all listed, in order', async () => {
  const names = Array.from({ length: 250 }, (_, i) => `user${i}`);
  const { holders } = await list({
    ...account(names.map((user) => ({ user, keys: [slot(day(1))] }))),
    'iam:ListAccessKeys': ({ input }: Call) => ({
      AccessKeyMetadata: [listedAs(`key of ${String(input['UserName'])}`, day(1))],
    }),
  });
  expect(holders.map(({ resource }) => resource.name)).toEqual(names.map((name) => `key of ${name}`));
});

describe('the last use', () => {
  const used = (rotated: Date, lastUsed: Date | 'never' = 'never'): KeySlot => ({
    active: true,
    lastRotated: rotated,
    lastUsed,
    lastUsedRegion: absent,
    lastUsedService: absent,
  });
  const seconds = (at: Date, count: number) => new Date(at.getTime() + count * 1000);
  const of = (own: Date, other: Date | undefined, slots: readonly KeySlot[]) => {
    const key = { id: 'own', active: true, created: own };
    const keys = [key, ...(other === undefined ? [] : [{ id: 'other', active: true, created: other }])];
    return lastUseOf(key, keys, slots, generatedAt);
  };
  const [u1, u2] = [day(20), day(21)];

  test.each([
    ['of an only key', day(1), undefined, [used(day(1), u1)], u1],
    ['of an only key that was changed later', day(1), undefined, [used(day(5), u1)], u1],
    ['of an only key never used', day(1), undefined, [used(day(1))], 'never'],
    ['of the first of two', day(1), day(2), [used(day(1), u1), used(day(2), u2)], u1],
    ['of the second of two', day(2), day(1), [used(day(1), u1), used(day(2), u2)], u2],
    ['whatever the order of the slots', day(1), day(2), [used(day(2), u2), used(day(1), u1)], u1],
    [
      'where the APIs state a creation a second apart',
      day(1),
      day(2),
      [used(seconds(day(1), 1), u1), used(day(2), u2)],
      u1,
    ],
    ['of a key changed since, the other being known', day(1), day(2), [used(day(9), u1), used(day(2), u2)], u1],
    ['of a key that was not changed, the other being so', day(2), day(1), [used(day(9), u1), used(day(2), u2)], u2],
    ['of the elder, the younger being changed', day(1), day(5), [used(day(1), u1), used(day(9), u2)], u1],
    ['of the younger, changed, the elder being known', day(5), day(1), [used(day(1), u1), used(day(9), u2)], u2],
    ['of a key made after the report', seconds(generatedAt, 60), day(1), [used(day(1), u1)], 'never'],
    ['of a key beside one made after the report', day(1), seconds(generatedAt, 60), [used(day(9), u1)], u1],
    ['of a key beside the slot of one deleted since', day(5), undefined, [used(day(1), u1), used(day(5), u2)], u2],
    [
      'of a changed key beside the elder slot of one deleted since',
      day(5),
      undefined,
      [used(day(1), u1), used(day(9), u2)],
      u2,
    ],
  ])('%s', (_, own, other, slots, use) => expect(of(own, other, slots)).toEqual(use));

  test.each([
    ['both were changed', day(1), day(2), [used(day(8), u1), used(day(9), u2)]],
    ['both were made at once', day(1), seconds(day(1), 1), [used(day(1), u1), used(seconds(day(1), 1), u2)]],
    ['the one was changed when the other was made', day(2), day(1), [used(seconds(day(2), 1), u1), used(day(2), u2)]],
    ['it is in no slot', day(3), undefined, [used(day(1), u1)]],
    ['there are no slots', day(3), undefined, []],
  ])('is not told where %s', (_, own, other, slots) => expect(of(own, other, slots)).toBeUndefined());

  test('of a key made in the second in which the other was deactivated', () => {
    const made = { id: 'new', active: true, created: day(5) };
    const keys = [{ id: 'old', active: false, created: day(1) }, made];
    const slots = [{ ...used(day(5), u1), active: false }, used(day(5), u2)];
    expect(lastUseOf(made, keys, slots, generatedAt)).toEqual(u2);
    // The new one was changed since: either slot may be its own.
    const changed = [{ ...used(day(5), u1), active: false }, used(day(9), u2)];
    expect(lastUseOf(made, keys, changed, generatedAt)).toBeUndefined();
  });

  test('that is not told is a gap of that key alone', async () => {
    const { holders } = await list({
      ...account([
        { user: 'ann', keys: [slot(day(8), u1), slot(day(9), u2)] },
        { user: 'bob', keys: [slot(day(1), u1)] },
      ]),
      'iam:ListAccessKeys': ({ input }: Call) => ({
        AccessKeyMetadata:
          input['UserName'] === 'ann' ? [listedAs('A', day(1)), listedAs('B', day(2))] : [listedAs('C', day(1))],
      }),
    });
    const uses = holders.map(({ resource }) => (resource.data as Extract<AccessKeyData, { known: 'key' }>).lastUsed);
    expect(uses.map(isGap)).toEqual([true, true, false]);
    expect(reasonOf(uses[0])).toMatchObject({ kind: 'stale', operation: 'iam:GetCredentialReport' });
  });
});
