import fc from 'fast-check';
import { expect, test } from 'vitest';
import { managedPolicyLimit, policyDocument, policySize, splitPolicy } from '../../src/core/policy-document.js';

const action = fc.stringMatching(/^[a-z0-9-]{2,20}:[A-Z][A-Za-z]{2,60}$/);

test('allows the actions and nothing else', () => {
  expect(policyDocument(['s3:GetBucketAcl'])).toEqual({
    Version: '2012-10-17',
    Statement: [{ Sid: 'LintelRead', Effect: 'Allow', Action: ['s3:GetBucketAcl'], Resource: '*' }],
  });
});

test('a few actions are one document', () => {
  expect(splitPolicy(['a:B', 'c:D'])).toEqual([policyDocument(['a:B', 'c:D'])]);
});

test('a document is filled to the last character of the limit, and not beyond', () => {
  const many = Array.from({ length: 100 }, (_, i) => `service:Operation${i}`);
  const room = managedPolicyLimit - policySize(policyDocument([...many, '']));
  expect(splitPolicy([...many, 'x'.repeat(room)])).toHaveLength(1);
  expect(splitPolicy([...many, 'x'.repeat(room + 1)])).toHaveLength(2);
});

test('many are as many as the limit needs: each fits, nothing is lost, each but the last is full', () => {
  fc.assert(
    fc.property(fc.uniqueArray(action, { minLength: 1, maxLength: 500 }), (actions) => {
      const documents = splitPolicy(actions);
      expect(documents.flatMap(({ Statement: [{ Action }] }) => Action)).toEqual(actions);
      documents.forEach((document, i) => {
        expect(policySize(document)).toBe(JSON.stringify(document, null, 2).replaceAll(/\s/g, '').length);
        expect(policySize(document)).toBeLessThanOrEqual(managedPolicyLimit);
        const next = documents[i + 1]?.Statement[0].Action[0];
        if (next === undefined) return;
        expect(policySize(policyDocument([...document.Statement[0].Action, next]))).toBeGreaterThan(managedPolicyLimit);
      });
    }),
    { numRuns: 30 },
  );
});
