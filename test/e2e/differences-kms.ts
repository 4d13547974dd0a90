import { errorAnswer, jsonAnswer, type Answer } from './answer.js';
import type { Difference, Upstream } from './differences.js';
import type { Facts } from './facts.js';

const reference = 'https://docs.aws.amazon.com/kms/latest/APIReference';

interface Metadata {
  readonly KeyId: string;
  readonly Arn: string;
  readonly KeySpec: string;
  readonly KeyState: string;
  readonly Origin: string;
  readonly KeyUsage: string | null;
  readonly MultiRegion: boolean | null;
  readonly MultiRegionConfiguration?: { readonly PrimaryKey: { readonly Arn: string } };
}

interface Rotation {
  readonly KeyId: string;
}

interface Alias {
  readonly AliasName: string;
  readonly TargetKeyId: string;
}

function metadataOf(answer: Answer): Metadata {
  return (JSON.parse(answer.body) as { KeyMetadata: Metadata }).KeyMetadata;
}

/** What AWS says of imported key material: that of a key without any is still to come. */
function material({ KeyId, KeyState, Origin }: Metadata, facts: Facts): object {
  if (Origin !== 'EXTERNAL') return {};
  const imported = facts.importedMaterial[KeyId];
  if (imported === undefined) return KeyState === 'Enabled' ? { Enabled: false, KeyState: 'PendingImport' } : {};
  const { validTo } = imported;
  return validTo === undefined
    ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
    : { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: validTo.getTime() / 1000 };
}

/** What AWS says of a key beyond or against moto. */
function corrected(metadata: Metadata, facts: Facts): object {
  const seconds = (date: Date): number => date.getTime() / 1000;
  const { MultiRegionConfiguration: shape } = metadata;
  return {
    ...metadata,
    CreationDate: seconds(facts.keysMade[metadata.KeyId] ?? facts.created),
    KeyUsage: metadata.KeyUsage ?? 'ENCRYPT_DECRYPT',
    MultiRegion: metadata.MultiRegion ?? false,
    ...material(metadata, facts),
    ...(facts.awsManagedKeys.includes(metadata.KeyId) && { KeyManager: 'AWS' }),
    ...(metadata.KeyState === 'PendingDeletion' && { DeletionDate: seconds(facts.now) + 20 * 86_400 }),
    ...(shape && {
      MultiRegionConfiguration: {
        ...shape,
        MultiRegionKeyType: shape.PrimaryKey.Arn === metadata.Arn ? 'PRIMARY' : 'REPLICA',
      },
    }),
  };
}

async function describe(keyId: unknown, { ask }: Upstream): Promise<Answer> {
  return ask({ target: 'TrentService.DescribeKey', body: JSON.stringify({ KeyId: keyId }) });
}

export const keyDifferences: readonly Difference[] = [
  {
    service: 'kms',
    operation: 'DescribeKey',
    moto: 'gives null for KeyUsage and MultiRegion, takes AWS managed keys for customer managed, calls a primary key a replica once its replica was described, and imports no key material',
    page: `${reference}/API_KeyMetadata.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      return answer.status === 200 ? jsonAnswer({ KeyMetadata: corrected(metadataOf(answer), facts) }) : answer;
    },
  },
  {
    service: 'kms',
    operation: 'GetKeyRotationStatus',
    moto: 'gives no period, lets keys that cannot rotate be asked, keeps true for keys pending deletion',
    page: `${reference}/API_GetKeyRotationStatus.html`,
    async answer(call, upstream) {
      const described = await describe(call.input['KeyId'], upstream);
      if (described.status !== 200) return described;
      const { KeyId, Arn, KeySpec, KeyState, Origin } = metadataOf(described);
      if (KeySpec !== 'SYMMETRIC_DEFAULT') return errorAnswer(call, 400, 'UnsupportedOperationException', '');
      if (Origin !== 'AWS_KMS') {
        const message = `${Arn} origin is ${Origin} which is not valid for this operation.`;
        return errorAnswer(call, 400, 'UnsupportedOperationException', message);
      }
      const { KeyRotationEnabled } = JSON.parse((await upstream.next()).body) as { KeyRotationEnabled: boolean };
      const { facts } = upstream;
      const rotates = facts.awsManagedKeys.includes(KeyId) || (KeyRotationEnabled && KeyState !== 'PendingDeletion');
      if (!rotates) return jsonAnswer({ KeyId: Arn, KeyRotationEnabled: false });
      return jsonAnswer({
        KeyId: Arn,
        KeyRotationEnabled: true,
        RotationPeriodInDays: facts.rotationPeriods[KeyId] ?? 365,
      });
    },
  },
  {
    service: 'kms',
    operation: 'ListKeyRotations',
    moto: 'dates each rotation today',
    page: `${reference}/API_ListKeyRotations.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      if (answer.status !== 200) return answer;
      const { Rotations, ...rest } = JSON.parse(answer.body) as { readonly Rotations: readonly Rotation[] };
      const dated = Rotations.map((rotation) => {
        const id = rotation.KeyId.slice(rotation.KeyId.lastIndexOf('/') + 1);
        const at = facts.rotatedOnDemand[id];
        return at === undefined ? rotation : { ...rotation, RotationDate: at.getTime() / 1000 };
      });
      return jsonAnswer({ ...rest, Rotations: dated });
    },
  },
  {
    service: 'kms',
    operation: 'ListAliases',
    moto: 'gives keys to the aliases of AWS for which none was made',
    page: `${reference}/API_ListAliases.html`,
    async answer(_, { facts, next }) {
      const answer = await next();
      if (answer.status !== 200) return answer;
      const { Aliases, ...rest } = JSON.parse(answer.body) as { readonly Aliases: readonly Alias[] };
      const made = ({ AliasName, TargetKeyId, ...alias }: Alias): object =>
        AliasName.startsWith('alias/aws/') && !facts.awsManagedKeys.includes(TargetKeyId)
          ? { AliasName, ...alias }
          : { AliasName, TargetKeyId, ...alias };
      return jsonAnswer({ ...rest, Aliases: Aliases.map(made) });
    },
  },
];
