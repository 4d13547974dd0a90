import { expect, test } from 'vitest';
import check from '../../../checks/iam/root-recent-use.js';
import type { RootUse } from '../../../src/datasets/iam-credential-report.js';
import { evaluateCheck } from '../../../src/testing.js';
import { daysAgo, now, reportGeneratedAt } from './credentials.js';

interface Row {
  readonly name: string;
  readonly use: Partial<RootUse>;
  readonly status: string;
  readonly says: string;
  readonly minQuietDays?: number;
}

const rows: readonly Row[] = [
  { name: 'never used', use: {}, status: 'pass', says: 'no record of any use' },
  { name: 'signed in yesterday', use: { password: daysAgo(1) }, status: 'fail', says: 'last used 1 day ago, within' },
  { name: 'first key used', use: { accessKey1: daysAgo(2) }, status: 'fail', says: 'last used 2 days ago' },
  { name: 'second key used', use: { accessKey2: daysAgo(3) }, status: 'fail', says: 'last used 3 days ago' },
  {
    name: 'the latest of three decides',
    use: { password: daysAgo(300), accessKey1: daysAgo(5), accessKey2: daysAgo(200) },
    status: 'fail',
    says: 'last used 5 days ago, within the last 30 days',
  },
  { name: 'used 30 days ago to the second', use: { password: daysAgo(30) }, status: 'fail', says: '30 days ago' },
  { name: 'used 31 days ago', use: { password: daysAgo(31) }, status: 'pass', says: 'last used 31 days ago' },
  { name: 'used 31 days ago, 60 asked', use: { password: daysAgo(31) }, status: 'fail', says: '31', minQuietDays: 60 },
  { name: 'used after the scan began', use: { password: daysAgo(-0.1) }, status: 'fail', says: '0 days ago' },
];

test.each(rows)('$name is $status', ({ use, status, says, minQuietDays }) => {
  const never = { password: 'never', accessKey1: 'never', accessKey2: 'never', reportGeneratedAt };
  const options = minQuietDays === undefined ? {} : { minQuietDays };
  const finding = evaluateCheck(check, { facts: { use: { ...never, ...use } }, now, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
  expect(finding.evidence).toMatchObject({ minQuietDays: minQuietDays ?? 30 });
  expect(finding.evidence).toHaveProperty(
    'accessKey1',
    use.accessKey1 instanceof Date ? use.accessKey1.toISOString() : 'never',
  );
});
