import { defineService } from '../aws/service.js';

/** KMS. Its datasets stand in the files beside this one, by what they are about. */
export const kms = defineService({
  id: 'kms',
  load: async () => {
    const {
      KMSClient,
      DescribeKeyCommand,
      GetKeyPolicyCommand,
      GetKeyRotationStatusCommand,
      ListAliasesCommand,
      ListKeyRotationsCommand,
      ListKeysCommand,
    } = await import('@aws-sdk/client-kms');
    return {
      client: KMSClient,
      commands: {
        DescribeKey: DescribeKeyCommand,
        GetKeyPolicy: GetKeyPolicyCommand,
        GetKeyRotationStatus: GetKeyRotationStatusCommand,
        ListAliases: ListAliasesCommand,
        ListKeyRotations: ListKeyRotationsCommand,
        ListKeys: ListKeysCommand,
      },
    };
  },
  actions: {
    DescribeKey: ['kms:DescribeKey'],
    GetKeyPolicy: ['kms:GetKeyPolicy'],
    GetKeyRotationStatus: ['kms:GetKeyRotationStatus'],
    ListAliases: ['kms:ListAliases'],
    ListKeyRotations: ['kms:ListKeyRotations'],
    ListKeys: ['kms:ListKeys'],
  },
});
