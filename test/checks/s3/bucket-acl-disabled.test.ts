import { expect, test } from 'vitest';
import check from '../../../checks/s3/bucket-acl-disabled.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const rows: readonly { readonly ownership: unknown; readonly status: string; readonly says: string }[] = [
  { ownership: { objectOwnership: 'BucketOwnerEnforced' }, status: 'pass', says: 'switched off' },
  { ownership: { objectOwnership: 'BucketOwnerPreferred' }, status: 'fail', says: 'BucketOwnerPreferred' },
  { ownership: { objectOwnership: 'ObjectWriter' }, status: 'fail', says: 'ObjectWriter' },
  { ownership: { objectOwnership: 'bucketownerenforced' }, status: 'fail', says: 'bucketownerenforced' },
  { ownership: absent, status: 'fail', says: 'never set' },
  { ownership: testGap(), status: 'unknown', says: '' },
];

test.each(rows)('$ownership is $status', ({ ownership, status, says }) => {
  const finding = evaluateCheck(check, { facts: { ownership } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
