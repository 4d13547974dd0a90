import { type AccountShape, canRotate, indices, type KeyKind, keyKind, regions } from '../account.js';
import { type Formulas, pages } from './formula.js';

export const kms: Formulas = {
  'kms-imported-material-expiry': described,
  'kms-key-pending-deletion': described,
  'kms-key-public-policy': (account) => ({
    ...described(account),
    'kms:GetKeyPolicy': keys(account, (kind) => kind !== 'aws-managed'),
  }),
  'kms-key-rotation': (account) => ({ ...described(account), 'kms:GetKeyRotationStatus': keys(account, canRotate) }),
  'kms-manual-rotation-age': (account) => ({
    ...described(account),
    'kms:ListKeyRotations': keys(account, (kind) => kind === 'imported'),
    'kms:ListAliases': keys(account, (kind) => kind === 'imported' || kind === 'asymmetric') > 0 ? regions.length : 0,
  }),
};

function described({ keysPerRegion }: AccountShape) {
  return {
    'kms:ListKeys': regions.length * pages(keysPerRegion),
    'kms:DescribeKey': regions.length * keysPerRegion,
  };
}

/** How many keys of these kinds there are in all regions. */
function keys({ keysPerRegion }: AccountShape, ofKind: (kind: KeyKind) => boolean): number {
  return regions.length * indices(keysPerRegion, (index) => ofKind(keyKind(index))).length;
}
