/**
 * What a terminal or a reader's eye would act on instead of showing: control characters (ANSI escapes, newlines),
 * bidi controls, zero-width and other invisible characters, line separators, lone surrogates.
 * Also a backslash that would make plain text look like one of our escapes.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\\(?=u\{)/gu;

/** One code point of visible text, an escape counted as one so that a cut never leaves half of it. */
const unit = /\\u\{[0-9a-f]+\}|./gu;

/**
 * Text from an account as it may be printed: what cannot be seen becomes an escape such as `\u{202e}`.
 * Text of more than `longest` characters is cut in its middle, where names differ least.
 */
export function visible(text: string, longest = Infinity): string {
  const shown = text.replaceAll(unseen, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
  if (shown.length <= longest) return shown;
  const units = shown.match(unit) ?? [];
  if (lengthOf(units) <= longest) return shown;
  const tail = fitting(units.toReversed(), Math.floor((longest - 1) / 2)).toReversed();
  const head = fitting(units, longest - 1 - lengthOf(tail));
  return `${head.join('')}…${tail.join('')}`;
}

function lengthOf(units: readonly string[]): number {
  return units.reduce((length, one) => length + [...one].length, 0);
}

function fitting(units: readonly string[], longest: number): string[] {
  let length = 0;
  const end = units.findIndex((one) => (length += [...one].length) > longest);
  return units.slice(0, end === -1 ? units.length : end);
}
