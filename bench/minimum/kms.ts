import { canRotate, indices, keyKind, regions } from '../account.js';
import { type Formulas, pages } from './formula.js';

export const kms: Formulas = {
  'kms-key-rotation': ({ keysPerRegion }) => ({
    'kms:ListKeys': regions.length * pages(keysPerRegion),
    'kms:DescribeKey': regions.length * keysPerRegion,
    'kms:GetKeyRotationStatus': regions.length * indices(keysPerRegion, (index) => canRotate(keyKind(index))).length,
  }),
};
