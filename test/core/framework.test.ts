import { describe, expect, test } from 'vitest';
import { frameworks } from '../../checks/frameworks/index.js';
import { checks } from '../../checks/index.js';
import { type Control, countControls, judgeControls } from '../../src/core/framework.js';
import type { Header } from '../../src/core/result.js';

type Findings = Partial<Header['coverage'][number]['findings']>;

/** A header with the findings of some checks; a check without findings listed nothing, one with null had no scope. */
function headerOf(findings: Readonly<Record<string, Findings | null>>): Header {
  const none = { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0 };
  return {
    checks: Object.keys(findings).map((id) => ({ id })),
    coverage: Object.entries(findings).flatMap(([checkId, some]) =>
      some === null
        ? []
        : ['eu-west-1', 'us-east-1'].map((region, i) => ({
            checkId,
            region,
            findings: i === 0 ? none : { ...none, ...some },
          })),
    ),
  } as unknown as Header;
}

const control = (fields: Partial<Control>): Control => ({
  id: '1',
  title: 'A control',
  assessment: 'automated',
  checks: [],
  ...fields,
});

function stateOf(fields: Partial<Control>, findings: Readonly<Record<string, Findings | null>>): string | undefined {
  const framework = { id: 'toy', title: 'Toy', url: '', controls: [control(fields)] };
  return judgeControls(headerOf(findings), framework)[0]?.state;
}

describe('a control', () => {
  test.each([
    ['passed', { checks: ['a', 'b'] }, { a: { pass: 2 }, b: { 'not-applicable': 1 } }],
    ['failed', { checks: ['a', 'b'] }, { a: { pass: 2 }, b: { fail: 1, unknown: 1 } }],
    ['failed', { checks: ['a', 'b'] }, { b: { fail: 1 } }],
    ['unknown', { checks: ['a', 'b'] }, { a: { pass: 2 }, b: { unknown: 1 } }],
    ['unknown', { checks: ['a'] }, { a: null }],
    ['not-applicable', { checks: ['a'] }, { a: {} }],
    ['not-applicable', { checks: ['a'] }, { a: { 'not-applicable': 3 } }],
    ['not-run', { checks: ['a', 'b'] }, { a: { pass: 2 } }],
    ['not-covered', { checks: ['a'], beyond: 'the rest' }, { a: { pass: 2 } }],
    ['failed', { checks: ['a'], beyond: 'the rest' }, { a: { fail: 2 } }],
    ['unknown', { checks: ['a'], beyond: 'the rest' }, { a: { unknown: 2 } }],
    ['not-covered', {}, { a: { pass: 2 } }],
    ['manual', { assessment: 'manual' }, { a: { pass: 2 } }],
    ['passed', { assessment: 'manual', checks: ['a'] }, { a: { pass: 2 } }],
  ] as const)('is %s: %j, %j', (state, fields, findings) => {
    expect(stateOf(fields, findings)).toBe(state);
  });
});

test('names the checks whose options were changed', () => {
  const header = headerOf({ a: { pass: 1 }, b: { pass: 1 } });
  const tuned = { ...header, checks: [{ id: 'a', tuned: true }, { id: 'b' }] } as unknown as Header;
  const framework = { id: 'toy', title: 'Toy', url: '', controls: [control({ checks: ['a', 'b'] })] };
  expect(judgeControls(tuned, framework)).toMatchObject([{ state: 'passed', tuned: ['a'] }]);
});

test('states are counted, each', () => {
  const framework = {
    id: 'toy',
    title: 'Toy',
    url: '',
    controls: [control({}), control({}), control({ checks: ['a'] })],
  };
  const counts = countControls(judgeControls(headerOf({ a: { pass: 1 } }), framework));
  expect(counts).toMatchObject({ 'not-covered': 2, passed: 1, failed: 0 });
});

describe.each(frameworks.map((framework) => [framework.id, framework] as const))('%s', (_, { controls, title }) => {
  test('names no check that there is not', () => {
    const known = new Set(checks.map(({ id }) => id));
    expect(controls.flatMap((one) => one.checks).filter((id) => !known.has(id))).toEqual([]);
  });

  test('names no control twice, and no check twice in one', () => {
    const ids = controls.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    for (const one of controls) expect(new Set(one.checks).size).toBe(one.checks.length);
  });

  test('words every control as a sentence of its own', () => {
    expect(controls.length).toBeGreaterThan(0);
    expect(title).toMatch(/\d|Practices/);
    for (const one of controls) expect(one.title).toMatch(/^[A-Z].{9,}[^.]$/);
    expect(new Set(controls.map((one) => one.title)).size).toBe(controls.length);
  });

  test('states in what a part assessed control falls short', () => {
    expect(controls.filter(({ beyond, checks: ids }) => beyond !== undefined && ids.length === 0)).toEqual([]);
  });
});
