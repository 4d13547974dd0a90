/** What holds for every check, whatever it is about: each one that is added is tested here without a line. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks } from '../checks/index.js';
import { recommendations } from '../checks/recommendations.js';
import { type Check, serviceOf, severities } from '../src/core/check.js';
import { kindOf } from '../src/core/contract.js';
import type { Dataset, Need } from '../src/core/dataset.js';
import { gate } from '../src/core/gate.js';
import { operationId } from '../src/core/operation.js';
import { operationsOf } from '../src/core/plan.js';
import type { Header, ScanResult } from '../src/core/result.js';
import { account, region } from '../src/core/scope.js';
import { evaluateCheck, testGap } from '../src/testing.js';
import { refused, type Responder } from './core/fake-transport.js';
import { runToy } from './core/toy.js';
import { everything, nothing } from './datasets/accounts.js';
import type { Replies } from './datasets/bench.js';
import { iterable } from './reports/fixture.js';

/** Answers as an account does, some operations denied. */
function answering(replies: Replies, denied: readonly string[] = []): Responder {
  return (call) => {
    if (denied.includes(call.id)) return refused();
    const reply = replies[call.id];
    const answer = typeof reply === 'function' ? (reply as (asked: typeof call) => object)(call) : reply;
    if (answer instanceof Error) return refused('unsupported', answer.name);
    return answer ?? refused('defect', 'NoAnswerPrepared');
  };
}

const cases = checks.map((check) => [check.id, check] as const);

describe('an account with one of everything', () => {
  test.each(cases)('%s judges it', async (_, check) => {
    const { findings, coverage } = await runToy([check], answering(everything));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ status }) => status === 'unknown')).toEqual([]);
    for (const { sources, evidence } of findings) {
      expect(sources).not.toEqual([]);
      expect(evidence).not.toEqual({});
    }
    expect(coverage.every(({ complete }) => complete)).toBe(true);
  });
});

/** Every plain need of every check. */
const plainNeeds = checks.flatMap((check) =>
  Object.entries(check.needs)
    .filter(([, need]) => kindOf(need) !== 'maybe')
    .map(([name, need]) => [check.id, name, check, need] as const),
);

describe('a need that is denied', () => {
  test.each(plainNeeds)('%s without %s is unknown', async (_, name, check, need) => {
    expect(evaluateCheck(check, { facts: { [name]: testGap() } })).toMatchObject({ status: 'unknown', evidence: {} });
    const denied = operationsOfNeed(need);
    expect(denied).not.toEqual([]);
    const { findings } = await runToy([check], answering(everything, denied));
    expect(findings.length).toBeGreaterThan(0);
    for (const { status, gaps } of findings) {
      expect(status).toBe('unknown');
      expect(gaps.map(({ kind }) => kind)).toContain('denied');
    }
  });

  /**
   * What a dataset sends itself; for a fold of datasets, or one that is computed, whatever it sends; for one that is
   * computed from what the listing told, what the listing sends.
   */
  function operationsOfNeed(need: Need): string[] {
    const { operations = [], of = account } = need as Partial<Dataset>;
    const sent =
      operations.length > 0 ? operations : operationsOf([{ resource: account, needs: { need } } as unknown as Check]);
    const all = sent.length > 0 ? sent : operationsOf([{ resource: of, needs: {} } as unknown as Check]);
    return all.map(operationId);
  }
});

test.each(cases)('%s whose resources cannot be listed is unknown', async (_, check) => {
  const denied = operationsOf([{ resource: check.resource, needs: {} } as unknown as Check]).map(operationId);
  const always = check.resource === account || check.resource === region;
  expect(denied.length === 0).toBe(always);
  if (always) return;
  const { findings } = await runToy([check], answering(everything, denied));
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings) expect(finding).toMatchObject({ status: 'unknown', evidence: {} });
});

describe('an empty account', () => {
  test.each(cases)('%s', async (_, check) => {
    const regions = ['us-east-1', 'eu-west-1'];
    const { findings, coverage } = await runToy([check], answering(nothing), { regions });
    expect(findings.flatMap(({ gaps }) => gaps)).toEqual([]);
    const expected = check.resource === account ? ['global'] : check.resource === region ? regions.toSorted() : [];
    expect(findings.map((finding) => finding.region)).toEqual(expected);
    expect(coverage.length).toBeGreaterThan(0);
    for (const row of coverage) {
      expect(row).toMatchObject({ complete: true, reasons: [], listed: expected.length === 0 ? 0 : 1 });
    }
  });
});

describe('where everything is denied', () => {
  test('nothing is said of anything, and every check says so', async () => {
    const { findings, coverage } = await runToy(checks, () => refused());
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['unknown']));
    expect([...new Set(findings.map(({ checkId }) => checkId))]).toEqual(checks.map(({ id }) => id).toSorted());
    for (const { gaps } of findings) expect(gaps).not.toEqual([]);
    const header = { checks, coverage, partial: null } as unknown as Header;
    const result = { header, findings: iterable(findings) } as unknown as ScanResult;
    for (const failOn of [...severities, 'none'] as const) {
      const { exitCode } = await gate([result], { failOn, failOnUnknown: 'severity', newOnly: false });
      expect(exitCode).toBe(3);
    }
  });
});

describe('the catalogue', () => {
  test('ids are the paths of the files, and the index holds every file', () => {
    const folder = new URL('../checks/', import.meta.url);
    const services = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'frameworks',
    );
    const ids = services.flatMap(({ name }) =>
      readdirSync(new URL(`${name}/`, folder)).map((file) => `${name}-${file.replace(/\.ts$/, '')}`),
    );
    expect(checks.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  test('no id or alias is used twice', () => {
    const names = checks.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('no title is used twice', () => {
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length);
  });

  test.each(cases)('%s is complete', (_, check) => {
    expect(recommendations.map(({ id }) => id)).toContain(check.recommendation);
    expect(check.id.startsWith(`${serviceOf(check)}-`)).toBe(true);
    expect(check.title).toMatch(/^[A-Z].*[^.]$/);
    expect(check.rationale).toMatch(/^[A-Z].*\.$/);
    expect(check.remediation.text).toMatch(/^[A-Z].*\.$/);
    expect(check.remediation.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});
