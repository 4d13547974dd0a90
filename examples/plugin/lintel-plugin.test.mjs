/** Run it with `node --test` where lintel is installed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absent, evaluateCheck, testGap } from 'lintel';
import check from './lintel-plugin.mjs';

const metadata = {
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  state: 'Enabled',
  multiRegion: 'NONE',
};

const rows = [
  { name: 'a period of a year', facts: { rotation: { enabled: true, periodDays: 365 } }, status: 'pass' },
  { name: 'a longer period', facts: { rotation: { enabled: true, periodDays: 366 } }, status: 'fail' },
  {
    name: 'a longer period that the options allow',
    facts: { rotation: { enabled: true, periodDays: 366 } },
    options: { maxPeriodDays: 400 },
    status: 'pass',
  },
  { name: 'no rotation', facts: { rotation: { enabled: false } }, status: 'fail' },
  {
    name: 'a key that cannot rotate',
    facts: { metadata: { ...metadata, origin: 'EXTERNAL' }, rotation: absent },
    status: 'not-applicable',
  },
  { name: 'rotation that may not be read', facts: { rotation: testGap('denied') }, status: 'unknown' },
];

for (const { name, facts, options, status } of rows) {
  test(`${name} is ${status}`, () => {
    assert.equal(evaluateCheck(check, { facts: { metadata, ...facts }, options }).status, status);
  });
}
