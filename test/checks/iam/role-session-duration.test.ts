import { expect, test } from 'vitest';
import check from '../../../checks/iam/role-session-duration.js';
import type { Gap } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

interface Row {
  readonly name: string;
  readonly limit: number | Gap;
  readonly path?: string;
  readonly maxSeconds?: number;
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'an hour', limit: 3_600, status: 'pass', says: '3600 seconds' },
  { name: 'four hours', limit: 14_400, status: 'pass' },
  { name: 'more than four hours', limit: 14_401, status: 'fail', says: 'more than the 14400 allowed' },
  { name: 'twelve hours where they are allowed', limit: 43_200, maxSeconds: 43_200, status: 'pass' },
  { name: 'two hours where one is allowed', limit: 7_200, maxSeconds: 3_600, status: 'fail' },
  {
    name: 'a service-linked role',
    limit: 43_200,
    path: '/aws-service-role/x.amazonaws.com/',
    status: 'not-applicable',
  },
  {
    name: 'a role of Identity Center',
    limit: 43_200,
    path: '/aws-reserved/sso.amazonaws.com/',
    status: 'not-applicable',
  },
  { name: 'roles denied', limit: testGap(), status: 'unknown' },
  {
    name: 'a service-linked role, roles denied',
    limit: testGap(),
    path: '/aws-service-role/x/',
    status: 'not-applicable',
  },
];

test.each(rows)('$name is $status', ({ limit, path = '/', maxSeconds, status, says }) => {
  const options = maxSeconds === undefined ? {} : { maxSeconds };
  const finding = evaluateCheck(check, { resource: { data: { path } }, facts: { limit }, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
