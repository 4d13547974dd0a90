import { expect, test } from 'vitest';
import check from '../../../checks/account/contact-details.js';
import { type Absent, absent } from '../../../src/core/fact.js';
import type { Contact } from '../../../src/datasets/account.js';
import { evaluateCheck } from '../../../src/testing.js';

const rows: readonly {
  readonly name: string;
  readonly contact: Contact | Absent;
  readonly status: string;
  readonly says: string;
}[] = [
  { name: 'no record', contact: absent, status: 'fail', says: 'has no' },
  {
    name: 'a complete record',
    contact: { filled: ['PhoneNumber'], empty: [] },
    status: 'pass',
    says: 'only a person can confirm',
  },
  {
    name: 'a record with a blank member',
    contact: { filled: ['FullName'], empty: ['PhoneNumber', 'City'] },
    status: 'fail',
    says: 'leaves out PhoneNumber, City',
  },
];

test.each(rows)('$name is $status', ({ contact, status, says }) => {
  const finding = evaluateCheck(check, { facts: { contact } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
