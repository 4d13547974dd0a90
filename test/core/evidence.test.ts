/** What evidence may hold, and how it is cut. */
import { createHash } from 'node:crypto';
import { toUSVString } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absent, createGap } from '../../src/core/fact.js';
import { maxEvidenceBytes, maxEvidenceValues, writeEvidence } from '../../src/core/finding.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

test('short values stay as they are', () => {
  const evidence = { text: 'a', number: 0, flag: false, nothing: null, list: [1, { deep: 'x' }] };
  expect(writeEvidence(evidence)).toEqual(evidence);
});

test('gaps, absences and instants are shown as such, at any depth', () => {
  const gap = createGap({ kind: 'denied', region: 'global', message: 'AWS denied it.' });
  const at = new Date('2026-01-02T03:04:05Z');
  expect(writeEvidence({ gap, absent, at, deep: [{ gap, absent, at }], never: new Date(Number.NaN) })).toEqual({
    gap: 'unknown: AWS denied it.',
    absent: 'absent',
    at: '2026-01-02T03:04:05.000Z',
    deep: [{ gap: 'unknown: AWS denied it.', absent: 'absent', at: '2026-01-02T03:04:05.000Z' }],
    never: 'invalid date',
  });
});

describe('a long string', () => {
  test('is cut, and carries its length and SHA-256', () => {
    const long = 'x'.repeat(10_000);
    expect(writeEvidence({ long })).toEqual({ long: `${'x'.repeat(512)}… (10000 characters, sha256 ${sha256(long)})` });
  });

  test('carries them still when it is cut again to make room', () => {
    const long = 'x'.repeat(10_000);
    const names = Array.from({ length: 10 }, (_, i) => `value${i}`);
    const written = writeEvidence(Object.fromEntries(names.map((name) => [name, long])));
    expect(bytes(written)).toBeLessThanOrEqual(maxEvidenceBytes);
    for (const name of names) expect(written[name]).toContain(`… (10000 characters, sha256 ${sha256(long)})`);
  });

  test('is never cut within a character', () => {
    for (const lead of ['', 'x']) {
      const { long } = writeEvidence({ long: lead + '😀'.repeat(600) }) as { long: string };
      expect(long).toBe(toUSVString(long));
      expect(long).not.toContain('\ufffd');
    }
  });
});

test('lone surrogates are replaced', () => {
  expect(writeEvidence({ text: 'a\ud800b', list: ['\udfff'] })).toEqual({ text: 'a\ufffdb', list: ['\ufffd'] });
});

describe('of a lot', () => {
  test('the longest values are cut first, the rest stay', () => {
    const list = Array.from({ length: 2000 }, (_, i) => i);
    const { small, ...rest } = writeEvidence({ small: [1, 2, 3], list });
    expect(small).toEqual([1, 2, 3]);
    const text = JSON.stringify(list);
    expect(rest).toEqual({ list: `${text.slice(0, 64)}… (${text.length} characters, sha256 ${sha256(text)})` });
  });

  test(`it fits ${maxEvidenceBytes} bytes whatever it holds, and what is not cut keeps its type`, () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.string({ unit: fc.constantFrom('\u0000', '"', '☃', '😀'), minLength: 400, maxLength: 700 }),
      fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 400 }),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const name = fc.stringMatching(/^[a-zA-Z]{1,40}$/);
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: maxEvidenceValues }), (evidence) => {
        const written = writeEvidence(evidence);
        expect(bytes(written)).toBeLessThanOrEqual(maxEvidenceBytes);
        expect(Object.keys(written)).toEqual(Object.keys(evidence));
        for (const [key, now] of Object.entries(written)) {
          if (typeof now !== typeof evidence[key]) expect(now).toMatch(/… \(\d+ characters, sha256 [0-9a-f]{64}\)$/);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('the worst case fits too', () => {
    const names = Array.from({ length: maxEvidenceValues }, (_, i) => `theNameOfSomeValue${i}`);
    for (const unit of ['\u0000', '"', '☃', '😀', 'x']) {
      const written = writeEvidence(Object.fromEntries(names.map((name) => [name, unit.repeat(5000)])));
      expect(bytes(written)).toBeLessThanOrEqual(maxEvidenceBytes);
    }
  });

  test(`more than ${maxEvidenceValues} values are a defect of the check`, () => {
    const values = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, i]));
    expect(writeEvidence(values(20))).toEqual(values(20));
    expect(() => writeEvidence(values(21))).toThrow(TypeError);
  });
});

test.each([[undefined], [() => 1], [Symbol('s')], [1n]])('what JSON cannot hold is a defect: %s', (value) => {
  expect(() => writeEvidence({ value: { deep: value } })).toThrow(TypeError);
});
