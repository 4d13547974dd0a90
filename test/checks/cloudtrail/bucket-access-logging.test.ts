import { expect, test } from 'vitest';
import check from '../../../checks/cloudtrail/bucket-access-logging.js';
import { absent } from '../../../src/core/fact.js';
import { evaluateCheck, testGap } from '../../../src/testing.js';

const gap = testGap();
const resource = { key: 'arn:aws:s3:::logs', name: 'logs', data: { trails: ['main'], prefixes: ['AWSLogs/'] } };
const covered = (of: readonly string[]) => ({
  everyBucket: 'arn:aws:s3:::',
  trails: [
    {
      name: 'main',
      homeRegion: 'us-east-1',
      multiRegion: true,
      logging: true,
      objects: [{ reads: true, writes: false, of, except: [], narrowedBy: [] }],
    },
  ],
  gaps: [],
});
const besides = 'a trail records who reads its objects';

test('an access log passes, whatever could not be read of data events', () => {
  const facts = { logging: { target: 'access', prefix: '' }, coverage: gap };
  expect(evaluateCheck(check, { resource, facts })).toMatchObject({
    status: 'pass',
    message: 'Access is logged to access',
  });
});

test.each([
  { name: 'no data events', coverage: covered([]), recorded: false },
  { name: 'data events of the bucket', coverage: covered(['arn:aws:s3:::logs/']), recorded: true },
  { name: 'data events of another', coverage: covered(['arn:aws:s3:::a/']), recorded: false },
  { name: 'data events unread', coverage: gap, recorded: expect.stringContaining('unknown') as unknown },
])('no access log fails; $name', ({ coverage, recorded }) => {
  const finding = evaluateCheck(check, { resource, facts: { logging: absent, coverage } });
  expect(finding).toMatchObject({ status: 'fail', severity: 'low', evidence: { objectReadsRecorded: recorded } });
  expect(finding.message.includes(besides)).toBe(recorded === true);
});
