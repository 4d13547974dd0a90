import { type AccountShape, accountId, canRotate, indexIn, keyId, keyKind, regions } from './account.js';
import type { Answer } from './answers.js';
import { type Call, failure, json } from './wire.js';

const ownerOnly = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' },
  ],
});

/** KMS; every enabled region holds the same keys. */
export function kmsAnswers(account: AccountShape): Readonly<Record<string, Answer>> {
  return {
    'kms:ListKeys': (call) => {
      const { Limit: limit = 100, Marker: marker = '0' } = JSON.parse(call.input) as {
        Limit?: number;
        Marker?: string;
      };
      const start = Number(marker);
      const end = Math.min(account.keysPerRegion, start + limit);
      const keys: object[] = [];
      for (let index = start; index < end; index++)
        keys.push({ KeyId: keyId(index), KeyArn: keyArn(index, call.region) });
      return end < account.keysPerRegion
        ? json({ Keys: keys, Truncated: true, NextMarker: String(end) })
        : json({ Keys: keys, Truncated: false });
    },
    'kms:DescribeKey': (call) => json({ KeyMetadata: metadata(keyOf(call), call.region) }),
    'kms:GetKeyPolicy': () => json({ Policy: ownerOnly, PolicyName: 'default' }),
    'kms:ListAliases': () => json({ Aliases: [{ AliasName: 'alias/bench', TargetKeyId: keyId(0) }], Truncated: false }),
    'kms:ListKeyRotations': () => json({ Rotations: [], Truncated: false }),
    'kms:GetKeyRotationStatus': (call) => {
      const kind = keyKind(keyOf(call));
      if (!canRotate(kind)) return failure(call, 'UnsupportedOperationException', 400);
      const id = keyId(keyOf(call));
      return kind === 'not-rotating'
        ? json({ KeyId: id, KeyRotationEnabled: false })
        : json({ KeyId: id, KeyRotationEnabled: true, RotationPeriodInDays: 365, NextRotationDate: 1893456000 });
    },
  };
}

function keyOf(call: Call): number {
  return indexIn((JSON.parse(call.input) as { KeyId: string }).KeyId);
}

function keyArn(index: number, region: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${keyId(index)}`;
}

function metadata(index: number, region: string): object {
  const kind = keyKind(index);
  const multiRegion = kind === 'replica' || kind === 'primary';
  const disabled = kind === 'disabled';
  const spec = kind === 'asymmetric' ? 'RSA_2048' : 'SYMMETRIC_DEFAULT';
  const place = (at: string): object => ({ Arn: keyArn(index, at), Region: at });
  return {
    AWSAccountId: accountId,
    KeyId: keyId(index),
    Arn: keyArn(index, region),
    CreationDate: 1735689600,
    Description: 'bench',
    Enabled: !disabled,
    KeyState: disabled ? 'Disabled' : 'Enabled',
    KeyManager: kind === 'aws-managed' ? 'AWS' : 'CUSTOMER',
    KeyUsage: kind === 'asymmetric' ? 'SIGN_VERIFY' : 'ENCRYPT_DECRYPT',
    KeySpec: spec,
    CustomerMasterKeySpec: spec,
    Origin: kind === 'imported' ? 'EXTERNAL' : 'AWS_KMS',
    MultiRegion: multiRegion,
    ...(kind === 'imported' && { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }),
    ...(multiRegion && {
      MultiRegionConfiguration: {
        MultiRegionKeyType: kind === 'primary' ? 'PRIMARY' : 'REPLICA',
        PrimaryKey: place(kind === 'primary' ? region : otherRegion(region)),
        ReplicaKeys: [place(kind === 'primary' ? otherRegion(region) : region)],
      },
    }),
  };
}

function otherRegion(region: string): string {
  return regions.find((name) => name !== region) as string;
}
