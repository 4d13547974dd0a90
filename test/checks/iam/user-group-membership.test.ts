import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-group-membership.js';
import { evaluateCheck } from '../../../src/testing.js';

const attached = [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess' }];
const inline = [{ name: 'own', document: '{}' }];

const rows = [
  { name: 'in a group', data: { groups: ['staff'] }, status: 'pass' },
  { name: 'in a group, with policies of its own', data: { groups: ['staff'], attached }, status: 'pass' },
  { name: 'in no group, without policies', data: {}, status: 'fail' },
  { name: 'in no group, with a managed policy', data: { attached }, status: 'not-applicable' },
  { name: 'in no group, with an inline policy', data: { inline }, status: 'not-applicable' },
  { name: 'in no group, with a boundary', data: { boundary: 'arn:aws:iam::111122223333:policy/b' }, status: 'fail' },
];

test.each(rows)('$name is $status', ({ data, status }) => {
  const resource = { data: { groups: [], attached: [], inline: [], ...data } };
  expect(evaluateCheck(check, { resource, facts: {} }).status).toBe(status);
});
