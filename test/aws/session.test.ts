import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openSession, SessionError } from '../../src/aws/session.js';
import { StartError } from '../../src/core/user-error.js';
import { callerIdentity, endpoint, json, queryError, setEnv, xml } from './endpoint.js';
import { kms, sts, transportWith } from './services.js';

const role = 'arn:aws:iam::111122223333:role/Auditor';

beforeEach(() => {
  for (const name of ['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL']) {
    setEnv(name, undefined);
  }
  setEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  setEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret-of-anyone');
});

/** Shared configuration of this test alone; the SDK keeps files by path, so each test has its own. */
function sharedConfig(text: string): void {
  const path = mkdtempSync(join(tmpdir(), 'lintel-session-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  writeFileSync(join(path, 'config'), text);
  setEnv('AWS_CONFIG_FILE', join(path, 'config'));
  setEnv('AWS_SHARED_CREDENTIALS_FILE', join(path, 'credentials'));
}

function assumed(number: number, minutes = 60): ReturnType<typeof xml> {
  const expires = new Date(Date.now() + minutes * 60_000).toISOString();
  return xml(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA${number}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token-${number}</SessionToken><Expiration>${expires}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
}

test('one AssumeRole serves every client, and a refresh makes one more', async () => {
  const { requests } = await endpoint(({ body, number }) =>
    body.includes('AssumeRole')
      ? assumed(number)
      : body.includes('GetCallerIdentity')
        ? callerIdentity
        : json({ Keys: [] }),
  );
  const session = await openSession({ roleArn: role, externalId: 'an-id' });
  const transport = transportWith(session);
  const regions = ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-west-2'];
  await Promise.all(
    regions.flatMap((region) => [
      transport.send(kms.ListKeys, {}, region),
      transport.send(sts.GetCallerIdentity, {}, region),
    ]),
  );
  const assumes = requests.filter(({ body }) => body.includes('AssumeRole'));
  expect(assumes.length).toBe(1);
  const asked = new URLSearchParams(assumes[0]?.body);
  expect(asked.get('RoleSessionName')).toBe('lintel');
  expect(asked.get('ExternalId')).toBe('an-id');
  expect(Number(asked.get('DurationSeconds'))).toBeGreaterThanOrEqual(900);
  const tokens = requests.slice(1).map(({ headers }) => headers['x-amz-security-token']);
  expect(tokens).toEqual(Array.from({ length: 8 }, () => 'token-1'));

  await Promise.all([session.refresh(), session.refresh()]);
  expect(requests.filter(({ body }) => body.includes('AssumeRole')).length).toBe(2);
  await transport.send(kms.ListKeys, {}, 'eu-west-1');
  expect(requests.at(-1)?.headers['x-amz-security-token']).toBe('token-10');
});

test('credentials are fetched again before they expire', async () => {
  const { requests } = await endpoint(({ number }) => assumed(number, number === 1 ? 2 : 60));
  const session = await openSession({ roleArn: role });
  const many = await Promise.all(Array.from({ length: 10 }, async () => session.credentials()));
  expect(new Set(many.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
  expect(requests.length).toBe(2);
});

test.each([
  ['the environment', { AWS_REGION: 'eu-west-1' }, 'us-east-1'],
  ['the environment of the AWS CLI', { AWS_DEFAULT_REGION: 'cn-north-1' }, 'cn-northwest-1'],
  ['both, the SDK first', { AWS_REGION: 'us-gov-east-1', AWS_DEFAULT_REGION: 'cn-north-1' }, 'us-gov-west-1'],
  ['nothing', {}, 'us-east-1'],
])('the home region comes from %s', async (_, env, home) => {
  for (const [name, value] of Object.entries(env)) setEnv(name, value);
  expect((await openSession()).homeRegion).toBe(home);
});

test('a profile gives credentials and region, and its endpoint is honoured', async () => {
  const { url, requests } = await endpoint(() => json({ Keys: [] }));
  setEnv('AWS_ENDPOINT_URL', undefined);
  sharedConfig(
    `[profile gov]\nregion = us-gov-west-1\naws_access_key_id = AKIDGOV\naws_secret_access_key = s\nendpoint_url = ${url}\n`,
  );
  const session = await openSession({ profile: 'gov' });
  expect(session.homeRegion).toBe('us-gov-west-1');
  expect((await transportWith(session).send(kms.ListKeys, {}, 'us-gov-east-1')).ok).toBe(true);
  expect(requests[0]?.headers.authorization).toContain('AKIDGOV');
});

test('an unknown profile is named, with those there are', async () => {
  sharedConfig('[profile one]\nregion = eu-west-1\n[profile two]\nregion = eu-west-1\n');
  await expect(openSession({ profile: 'three' })).rejects.toThrow(SessionError);
  await expect(openSession({ profile: 'three' })).rejects.toThrow(
    "There is no profile 'three' in the shared AWS configuration; it has one, two.",
  );
});

test('an unknown region is named', async () => {
  setEnv('AWS_REGION', 'europe');
  await expect(openSession()).rejects.toThrow("'europe' is no AWS region");
});

test.each(['Auditor', 'arn:aws:iam::1:role/x', 'arn:aws:iam::111122223333:user/x'])(
  '%s is no role',
  async (roleArn) => {
    await expect(openSession({ roleArn })).rejects.toThrow(/is no role; give an ARN like/);
  },
);

test('an external id without a role is a mistake', async () => {
  await expect(openSession({ externalId: 'x' })).rejects.toThrow(SessionError);
});

test('no credentials are said to be missing', async () => {
  setEnv('AWS_ACCESS_KEY_ID', undefined);
  setEnv('AWS_SECRET_ACCESS_KEY', undefined);
  await expect(openSession()).rejects.toThrow(StartError);
  await expect(openSession()).rejects.toThrow(/^No AWS credentials were found; set a profile or/);
});

test('a role that may not be assumed is named, without the words of AWS', async () => {
  await endpoint(() => queryError(403, 'AccessDenied', 'raw words of AWS'));
  await expect(openSession({ roleArn: role })).rejects.toThrow(
    `The role '${role}' could not be assumed (AccessDenied)`,
  );
  await expect(openSession({ roleArn: role })).rejects.not.toThrow('raw words');
});
