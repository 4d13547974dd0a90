import type { InitializeMiddleware, Pluggable } from '@smithy/types';
import type { Operation } from '../core/operation.js';

/** An operation that no dataset declared was about to be sent: a defect of lintel or of a plug-in. */
export class NotDeclared extends Error {
  override readonly name = 'NotDeclared';
}

/**
 * Lets a client send the declared operations and nothing else, decided before credentials are looked up.
 * A closed list, because verbs and IAM access levels both let operations through that change or reveal things.
 * @param allowed operation ids (`s3:GetBucketAcl`)
 */
export function readOnlyGuard(service: string, allowed: ReadonlySet<string>): Pluggable<object, object> {
  const guard: InitializeMiddleware<object, object> =
    (next, { commandName }) =>
    async (args) => {
      const id = `${service}:${String(commandName).replace(/Command$/, '')}`;
      if (!allowed.has(id)) throw new NotDeclared(`${id} is not among the operations that datasets declare`);
      return next(args);
    };
  return {
    applyToStack: (stack) => stack.add(guard, { step: 'initialize', priority: 'high', name: 'lintelReadOnlyGuard' }),
  };
}

/** Verbs of operations that change nothing and start nothing. */
const harmless = /^(BatchDescribe|BatchGet|Check|Count|Describe|Get|Head|List|Lookup|Search|Simulate|Validate)[A-Z]/;

/** Reads that hand out credentials or secrets, whatever the service. */
const handsOutKeys =
  /^(Batch)?Get\w*(AccessToken|AuthorizationToken|BearerToken|ConnectionToken|ChatToken|FederationToken|OpenIdToken\w*|SessionToken|Credentials|CredentialsFor\w+|SecretValue|Password|PresignedUrl|SignedUrl|EmbedUrl)$/;

/** Started jobs that only gather what IAM knows. */
const startedReads = new Set(['iam:GenerateCredentialReport', 'iam:GenerateServiceLastAccessedDetails']);

/** Reads, by operation or action, that hand out secrets or the customer's own data, or have an effect. */
const refused = new Set([
  'appconfig:GetLatestConfiguration',
  'athena:GetQueryResults',
  'codeartifact:GetPackageVersionAsset',
  'codecommit:GetBlob',
  'codecommit:GetFile',
  'cognito-idp:DescribeUserPoolClient',
  'ebs:GetSnapshotBlock',
  'ecr:GetDownloadUrlForLayer',
  'glacier:GetJobOutput',
  'iot:GetThingShadow',
  'kinesisvideo:GetMedia',
  'kms:GetParametersForImport',
  'lambda:GetLayerVersion',
  'redshift-data:GetStatementResult',
  'ssm:GetCommandInvocation',
  'workmailmessageflow:GetRawMessageContent',
  'acm:GetAcmeExternalAccountBindingCredentials',
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb-streams:GetRecords',
  'ec2:GetConsoleOutput',
  'ec2:GetConsoleScreenshot',
  'ec2:GetPasswordData',
  'kinesis:GetRecords',
  'lambda:GetFunction',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'logs:GetLogEvents',
  'logs:GetLogRecord',
  'logs:GetQueryResults',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  's3:GetObject',
  's3:GetObjectTorrent',
  's3:GetObjectVersion',
  's3:SelectObjectContent',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'wafv2:GetDecryptedAPIKey',
]);

/**
 * True for operations that a plug-in's dataset may not declare although IAM calls them List or Read:
 * they receive, start, invoke, export, decrypt, assume or hand out (`sqs:ReceiveMessage`, `acm:ExportCertificate`,
 * `logs:StartQuery`, `kms:Decrypt`, `secretsmanager:GetSecretValue`). An unknown verb is refused.
 */
export function isRefused({ service, name, actions }: Operation): boolean {
  const id = `${service}:${name}`;
  if ([id, ...actions].some((one) => refused.has(one))) return true;
  if (handsOutKeys.test(name)) return true;
  return !harmless.test(name) && !startedReads.has(id);
}
