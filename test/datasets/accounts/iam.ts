import type { Replies } from '../bench.js';
import { account } from '../iam-answers.js';

const created = new Date('2025-01-01T00:00:00Z');
const used = { active: 'true', rotated: '2025-01-01T00:00:00+00:00', used: 'N/A' };
const common: Replies = {
  'iam:GetAccountSummary': {
    SummaryMap: {
      AccountMFAEnabled: 1,
      AccountPasswordPresent: 1,
      AccountAccessKeysPresent: 0,
      AccountSigningCertificatesPresent: 0,
    },
  },
};

export const everything: Replies = {
  ...common,
  ...account([{ user: 'ann', keys: [used] }]),
  'iam:ListAccessKeys': { AccessKeyMetadata: [{ AccessKeyId: 'AKIA1', CreateDate: created, Status: 'Active' }] },
};

export const nothing: Replies = { ...common, ...account([]) };
