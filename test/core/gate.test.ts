import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities, type Severity } from '../../src/core/check.js';
import type { Status } from '../../src/core/finding.js';
import { type FailOn, gate } from '../../src/core/gate.js';
import type { Coverage, Header } from '../../src/core/result.js';

type Counts = Partial<Record<Status, Partial<Record<Severity, number>>>>;

const none = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };

function row(checkId: string, findings: Partial<Coverage['findings']>, more: Partial<Coverage> = {}): Coverage {
  return {
    checkId,
    region: 'us-east-1',
    listed: 1,
    findings: { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0, ...findings },
    gone: 0,
    notSelected: 0,
    foreign: 0,
    complete: true,
    reasons: [],
    ...more,
  };
}

/** The parts of a header that the gate looks at. */
function header(
  counts: Counts,
  coverage: readonly Coverage[] = [row('a', { pass: 1 })],
  partial: string | null = null,
) {
  const ids = [...new Set(coverage.map(({ checkId }) => checkId))];
  return {
    counts: Object.fromEntries(
      (['pass', 'fail', 'not-applicable', 'unknown'] as const).map((status) => [
        status,
        { ...none, ...counts[status] },
      ]),
    ),
    coverage,
    checks: ids.map((id) => ({ id })),
    partial,
  } as unknown as Header;
}

const code = (of: Header, failOn: FailOn) => gate(of, failOn).exitCode;

describe('a fail', () => {
  test.each(severities)('of severity %s closes the gate at its threshold and below', (severity) => {
    for (const threshold of severities) {
      const reached = severities.indexOf(severity) <= severities.indexOf(threshold);
      expect(code(header({ fail: { [severity]: 1 } }), threshold)).toBe(reached ? 1 : 0);
      expect(code(header({ unknown: { [severity]: 1 } }), threshold)).toBe(reached ? 3 : 0);
    }
    expect(code(header({ fail: { [severity]: 1 }, unknown: { [severity]: 1 } }), 'none')).toBe(0);
  });

  test('wins over an unknown, and both are named', () => {
    const { exitCode, reasons } = gate(
      header({ fail: { high: 2 }, unknown: { critical: 1 } }, undefined, 'time'),
      'high',
    );
    expect(exitCode).toBe(1);
    expect(reasons).toEqual([
      '2 findings at or above high failed',
      '1 finding at or above high could not be judged',
      'the scan was cut short (time)',
    ]);
  });
});

describe('a check that could judge nothing', () => {
  const blind: readonly (readonly [string, readonly Coverage[]])[] = [
    ['only unknowns', [row('a', { unknown: 3 })]],
    ['a listing that failed', [row('a', {}, { listed: 0, complete: false })]],
    [
      'unknowns in one region and nothing in the other',
      [row('a', { unknown: 1 }), row('a', {}, { region: 'eu-west-1', listed: 0 })],
    ],
  ];
  test.each(blind)('%s: 3 at any threshold, and named', (_, coverage) => {
    const all = [...coverage, row('b', { pass: 1 })];
    for (const threshold of [...severities, 'none'] as const) expect(code(header({}, all), threshold)).toBe(3);
    expect(gate(header({}, all), 'none').reasons).toEqual(['1 check could judge nothing (a)']);
  });

  test('that left no row was not run', () => {
    const of = { ...header({}), checks: [{ id: 'a' }, { id: 'lost' }] } as unknown as Header;
    expect(gate(of, 'none')).toEqual({ exitCode: 3, reasons: ['1 check could judge nothing (lost)'] });
  });

  const seeing: readonly (readonly [string, readonly Coverage[]])[] = [
    ['one pass beside unknowns', [row('a', { pass: 1, unknown: 9 })]],
    ['not applicable beside unknowns', [row('a', { 'not-applicable': 1, unknown: 9 })]],
    ['a pass in another region', [row('a', { unknown: 1 }), row('a', { pass: 1 }, { region: 'eu-west-1' })]],
    ['nothing there, listed to the end', [row('a', {}, { listed: 0 })]],
    ['everything gone, foreign or not selected', [row('a', {}, { listed: 3, gone: 1, foreign: 1, notSelected: 1 })]],
  ];
  test.each(seeing)('is not one with %s', (_, coverage) => expect(code(header({}, coverage), 'none')).toBe(0));
});

test('a scan cut short is never 0', () => {
  expect(gate(header({}, undefined, 'SIGINT'), 'none')).toEqual({
    exitCode: 3,
    reasons: ['the scan was cut short (SIGINT)'],
  });
});

test('0 says why', () => {
  expect(gate(header({ fail: { low: 1 } }), 'high').reasons).toEqual(['nothing at or above high failed or is unknown']);
  expect(gate(header({ fail: { low: 1 } }), 'none').reasons).toEqual(['no threshold was set for fails']);
});

test('where everything was denied it is 3, whatever the threshold and the severities', () => {
  const unknowns = fc.array(fc.record({ severity: fc.constantFrom(...severities), listed: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(unknowns, fc.constantFrom<FailOn>(...severities, 'none'), (each, failOn) => {
      const coverage = each.map(({ listed }, i) =>
        row(`c${i}`, { unknown: 1 }, { listed: listed ? 1 : 0, complete: listed }),
      );
      const counts = Object.fromEntries(
        severities.map((s) => [s, each.filter(({ severity }) => severity === s).length]),
      );
      expect(code(header({ unknown: counts }, coverage), failOn)).toBe(3);
    }),
  );
});
