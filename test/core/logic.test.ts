import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGap, type Gap, gapReasons, isGap } from '../../src/core/fact.js';
import { allOf, anyOf, known, not, type Truth } from '../../src/core/logic.js';

const gapOf = (message: string): Gap => createGap({ kind: 'denied', region: 'global', message });
const gap = gapOf('a');

/** Every way in which what is not known could turn out. */
function completions(values: readonly Truth[]): boolean[][] {
  return values.reduce<boolean[][]>(
    (sofar, value) => (isGap(value) ? [true, false] : [value]).flatMap((one) => sofar.map((some) => [...some, one])),
    [[]],
  );
}

const truths = fc.array(fc.constantFrom<Truth>(true, false, gap, gapOf('b')), { maxLength: 7 });

describe.each([
  ['anyOf', anyOf, (values: readonly boolean[]) => values.some(Boolean)],
  ['allOf', allOf, (values: readonly boolean[]) => values.every(Boolean)],
] as const)('%s', (_, combine, plain) => {
  test('is known exactly where every completion gives the same', () => {
    fc.assert(
      fc.property(truths, (values) => {
        const possible = new Set(completions(values).map(plain));
        const result = combine(values);
        if (possible.size === 1) expect(result).toBe([...possible][0]);
        else expect(isGap(result)).toBe(true);
      }),
    );
  });

  test('does not mind the order', () => {
    fc.assert(
      fc.property(truths, (values) => {
        const [one, other] = [combine(values), combine(values.toReversed())];
        expect(isGap(one) ? 'gap' : one).toBe(isGap(other) ? 'gap' : other);
      }),
    );
  });
});

test('of nothing, any is false and all is true', () => {
  expect(anyOf([])).toBe(false);
  expect(allOf([])).toBe(true);
});

test('hands on every reason, each once', () => {
  const open = anyOf([false, gap, gapOf('b'), gapOf('a')]);
  expect(isGap(open) && gapReasons(open).map(({ message }) => message)).toEqual(['a', 'b']);
});

test('not turns what is known and leaves a gap', () => {
  expect([not(true), not(false), not(gap)]).toEqual([false, true, gap]);
});

test('known applies to values, falsy ones too, and leaves a gap', () => {
  expect([known(0, (count: number) => count + 1), known(gap, () => 1)]).toEqual([1, gap]);
});
