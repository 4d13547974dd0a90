import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/core/visible.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\u001b', '\u202e', '\\', 'u', '{', '}', '1', 'b', '\ud800', '\udc00', '😀') }),
);

describe('visible', () => {
  test.each([
    ['an ANSI escape', 'a\u001b[31mb', 'a\\u{1b}[31mb'],
    ['a C1 control', 'a\u009b31m', 'a\\u{9b}31m'],
    ['delete', 'a\u007f', 'a\\u{7f}'],
    ['line breaks', 'a\r\nb\tc\u2028d\u2029', 'a\\u{d}\\u{a}b\\u{9}c\\u{2028}d\\u{2029}'],
    [
      'bidi controls',
      '\u202a\u202e\u2066\u2069\u200e\u200f\u061c',
      '\\u{202a}\\u{202e}\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}',
    ],
    ['zero-width characters', 'a\u200b\u200c\u200d\u2060\ufeffb', 'a\\u{200b}\\u{200c}\\u{200d}\\u{2060}\\u{feff}b'],
    ['invisible letters', 'a\u3164\u{e0041}', 'a\\u{3164}\\u{e0041}'],
    ['lone surrogates', '\ud800x\udc00', '\\u{d800}x\\u{dc00}'],
    ['what looks like an escape', '\\u{1b}', '\\u{5c}u{1b}'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each(['my-bucket', 'Prüfung', '監査', '😀', 'a b', 'C:\\users\\x', "it's <b>"])('leaves %s alone', (text) => {
    expect(visible(text)).toBe(text);
  });

  test('nothing that cannot be seen is left, and two texts never look the same', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(visible(a)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(visible(a) === visible(b)).toBe(a === b);
      }),
    );
  });

  test('cuts long text in its middle, never within an escape or a pair of surrogates', () => {
    expect(visible('abcdefghij', 5)).toBe('ab…ij');
    expect(visible('a\u001bcdefgh\u001b', 9)).toBe('a\\u{1b}c…');
    expect(visible('😀😀😀😀', 3)).toBe('😀…😀');
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, longest) => {
        const cut = visible(text, longest);
        expect([...cut].length).toBeLessThanOrEqual(longest);
        expect(cut).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        const [head = '', tail = ''] = cut.includes('…') ? cut.split('…') : [cut, cut];
        expect(visible(text).startsWith(head) && visible(text).endsWith(tail)).toBe(true);
      }),
    );
  });
});
