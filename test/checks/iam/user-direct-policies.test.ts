import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-direct-policies.js';
import type { UserData } from '../../../src/datasets/iam-entities.js';
import { evaluateCheck } from '../../../src/testing.js';

const user: UserData = { path: '/', created: new Date(0), groups: ['staff'], attached: [], inline: [], tags: [] };
const attached = [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess' }];
const inline = [{ name: 'own', document: '{}' }];

const rows: readonly {
  readonly name: string;
  readonly data: Partial<UserData>;
  readonly status: string;
  readonly says?: string;
}[] = [
  { name: 'no policies', data: {}, status: 'pass' },
  { name: 'no policies and no groups', data: { groups: [] }, status: 'pass' },
  { name: 'a permissions boundary', data: { boundary: 'arn:aws:iam::111122223333:policy/b' }, status: 'pass' },
  { name: 'a managed policy', data: { attached }, status: 'fail', says: 'ReadOnlyAccess' },
  { name: 'an inline policy', data: { inline }, status: 'fail', says: 'own' },
  { name: 'both', data: { attached, inline }, status: 'fail', says: 'ReadOnlyAccess, own' },
];

test.each(rows)('$name is $status', ({ data, status, says }) => {
  const finding = evaluateCheck(check, { resource: { data: { ...user, ...data } }, facts: {} });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
