import { expect, test } from 'vitest';
import check from '../../../checks/iam/user-tags.js';
import { evaluateCheck } from '../../../src/testing.js';

interface Row {
  readonly name: string;
  readonly tags: readonly string[];
  readonly keys?: readonly string[];
  readonly status: string;
  readonly says?: string;
}

const rows: readonly Row[] = [
  { name: 'an owner', tags: ['team', 'owner'], status: 'pass' },
  { name: 'an owner in another case', tags: ['Owner'], status: 'pass' },
  { name: 'no tags', tags: [], status: 'fail', says: 'Lacks the tags owner' },
  { name: 'other tags', tags: ['team'], status: 'fail', says: 'owner' },
  {
    name: 'one of two keys',
    tags: ['owner'],
    keys: ['owner', 'team', 'cost'],
    status: 'fail',
    says: 'Lacks the tags team, cost',
  },
  { name: 'any tag where none is required', tags: ['team'], keys: [], status: 'pass' },
  { name: 'no tags where none is required', tags: [], keys: [], status: 'fail', says: 'Has no tags' },
  { name: 'tags of AWS alone', tags: ['aws:cloudformation:stack-name'], keys: [], status: 'fail' },
];

test.each(rows)('$name is $status', ({ tags, keys, status, says }) => {
  const data = { tags: tags.map((key) => ({ key, value: '' })) };
  const finding = evaluateCheck(check, { resource: { data }, facts: {}, options: keys === undefined ? {} : { keys } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
