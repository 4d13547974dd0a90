import { type Replies, usEast } from '../bench.js';

export const everything: Replies = {
  'kms:ListKeys': usEast({ Keys: [{ KeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1', KeyId: '1' }] }, { Keys: [] }),
  'kms:DescribeKey': {
    KeyMetadata: {
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
      KeyState: 'Enabled',
      MultiRegion: false,
    },
  },
  'kms:GetKeyRotationStatus': { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
};

export const nothing: Replies = { 'kms:ListKeys': { Keys: [] } };
