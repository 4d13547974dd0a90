import { expect, test } from 'vitest';
import check from '../../../checks/accessanalyzer/external-analyzer.js';
import type { Analyzer } from '../../../src/datasets/access-analyzer.js';
import { evaluateCheck } from '../../../src/testing.js';

const own: Analyzer = { name: 'own', type: 'ACCOUNT', status: 'ACTIVE' };
const covered = { coveredAccounts: ['111122223333'] };

const rows: readonly {
  readonly name: string;
  readonly analyzers: readonly Analyzer[];
  readonly options?: { readonly coveredAccounts: readonly string[] };
  readonly status: string;
  readonly says: string;
}[] = [
  { name: 'an active analyzer', analyzers: [own], status: 'pass', says: 'Active: own' },
  { name: 'one of the organization', analyzers: [{ ...own, type: 'ORGANIZATION' }], status: 'pass', says: 'own' },
  { name: 'no analyzer', analyzers: [], status: 'fail', says: 'No external access analyzer is active in eu-west-1' },
  ...['CREATING', 'DISABLED', 'FAILED'].map((status) => ({
    name: `one that is ${status}`,
    analyzers: [{ ...own, status }],
    status: 'fail',
    says: `own is ${status}`,
  })),
  ...['ACCOUNT_UNUSED_ACCESS', 'ORGANIZATION_UNUSED_ACCESS', 'ACCOUNT_INTERNAL_ACCESS', 'A_TYPE_TO_COME'].map(
    (type) => ({
      name: `one of the type ${type}`,
      analyzers: [{ ...own, type }],
      status: 'fail',
      says: 'No external',
    }),
  ),
  {
    name: 'none, declared as covered',
    analyzers: [],
    options: covered,
    status: 'not-applicable',
    says: 'configuration',
  },
  { name: 'one of its own, declared as covered', analyzers: [own], options: covered, status: 'pass', says: 'own' },
  {
    name: 'none, another account declared',
    analyzers: [],
    options: { coveredAccounts: ['444455556666'] },
    status: 'fail',
    says: 'No external',
  },
];

test.each(rows)('$name is $status', ({ analyzers, options = {}, status, says }) => {
  const resource = { name: 'eu-west-1', region: 'eu-west-1' };
  const finding = evaluateCheck(check, { resource, facts: { analyzers }, options });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
