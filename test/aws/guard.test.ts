import { expect, test } from 'vitest';
import readActions from '../../src/aws/read-actions.json' with { type: 'json' };
import { isRefused } from '../../src/aws/guard.js';
import { ec2, iam, kms, s3, s3Control, sts } from './services.js';

function operation(id: string): { service: string; name: string; actions: string[] } {
  const [service = '', name = ''] = id.split(':');
  return { service, name, actions: [id] };
}

test.each([
  'acm:ExportCertificate',
  'appconfig:GetLatestConfiguration',
  'athena:GetQueryResults',
  'cloudformation:DetectStackDrift',
  'codeartifact:GetAuthorizationToken',
  'codeartifact:GetPackageVersionAsset',
  'codecommit:GetBlob',
  'codecommit:GetFile',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-idp:DescribeUserPoolClient',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ebs:GetSnapshotBlock',
  'ec2:GetPasswordData',
  'ecr:GetAuthorizationToken',
  'ecr:GetDownloadUrlForLayer',
  'glacier:GetJobOutput',
  'iot:GetThingShadow',
  'kinesisvideo:GetMedia',
  'kms:Decrypt',
  'kms:GetParametersForImport',
  'lambda:GetLayerVersion',
  'lambda:Invoke',
  'logs:FilterLogEvents',
  'logs:StartQuery',
  'redshift-data:GetStatementResult',
  's3:GetObject',
  's3:PutBucketAcl',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetRandomPassword',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetCommandInvocation',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
  'sts:GetFederationToken',
  'sts:GetSessionToken',
  'workmailmessageflow:GetRawMessageContent',
  'iam:DeleteUser',
])('%s is refused', (id) => expect(isRefused(operation(id))).toBe(true));

test('an operation is refused for what its action does, under whatever name', () => {
  expect(isRefused({ service: 's3', name: 'HeadObject', actions: ['s3:GetObject'] })).toBe(true);
});

test('reads that datasets need are not', () => {
  const needed = [iam, s3, s3Control, kms, sts, ec2].flatMap((service) => Object.values(service));
  const more = ['iam:GenerateCredentialReport', 'iam:GetCredentialReport', 'iam:GetAccountPasswordPolicy'];
  const refused = [
    ...needed,
    ...[...more, 'secretsmanager:DescribeSecret', 'secretsmanager:ListSecrets'].map(operation),
  ];
  expect(refused.filter(isRefused)).toEqual([]);
});

test('of what IAM calls List or Read, nothing with another verb passes, and what hands out keys does not', () => {
  const passed = Object.entries(readActions as Readonly<Record<string, readonly string[]>>)
    .flatMap(([service, names]) => names.map((name) => `${service}:${name}`))
    .filter((id) => !isRefused(operation(id)));
  expect(passed.length).toBeGreaterThan(5000);
  const verbs = /:(Invoke|Start|Stop|Export|Receive|Detect|Assume|Decrypt|Create|Put|Delete|Download)/;
  expect(passed.filter((id) => verbs.test(id))).toEqual([]);
  expect(passed.filter((id) => /(SecretValue|SessionToken|AccessToken|AuthorizationToken)$/.test(id))).toEqual([]);
});
