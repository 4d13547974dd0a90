import { expect, test } from 'vitest';
import check from '../../../checks/iam/saml-provider-expiry.js';
import { evaluateCheck } from '../../../src/testing.js';

const now = new Date('2026-01-01T00:00:00Z');
const far = '2030-01-01T00:00:00Z';

const rows: readonly {
  readonly name: string;
  readonly validUntil?: string;
  readonly certificateEnds?: readonly string[];
  readonly options?: { readonly minDaysLeft: number };
  readonly status: string;
  readonly severity?: string;
  readonly says: string;
}[] = [
  { name: 'all far off', status: 'pass', says: 'before 2030-01-01' },
  { name: 'a provider that ended', validUntil: '2025-12-31T00:00:00Z', status: 'fail', says: 'ends on 2025-12-31' },
  { name: 'a provider about to end', validUntil: '2026-01-31T00:00:00Z', status: 'fail', says: 'ends on 2026-01-31' },
  {
    name: 'a provider that lasts a little longer',
    validUntil: '2026-01-31T00:00:01Z',
    status: 'pass',
    says: '2026-01-31',
  },
  { name: 'a certificate that ended', certificateEnds: ['2025-06-01T00:00:00Z'], status: 'fail', says: '2025-06-01' },
  { name: 'a certificate about to end', certificateEnds: ['2026-01-20T00:00:00Z'], status: 'fail', says: '2026-01-20' },
  {
    name: 'an old certificate beside a new one',
    certificateEnds: [far, '2026-01-20T00:00:00Z'],
    status: 'fail',
    severity: 'low',
    says: '2 signing certificates, of which these end: 2026-01-20',
  },
  {
    name: 'two certificates that end',
    certificateEnds: ['2026-01-21T00:00:00Z', '2026-01-20T00:00:00Z'],
    status: 'fail',
    says: '2026-01-21, 2026-01-20',
  },
  {
    name: 'an old certificate in a provider that ends',
    validUntil: '2026-01-10T00:00:00Z',
    certificateEnds: [far, '2026-01-20T00:00:00Z'],
    status: 'fail',
    says: 'The provider ends',
  },
  {
    name: 'a certificate that ends within a longer limit',
    certificateEnds: ['2026-03-01T00:00:00Z'],
    options: { minDaysLeft: 90 },
    status: 'fail',
    says: '2026-03-01',
  },
];

test.each(rows)('$name is $status', (row) => {
  const { validUntil = far, certificateEnds = [far], options = {}, status, severity = 'medium', says } = row;
  const validity = {
    validUntil: new Date(validUntil),
    certificateEnds: certificateEnds.map((end) => new Date(end)),
  };
  const finding = evaluateCheck(check, { facts: { validity }, now, options });
  expect(finding).toMatchObject({ status, severity });
  expect(finding.message).toContain(says);
});
