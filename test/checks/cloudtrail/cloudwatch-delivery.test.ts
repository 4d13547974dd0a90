import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/cloudwatch-delivery.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const now = new Date('2026-11-01T09:00:00Z');
const last = (hours: number, what: 'delivered' | 'started' = 'delivered') => ({
  logging: true as const,
  lastDelivery: { at: new Date(now.getTime() - hours * 3_600_000), what },
});
const logGroup = 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*';

interface Row {
  readonly name: string;
  readonly data?: object;
  readonly trail: unknown;
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  { name: 'delivered an hour ago', trail: last(1), status: 'pass', says: 'Last delivered 1 hour ago' },
  { name: 'no log group', data: {}, trail: last(1), status: 'not-applicable', says: 'Feeds no CloudWatch Logs group' },
  { name: 'no log group, status denied', data: {}, trail: testGap(), status: 'not-applicable', says: 'Feeds no' },
  { name: 'status denied', trail: testGap(), status: 'unknown', says: 'could not be read' },
  { name: 'switched off', trail: { logging: false }, status: 'fail', says: 'switched off' },
  { name: 'failing', trail: { ...last(1), deliveryError: 'No role' }, status: 'fail', says: 'failed: No role' },
  { name: 'silent for 25 hours', trail: last(25), status: 'fail', says: 'Nothing delivered for 25 hours' },
  { name: 'silent for just a day', trail: last(24), status: 'pass', says: '24 hours ago' },
  { name: 'started lately', trail: last(2, 'started'), status: 'pass', says: 'no delivery yet' },
  { name: 'started long ago', trail: last(48, 'started'), status: 'fail', says: 'since logging started' },
];

test.each(rows)('$name is $status', ({ data = { logGroup }, trail, status, says }) => {
  const finding = evaluateCheck(check, { resource: { data }, facts: { status: trail }, now });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('the age is an option', () => {
  const given = { resource: { data: { logGroup } }, facts: { status: last(25) }, now };
  expect(evaluateCheck(check, { ...given, options: { maxDeliveryAgeHours: 48 } }).status).toBe('pass');
});
