import { styleText } from 'node:util';
import { visible } from '../../src/core/visible.js';

/** How text looks; its meaning always stands in its words too. */
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

/** A piece of a line, as it came: it is made visible when it is printed, once. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
  /** Characters it takes: padded with spaces or cut in its middle. */
  readonly width?: number;
}

const longestSpan = 400;

/** Lines of a terminal: made visible, wrapped and coloured in one place, so that no text can get around it. */
export class Page {
  readonly width: number;
  readonly #color: boolean;

  constructor(options: { readonly color: boolean; readonly width: number }) {
    this.#color = options.color;
    this.width = Math.max(40, options.width);
  }

  /**
   * A paragraph, its first line after `indent` spaces and the others after `hanging`.
   * Breaks between words alone: a path or a link that is longer than a line stays in one piece, to be copied.
   */
  *text(spans: readonly (string | Span)[], indent = 0, hanging = indent): Generator<string> {
    let line = ' '.repeat(indent);
    let column = indent;
    let empty = true;
    for (const { style, word, space } of words(spans)) {
      const length = shownLength(word);
      const fits = column + space + length <= this.width;
      if (fits || empty) {
        line += ' '.repeat(empty ? 0 : space);
        column += empty ? 0 : space;
      } else {
        yield `${line}\n`;
        line = ' '.repeat(hanging);
        column = hanging;
      }
      line += this.#paint(style, word);
      column += length;
      empty = false;
    }
    yield `${line}\n`;
  }

  /** A heading with an empty line before it. */
  *heading(title: Span, note: string): Generator<string> {
    yield '\n';
    yield* this.text([{ style: 'bold', ...title }, '  ', note], 0, 2);
  }

  #paint(style: Style | undefined, text: string): string {
    if (!this.#color || style === undefined || text === '') return text;
    return styleText(style, text, { validateStream: false });
  }
}

/** The words of spans, each with the spaces before it. */
function* words(spans: readonly (string | Span)[]): Generator<{ style?: Style; word: string; space: number }> {
  let space = 0;
  for (const span of spans) {
    const { text, width, ...look } = typeof span === 'string' ? { text: span } : span;
    const shown = visible(text, width ?? longestSpan);
    for (const part of shown.split(/( +)/)) {
      if (part.startsWith(' ')) {
        space += part.length;
      } else if (part !== '') {
        yield { ...look, word: part, space };
        space = 0;
      }
    }
    space += Math.max(0, (width ?? 0) - [...shown].length);
  }
}

/** How many characters `text` takes when it is printed. */
export function shownLength(text: string): number {
  return [...visible(text)].length;
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first few of a list, and how many more there are. */
export function some(items: Iterable<string>, most: number): string {
  const all = [...items];
  const more = all.length - most;
  return more > 0 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ');
}
