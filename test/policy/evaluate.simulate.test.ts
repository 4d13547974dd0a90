/**
 * Our decisions against those of another implementation, on random policies and requests.
 *
 * Where `@cloud-copilot/iam-simulate` differs from AWS's documentation, or the documentation leaves open what it
 * settles, the alphabets leave the case out and evaluate.test.ts says what holds here:
 * - a negated operator whose variable has no value: met (variables page); there, never met.
 * - `NotResource` whose variable has no value: unknown here, the documentation does not say; there, never met.
 * - `${*}` is a plain `*` under every string operator here; there, `StringEquals` takes it as it is spelt.
 * - a key with several values under an operator for one: unknown here; there, not met even when negated.
 * - dates in seconds since 1970 beside ISO 8601: the same instant here; there, seconds beside milliseconds.
 * - an address without a prefix is compared as an address here; there, as text, and `NotIpAddress` of one in IPv4
 *   is never met by one in IPv6.
 * - `ForAnyValue:…IfExists` is met by a request without the key here, as `IfExists` says; there, not.
 * - `0.0.0.0/0` is every address here; there, it is 0.0.0.0 alone.
 * - resources are case-sensitive here; there, some of their parts are not.
 * - a `Deny` with `NotPrincipal` that names the caller but not its account: unknown here; there, not denied.
 * - a key without its policy: unknown here, since every key has one; there, implicitly denied.
 */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.js';
import { type Caller, contextOf, type PolicyRequest } from '../../src/policy/request.js';
import { documents, requests } from './arbitraries.js';
import { policyOf } from './reading.js';

const outcomes: Readonly<Record<string, string>> = {
  Allowed: 'allow',
  ExplicitlyDenied: 'explicit-deny',
  ImplicitlyDenied: 'implicit-deny',
};

type Documents = typeof documents extends fc.Arbitrary<infer T> ? T : never;

function ours({ identity, boundary, resource }: Documents, request: PolicyRequest) {
  return evaluate(request, {
    identity: identity.map((document, index) => ({ name: `identity ${index}`, policy: policyOf(document) })),
    ...(boundary && { boundary: { name: 'boundary', policy: policyOf(boundary) } }),
    ...(resource && { resource: { name: 'resource', policy: policyOf(resource) } }),
  });
}

/** Control policies and the caller's own are refused for callers without an account; here they do not count. */
function principalOf(caller: Caller) {
  if (caller.kind === 'anonymous') return { type: 'Anonymous' } as const;
  return caller.kind === 'service' ? caller.name : 'arn' in caller ? caller.arn : caller.provider;
}

async function theirs({ identity, boundary, resource }: Documents, request: PolicyRequest) {
  const { caller, action, resourceAccount } = request;
  const contextVariables: Record<string, string | string[]> = {};
  const lookup = contextOf(request);
  const hasOwn = 'account' in caller;
  for (const key of [...Object.keys(request.context.values), 'aws:PrincipalTag/team']) {
    const values = lookup(key);
    if ('unknown' in values || values[0] === undefined) continue;
    contextVariables[key] = key === 'aws:CalledVia' ? [...values] : values[0];
  }
  const result = await runSimulation(
    {
      request: {
        principal: principalOf(caller),
        action,
        resource: { resource: request.resource, accountId: resourceAccount },
        contextVariables,
      },
      identityPolicies: hasOwn ? identity.map((policy, index) => ({ name: `${index}`, policy })) : [],
      serviceControlPolicies: hasOwn ? [{ orgIdentifier: 'o', policies: [{ name: 'all', policy: everything }] }] : [],
      resourceControlPolicies: [],
      ...(hasOwn && boundary && { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] }),
      ...(resource && { resourcePolicy: resource }),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return outcomes[result.overallResult];
}

const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

const cases = 2_500;

test(`${cases} random cases are decided alike`, async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(documents, requests, async (policies, request) => {
      fc.pre(request.action !== 'kms:Decrypt' || policies.resource !== undefined);
      const mine = ours(policies, request);
      expect(mine.reasons).not.toEqual([]);
      expect(mine.outcome).toBe(await theirs(policies, request));
      seen.set(mine.outcome, (seen.get(mine.outcome) ?? 0) + 1);
    }),
    { numRuns: cases },
  );
  for (const outcome of Object.values(outcomes)) expect(seen.get(outcome), outcome).toBeGreaterThan(cases / 20);
}, 60_000);

function withoutTags(caller: Caller): Caller {
  const { kind } = caller;
  if (kind === 'user') return { kind, account: caller.account, arn: caller.arn };
  if (kind === 'role-session') return { kind, account: caller.account, arn: caller.arn, role: caller.role };
  return caller;
}

test('what is decided without knowing some keys is decided so whatever they are', () => {
  const keys = [
    'aws:SourceVpc',
    'aws:SourceIp',
    'aws:CalledVia',
    'aws:MultiFactorAuthAge',
    'aws:PrincipalTag/team',
    'aws:Unset',
  ];
  let open = 0;
  let decided = 0;
  fc.assert(
    fc.property(documents, requests, fc.subarray(keys, { minLength: 1 }), (policies, request, hidden) => {
      const values = Object.fromEntries(
        Object.entries(request.context.values).filter(([key]) => !hidden.includes(key)),
      );
      const hides = hidden.includes('aws:PrincipalTag/team');
      const caller = hides ? withoutTags(request.caller) : request.caller;
      const partly = ours(policies, { ...request, caller, context: { values, unknown: hidden } });
      if (partly.outcome === 'unknown') {
        open++;
        expect(partly.unknown).not.toEqual([]);
        return;
      }
      decided++;
      const known = ours(policies, request).outcome;
      // An implicit denial may turn out to be an explicit one; both refuse.
      const refused = partly.outcome === 'implicit-deny' && known === 'explicit-deny';
      expect(refused ? 'implicit-deny' : known).toBe(partly.outcome);
    }),
    { numRuns: 3_000 },
  );
  expect(open).toBeGreaterThan(30);
  expect(decided).toBeGreaterThan(1_000);
});
