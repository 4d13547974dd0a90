import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities, type Severity } from '../../src/core/check.js';
import type { Change, Finding, Status } from '../../src/core/finding.js';
import { type FailOn, type FailOnUnknown, gate, type GatePolicy } from '../../src/core/gate.js';
import type { ScanResult } from '../../src/core/result.js';
import { iterable } from '../reports/fixture.js';

interface Draft {
  readonly check?: string;
  readonly status: Status;
  readonly severity?: Severity;
  readonly suppressed?: true;
  readonly change?: Change;
  readonly lapsed?: true;
}

/** What of a result the gate looks at; a check's listing is complete unless it is named in `incomplete`. */
function result(
  drafts: readonly Draft[],
  { checks = ['a'], incomplete = [], unrun = [], partial = null }: Partial<Extra> = {},
): ScanResult {
  const ids = [...new Set([...drafts.map(({ check = 'a' }) => check), ...checks])];
  const coverage = ids
    .filter((id) => !unrun.includes(id))
    .map((checkId) => ({ checkId, complete: !incomplete.includes(checkId) }));
  const findings = drafts.map(({ check = 'a', status, severity = 'high', suppressed, change, lapsed }) => ({
    checkId: check,
    status,
    severity,
    ...(suppressed && { suppression: {} }),
    ...(change && { change }),
    ...(lapsed && { lapsed }),
  }));
  const header = { checks: ids.map((id) => ({ id })), coverage, partial };
  return { header, findings: iterable(findings as unknown as Finding[]) } as unknown as ScanResult;
}

interface Extra {
  readonly checks: readonly string[];
  readonly incomplete: readonly string[];
  readonly unrun: readonly string[];
  readonly partial: string | null;
}

const policy = (more: Partial<GatePolicy> = {}): GatePolicy => ({
  failOn: 'high',
  failOnUnknown: 'severity',
  newOnly: false,
  ...more,
});
const decide = async (of: ScanResult, more: Partial<GatePolicy> = {}) => gate([of], policy(more));
const pass: Draft = { status: 'pass' };

describe('a fail', () => {
  test.each(severities)('of severity %s closes the gate at its threshold and below', async (severity) => {
    for (const failOn of severities) {
      const reached = severities.indexOf(severity) <= severities.indexOf(failOn);
      const fails = await decide(result([pass, { status: 'fail', severity }]), { failOn });
      const unknown = await decide(result([pass, { status: 'unknown', severity }]), { failOn });
      expect([fails.exitCode, unknown.exitCode]).toEqual(reached ? [1, 3] : [0, 0]);
    }
    const both = result([pass, { status: 'fail', severity }, { status: 'unknown', severity }]);
    expect((await decide(both, { failOn: 'none' })).exitCode).toBe(0);
  });

  test('wins over an unknown, and both are named', async () => {
    const drafts: Draft[] = [{ status: 'fail' }, { status: 'fail' }, { status: 'unknown', severity: 'critical' }];
    expect(await decide(result(drafts, { partial: 'time' }))).toEqual({
      exitCode: 1,
      reasons: [
        '2 findings at or above high failed',
        '1 finding at or above high could not be judged',
        'the scan was cut short (time)',
      ],
    });
  });

  test('of one result closes the gate of all', async () => {
    const decision = await gate([result([pass]), result([{ status: 'fail' }])], policy());
    expect(decision.exitCode).toBe(1);
  });
});

describe('a suppressed finding', () => {
  test('is left out, and the reason says so', async () => {
    const drafts: Draft[] = [pass, { status: 'fail', suppressed: true }, { status: 'unknown', suppressed: true }];
    expect(await decide(result(drafts))).toEqual({
      exitCode: 0,
      reasons: ['nothing at or above high failed or is unknown', '2 suppressed findings were left out'],
    });
  });

  test('that is a check’s only finding does not make the check blind: a person knows', async () => {
    const of = result([{ status: 'unknown', suppressed: true }], { incomplete: ['a'] });
    expect((await decide(of)).exitCode).toBe(0);
  });

  test('does not hide an unknown beside it', async () => {
    const of = result([
      { status: 'unknown', suppressed: true },
      { status: 'unknown', severity: 'low' },
    ]);
    expect((await decide(of)).reasons[0]).toBe('1 check could judge nothing (a)');
  });
});

describe('only what is new', () => {
  const row: readonly (readonly [Change, 0 | 1])[] = [
    ['new', 1],
    ['worse', 1],
    ['changed', 0],
    ['unchanged', 0],
    ['resolved', 0],
  ];
  test.each(row)('a fail that is %s: %i', async (change, exitCode) => {
    const of = result([pass, { status: 'fail', change }]);
    expect((await decide(of, { newOnly: true })).exitCode).toBe(exitCode);
    expect((await decide(of)).exitCode).toBe(1);
  });

  test('counts what is accepted no longer, though the baseline has it', async () => {
    const of = result([pass, { status: 'fail', change: 'unchanged', lapsed: true }]);
    expect((await decide(of, { newOnly: true })).exitCode).toBe(1);
  });

  test('says what it left out', async () => {
    const drafts: Draft[] = [pass, { status: 'fail', change: 'unchanged' }, { status: 'fail', change: 'new' }];
    expect((await decide(result(drafts), { newOnly: true })).reasons).toEqual([
      '1 new, worse or no longer accepted finding at or above high failed',
      '1 fail that the baseline has was left out',
    ]);
  });

  test('reads unknowns the same', async () => {
    const of = (change: Change) => result([pass, { status: 'unknown', change }]);
    expect((await decide(of('unchanged'), { newOnly: true })).exitCode).toBe(0);
    expect((await decide(of('new'), { newOnly: true })).exitCode).toBe(3);
  });
});

describe('what is unknown', () => {
  const low: Draft = { status: 'unknown', severity: 'low' };
  const blind: Draft = { check: 'b', status: 'unknown', severity: 'low' };
  const table: readonly (readonly [string, readonly Draft[], FailOnUnknown, 0 | 3])[] = [
    ['a low unknown', [pass, low], 'severity', 0],
    ['a low unknown', [pass, low], 'check', 0],
    ['a low unknown', [pass, low], 'any', 3],
    ['a low unknown', [pass, low], 'off', 0],
    ['a low unknown', [pass, low], 0.5, 0],
    ['a low unknown', [pass, low], 0.49, 3],
    ['a low unknown', [pass, low], 0, 3],
    ['a high unknown', [pass, { status: 'unknown' }], 'severity', 3],
    ['a high unknown', [pass, { status: 'unknown' }], 'check', 0],
    ['a high unknown', [pass, { status: 'unknown' }], 'off', 0],
    ['a blind check', [pass, blind], 'severity', 3],
    ['a blind check', [pass, blind], 'check', 3],
    ['a blind check', [pass, blind], 'any', 3],
    ['a blind check', [pass, blind], 1, 3],
    ['a blind check', [pass, blind], 'off', 0],
  ];
  test.each(table)('%s (%j), --fail-on-unknown %s: %i', async (_, drafts, failOnUnknown, exitCode) => {
    expect((await decide(result(drafts), { failOnUnknown })).exitCode).toBe(exitCode);
  });

  test('is named with the share that was allowed', async () => {
    const { reasons } = await decide(result([pass, low]), { failOnUnknown: 0.055 });
    expect(reasons).toEqual(['1 of 2 findings could not be judged, more than 5.5 %']);
  });
});

describe('a check that could judge nothing', () => {
  test.each([
    ['only unknowns', result([{ status: 'unknown', severity: 'low' }])],
    ['a listing that failed', result([], { incomplete: ['a'] })],
    ['no scope to run in', result([], { unrun: ['a'] })],
  ])('%s: 3 at any threshold, and named', async (_, of) => {
    for (const failOn of ['informational', 'none'] as const) {
      expect(await decide(of, { failOn })).toMatchObject({ exitCode: 3 });
    }
    expect((await decide(of, { failOn: 'none' })).reasons).toEqual(['1 check could judge nothing (a)']);
  });

  test.each([
    ['one pass beside unknowns', result([pass, { status: 'unknown', severity: 'low' }])],
    ['nothing there, listed to the end', result([])],
    ['not applicable', result([{ status: 'not-applicable' }], { incomplete: ['a'] })],
  ])('is not one with %s', async (_, of) => expect((await decide(of)).exitCode).toBe(0));
});

test('a scan cut short is never 0', async () => {
  for (const failOnUnknown of ['severity', 'check', 'any', 'off', 1] as const) {
    const decision = await decide(result([pass], { partial: 'SIGINT' }), { failOn: 'none', failOnUnknown });
    expect(decision).toEqual({ exitCode: 3, reasons: ['the scan was cut short (SIGINT)'] });
  }
});

test('0 says why', async () => {
  const of = result([pass, { status: 'fail', severity: 'low' }]);
  expect((await decide(of)).reasons).toEqual(['nothing at or above high failed or is unknown']);
  expect((await decide(of, { failOnUnknown: 'off' })).reasons).toEqual(['nothing at or above high failed']);
  expect((await decide(of, { failOn: 'none' })).reasons).toEqual(['no threshold was set for fails']);
});

test('where everything was denied it is 3, whatever the threshold and the severities', async () => {
  const unknowns = fc.array(fc.record({ severity: fc.constantFrom(...severities), check: fc.constantFrom('a', 'b') }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(unknowns, fc.constantFrom<FailOn>(...severities, 'none'), async (drafts, failOn) => {
      const of = result(drafts.map((draft) => ({ ...draft, status: 'unknown' as const })));
      expect((await decide(of, { failOn })).exitCode).toBe(3);
    }),
  );
});
