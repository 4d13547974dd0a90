import type { AwsCredentialIdentity } from '@smithy/types';
import { StartError, UserError } from '../core/user-error.js';
import { silenceNodeWarning } from './clients.js';
import { partitionOf } from './regions.js';

/** How to reach the account. */
export interface SessionOptions {
  /** Profile of the shared AWS configuration. */
  readonly profile?: string;
  /** The region to start from, where neither environment nor profile is to say it. */
  readonly region?: string;
  /** Role to assume for everything that is sent, and the external id that its trust policy asks for. */
  readonly roleArn?: string;
  readonly externalId?: string;
}

/** Credentials that work, or did a moment ago. */
export interface Session {
  /** The credentials of the session, fetched again before they expire; one fetch serves every client. */
  credentials(): Promise<AwsCredentialIdentity>;
  /** Fetches credentials again although they seem good. */
  refresh(): Promise<AwsCredentialIdentity>;
  /** Where calls to services with one endpoint per partition go. */
  readonly homeRegion: string;
}

/** No session can be had, for a reason that the user can mend. The message says what to do. */
export class SessionError extends UserError {}

const fallbackRegion = 'us-east-1';

/**
 * Finds credentials by the SDK's default chain, and assumes the role if one is given.
 * @throws StartError when there are none; SessionError when the profile, the role or the region is not what it should be.
 */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  silenceNodeWarning();
  checkRole(options);
  // Not the SDK's client option of that name, which ignores the profile's endpoint_url.
  if (options.profile !== undefined) process.env['AWS_PROFILE'] = options.profile;
  const region = (await configuredRegion(options)) ?? fallbackRegion;
  const partition = partitionOf(region);
  if (partition === undefined) {
    throw new SessionError(
      `'${region}' is no AWS region; set AWS_REGION or the profile's region to one like eu-west-1.`,
    );
  }
  const provide = await provider(options, region);
  try {
    await provide({});
  } catch (error) {
    throw refusal(error, options);
  }
  return {
    credentials: async () => provide({}),
    refresh: async () => provide({ forceRefresh: true }),
    homeRegion: partition.home,
  };
}

function checkRole({ roleArn, externalId }: SessionOptions): void {
  if (roleArn !== undefined && !/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(roleArn)) {
    throw new SessionError(`'${roleArn}' is no role; give an ARN like arn:aws:iam::111122223333:role/Auditor.`);
  }
  if (roleArn === undefined && externalId !== undefined) {
    throw new SessionError('An external id is used only to assume a role; give the role as well.');
  }
}

/**
 * The region that is asked for, or that environment or profile say; undefined where none does.
 * AWS_DEFAULT_REGION is what the AWS CLI reads and the SDK does not.
 * @throws SessionError when there is no such profile.
 */
export async function configuredRegion(options: SessionOptions): Promise<string | undefined> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const profile = options.profile ?? process.env['AWS_PROFILE'];
  const name = profile ?? 'default';
  if (profile !== undefined && configFile[name] === undefined && credentialsFile[name] === undefined) {
    const known = Object.keys({ ...configFile, ...credentialsFile }).filter((key) => !key.includes('.'));
    const there = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    throw new SessionError(`There is no profile '${name}' in the shared AWS configuration; ${there}.`);
  }
  return (
    options.region ||
    process.env['AWS_REGION'] ||
    process.env['AWS_DEFAULT_REGION'] ||
    configFile[name]?.['region'] ||
    credentialsFile[name]?.['region'] ||
    undefined
  );
}

type Provider = (options: { readonly forceRefresh?: boolean }) => Promise<AwsCredentialIdentity>;

async function provider({ roleArn, externalId }: SessionOptions, region: string): Promise<Provider> {
  const [{ fromNodeProviderChain, fromTemporaryCredentials }, identity] = await Promise.all([
    import('@aws-sdk/credential-providers'),
    import('@smithy/core'),
  ]);
  const { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } = identity;
  // The chain warns on the console when a profile and keys are both set; the profile wins, as asked.
  const chain = fromNodeProviderChain({ clientConfig: { region }, logger: silent });
  const source =
    roleArn === undefined
      ? chain
      : fromTemporaryCredentials({
          masterCredentials: chain,
          params: {
            RoleArn: roleArn,
            RoleSessionName: 'lintel',
            // The longest that every role and every chain of roles allows.
            DurationSeconds: 3600,
            ...(externalId !== undefined && { ExternalId: externalId }),
          },
          clientConfig: { region },
        });
  return memoizeIdentityProvider(source, isIdentityExpired, doesIdentityRequireRefresh) as Provider;
}

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function refusal(error: unknown, { profile, roleArn }: SessionOptions): StartError {
  const name = error instanceof Error ? error.name : 'unknown error';
  const message = error instanceof Error ? error.message : '';
  const say = (text: string): StartError => new StartError(text, { cause: error });
  const where = profile === undefined ? '' : ` in profile '${profile}'`;
  if (/\bSSO\b|sso login/i.test(message)) {
    const flag = profile === undefined ? '' : ` --profile ${profile}`;
    return say(`The single sign-on session${where} has ended; run 'aws sso login${flag}' and try again.`);
  }
  if (/^(CredentialsProviderError|ProviderError|TokenProviderError)$/.test(name)) {
    return say(`No AWS credentials were found${where}; set a profile or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`);
  }
  if (roleArn !== undefined) {
    return say(`The role '${roleArn}' could not be assumed (${name}); check its trust policy and the external id.`);
  }
  return say(`The credentials${where} could not be fetched (${name}); check that they are complete and current.`);
}
