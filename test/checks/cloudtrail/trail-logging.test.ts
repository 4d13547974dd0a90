import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/trail-logging.js';
import type { TrailStatus } from '../../../src/datasets/cloudtrail.js';
import { evaluateCheck } from '../../../src/testing.js';

const now = new Date('2026-11-01T09:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const delivered = (hours: number) => ({ at: hoursAgo(hours), what: 'delivered' }) as const;
const started = (hours: number) => ({ at: hoursAgo(hours), what: 'started' }) as const;

interface Row {
  readonly name: string;
  readonly trail: TrailStatus;
  readonly status: string;
  readonly says: string;
}

const rows: readonly Row[] = [
  {
    name: 'delivered an hour ago',
    trail: { logging: true, lastDelivery: delivered(1) },
    status: 'pass',
    says: '1 hour ago',
  },
  { name: 'switched off', trail: { logging: false }, status: 'fail', says: 'switched off' },
  {
    name: 'delivery failing',
    trail: { logging: true, lastDelivery: delivered(1), deliveryError: 'NoSuchBucket' },
    status: 'fail',
    says: 'NoSuchBucket',
  },
  {
    name: 'silent for 25 hours',
    trail: { logging: true, lastDelivery: delivered(25) },
    status: 'fail',
    says: '25 hours',
  },
  {
    name: 'started lately',
    trail: { logging: true, lastDelivery: started(2) },
    status: 'pass',
    says: 'started 2 hours ago, no delivery yet',
  },
  {
    name: 'started two days ago, nothing delivered',
    trail: { logging: true, lastDelivery: started(48) },
    status: 'fail',
    says: 'since logging started',
  },
];

test.each(rows)('$name is $status', ({ trail, status, says }) => {
  const finding = evaluateCheck(check, { facts: { status: trail }, now });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});

test('the age is an option', () => {
  const facts = { status: { logging: true, lastDelivery: delivered(25) } };
  expect(evaluateCheck(check, { facts, now, options: { maxDeliveryAgeHours: 48 } }).status).toBe('pass');
});
