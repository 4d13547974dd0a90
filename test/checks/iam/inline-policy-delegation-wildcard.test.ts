import { expect, test } from 'vitest';
import check from '../../../checks/iam/inline-policy-delegation-wildcard.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';
import { policy } from '../../policy/statement.js';

const gap = testGap('malformed');
const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const wide = { name: 'wide', policy: policy(pass) };
const full = { name: 'full', policy: policy({ ...pass, Action: '*' }) };
const narrow = { name: 'narrow', policy: policy({ ...pass, Resource: 'arn:aws:iam::111122223333:role/a' }) };
const broken = { name: 'broken', policy: gap };

test.each([
  { name: 'all roles', inline: [narrow, wide], status: 'fail', says: 'wide, statement 1, iam:PassRole on *' },
  { name: 'named roles', inline: [narrow], status: 'pass' },
  { name: 'everything, which has its own check', inline: [full], status: 'not-applicable', says: 'allows everything' },
  { name: 'everything, beside named roles', inline: [narrow, full], status: 'not-applicable' },
  { name: 'everything, beside all roles', inline: [full, wide], status: 'fail', says: 'wide, statement 1' },
  { name: 'everything, beside one that cannot be judged', inline: [full, broken], status: 'unknown' },
  { name: 'none', inline: [], status: 'not-applicable' },
  { name: 'one that cannot be judged', inline: [narrow, broken], status: 'unknown' },
  { name: 'one that cannot be judged, beside all roles', inline: [broken, wide], status: 'fail' },
  { name: 'all denied', inline: gap, status: 'unknown' },
])('$name is $status', ({ inline, status, says }) => {
  const finding = evaluateCheck(check, { facts: { inline } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says ?? '');
});
