import { visible } from '../../src/core/visible.js';

const ellipsis = '…';
/** The start of an escape of {@link visible} whose end was cut off. */
const halfEscape = /\\(?:u(?:\{[0-9a-f]*)?)?$/;

/**
 * Text of an account as Security Hub takes it: without control characters, line breaks and lone surrogates, which
 * its patterns or its parser refuse, and cut to so many bytes of UTF-8. AWS gives its limits in characters and does
 * not say of which kind; there are never more characters than bytes.
 */
export function fitting(text: string, longest: number): string {
  const shown = visible(text);
  if (Buffer.byteLength(shown) <= longest) return shown;
  const bytes = Buffer.from(shown);
  let end = longest - Buffer.byteLength(ellipsis);
  // Never within a character: its later bytes are 10xxxxxx.
  while (((bytes[end] as number) & 0b1100_0000) === 0b1000_0000) end -= 1;
  return `${bytes.toString('utf8', 0, end).replace(halfEscape, '')}${ellipsis}`;
}

/** A map of ASFF: so many entries at most, keys and values cut to size, blank ones left out because AWS refuses them. */
export function fields(
  entries: readonly (readonly [name: string, value: string | undefined])[],
  { most, key, value }: { readonly most: number; readonly key: number; readonly value: number },
): Record<string, string> {
  const kept = entries.flatMap(([name, text]) =>
    text === undefined || name.trim() === '' || text.trim() === '' ? [] : [[fitting(name, key), fitting(text, value)]],
  );
  return Object.fromEntries(kept.slice(0, most)) as Record<string, string>;
}
