import { type Replies, usEast } from '../bench.js';

const symmetric = {
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Origin: 'AWS_KMS',
  KeyState: 'Enabled',
  MultiRegion: false,
  CreationDate: new Date('2025-01-01T00:00:00Z'),
};
const statement = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
};

export const everything: Replies = {
  'kms:ListKeys': usEast({ Keys: [{ KeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1', KeyId: '1' }] }, { Keys: [] }),
  'kms:DescribeKey': { KeyMetadata: symmetric },
  'kms:GetKeyPolicy': { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
  'kms:GetKeyRotationStatus': { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
};

/** The same key with imported material: of such a key other things are asked. */
export const imported: Replies = {
  'kms:DescribeKey': {
    KeyMetadata: { ...symmetric, Origin: 'EXTERNAL', ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
  },
  'kms:ListKeyRotations': { Rotations: [{ RotationDate: new Date('2025-06-01T00:00:00Z') }] },
  'kms:ListAliases': { Aliases: [{ AliasName: 'alias/data', TargetKeyId: '1' }] },
};

export const nothing: Replies = { 'kms:ListKeys': { Keys: [] } };
