import { expect, test } from 'vitest';
import check from '../../../checks/s3/directory-bucket-lifecycle.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const rule = (enabled: boolean) => ({ enabled, filtered: false, transitions: false });

const rows: readonly (readonly [string, unknown, string, string])[] = [
  ['a rule', [rule(true)], 'pass', '1 lifecycle rule in force'],
  ['a rule in force beside a disabled one', [rule(false), rule(true)], 'pass', '1 lifecycle rule in force'],
  ['two rules', [rule(true), rule(true)], 'pass', '2 lifecycle rules in force'],
  ['disabled rules', [rule(false), rule(false)], 'fail', 'Every lifecycle rule is disabled (2)'],
  ['no configuration', absent, 'fail', 'There is no lifecycle configuration'],
  ['denied', testGap(), 'unknown', ''],
];

test.each(rows)('%s', (_, lifecycle, status, says) => {
  const finding = evaluateCheck(check, { facts: { lifecycle } });
  expect(finding.status).toBe(status);
  expect(finding.message).toContain(says);
});
