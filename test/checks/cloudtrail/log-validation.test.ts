import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/log-validation.js';
import { evaluateCheck } from '../../../src/testing.js';

test.each([
  { validation: true, status: 'pass', says: 'on' },
  { validation: false, status: 'fail', says: 'off' },
])('validation $validation is $status', ({ validation, status, says }) => {
  const finding = evaluateCheck(check, { resource: { data: { validation } }, facts: {} });
  expect(finding).toMatchObject({
    status,
    message: `Log file validation is ${says}`,
    evidence: { logFileValidation: validation },
  });
});
