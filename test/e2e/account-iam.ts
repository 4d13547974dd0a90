import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateSAMLProviderCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  UploadServerCertificateCommand,
} from '@aws-sdk/client-iam';
import { key, late, metadata } from '../datasets/saml.js';
import { accountId, allow, awsPolicyArn, policyArn } from './account-arns.js';
import { buildRoles } from './account-iam-roles.js';
import type { Building } from './account.js';

const timetables = 'arn:aws:s3:::harbourline-timetables/*';
const bookingKey = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;

const policies: Readonly<Record<string, string>> = {
  'ticket-desk': allow(['s3:GetObject', 'kms:Decrypt'], [timetables, bookingKey]),
  'harbour-everything': allow('*'),
  'old-office-admin': allow('*'),
  'deploy-anything': allow('iam:PassRole'),
  'fleet-data': allow(['s3:*', 'kms:Decrypt']),
  'developer-boundary': allow(['s3:*', 'kms:*', 'iam:PassRole']),
  'winter-timetable': allow('s3:GetObject', timetables),
};

async function buildPolicies({ clients: { iam } }: Building): Promise<void> {
  for (const [PolicyName, PolicyDocument] of Object.entries(policies)) {
    await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  }
}

/** Groups with and without members and policies, and users who hold policies of their own. */
async function buildGroups({ clients: { iam } }: Building): Promise<void> {
  for (const GroupName of ['terminal-operations', 'season-staff', 'former-crew']) {
    await iam.send(new CreateGroupCommand({ GroupName }));
  }
  for (const UserName of ['ana.costa', 'emil.novak', 'ivo.brandt']) {
    await iam.send(new AddUserToGroupCommand({ GroupName: 'terminal-operations', UserName }));
  }
  const desk = { PolicyArn: policyArn('ticket-desk') };
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'season-staff', ...desk }));
  const manifests = { PolicyName: 'read-manifests', PolicyDocument: allow('s3:GetObject', timetables) };
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'terminal-operations', ...manifests }));

  const shell = { PolicyArn: awsPolicyArn('AWSCloudShellFullAccess') };
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ben.okafor', ...shell }));
  const upload = { PolicyName: 'upload-artifacts', PolicyDocument: allow('s3:PutObject', timetables) };
  await iam.send(new PutUserPolicyCommand({ UserName: 'booking-ci', ...upload }));
}

/** Two SAML providers, one about to end, and two server certificates, one of which has. */
async function buildProviders({ clients: { iam }, facts, daysAgo }: Building): Promise<void> {
  for (const [Name, days] of [
    ['harbourline-login', 700],
    ['crew-agency-login', 19],
  ] as const) {
    const SAMLMetadataDocument = metadata(key(late, ' use="signing"'));
    await iam.send(new CreateSAMLProviderCommand({ Name, SAMLMetadataDocument }));
    facts.samlProviders[Name] = daysAgo(-days);
  }
  for (const [ServerCertificateName, days] of [
    ['booking-site', 200],
    ['old-booking-site', -150],
  ] as const) {
    const unread = { CertificateBody: 'moto does not read it', PrivateKey: 'not a secret' };
    await iam.send(new UploadServerCertificateCommand({ ServerCertificateName, ...unread }));
    facts.certificates[ServerCertificateName] = daysAgo(-days);
  }
}

/** What IAM holds beside users and their credentials: a good and a bad thing for each check. */
export async function buildIam(building: Building): Promise<void> {
  await buildPolicies(building);
  await buildGroups(building);
  await buildRoles(building);
  await buildProviders(building);
}
