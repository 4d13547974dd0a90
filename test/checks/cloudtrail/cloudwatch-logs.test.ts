import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/cloudwatch-logs.js';
import { evaluateCheck } from '../../../src/testing.js';

const logGroup = 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*';

test.each([
  ['a log group', { logGroup }, 'pass', logGroup],
  ['no log group', {}, 'fail', null],
])('%s', (_, data, status, shown) => {
  const finding = evaluateCheck(check, { resource: { data }, facts: {} });
  expect(finding).toMatchObject({ status, evidence: { logGroup: shown } });
});
