import { expect, test } from 'vitest';
import check from '../../../checks/iam/cloudshell-full-access.js';
import { evaluateCheck } from '../../../src/testing.js';

const rows = [
  { name: 'nothing attached', arns: [], status: 'pass' },
  { name: 'another policy', arns: ['arn:aws:iam::aws:policy/AWSCloudShellReadOnly'], status: 'pass' },
  { name: 'a customer policy of that name', arns: ['arn:aws:iam::1:policy/AWSCloudShellFullAccess'], status: 'pass' },
  { name: 'the policy', arns: ['arn:aws:iam::aws:policy/AWSCloudShellFullAccess'], status: 'fail' },
  {
    name: 'the policy among others',
    arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws-us-gov:iam::aws:policy/AWSCloudShellFullAccess'],
    status: 'fail',
  },
];

test.each(rows)('$name is $status', ({ arns, status }) => {
  const attached = arns.map((arn) => ({ arn, name: 'x' }));
  const { status: got, evidence } = evaluateCheck(check, {
    resource: { data: { path: '/', attached, inline: [] } },
    facts: {},
  });
  expect(got).toBe(status);
  expect(evidence).toEqual({ attached: arns });
});
