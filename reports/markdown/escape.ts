import { visible } from '../../src/core/visible.js';

/** What Markdown, HTML or the mathematics of GitHub read as more than text, and the mark of {@link prose}. */
const syntax = /[&<>`|\\*_[\]~$\u200b]/g;

/**
 * Where text that is rendered already still becomes a mention, a reference or a link: GitHub and GitLab look at it once
 * more, so that an escape is not enough.
 */
const references = /[@#!~%$&^](?=[\p{L}\p{N}_"'])|(?<=\w):(?=\/\/)|\b(?:www|gh)(?=[.-])/giu;

/**
 * Text of an account as plain text of Markdown and of HTML, in one line: nothing in it is a tag, a link, a mention or
 * the end of a cell. What would be a reference is broken by a zero-width space.
 */
export function prose(text: string, longest = 300): string {
  return visible(text, longest)
    .replaceAll(references, '$&\u200b')
    .replaceAll(syntax, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A name of an account as code of Markdown: to be copied, and nothing in it is acted on. The two characters that code in
 * a table cannot hold are shown as what cannot be seen is.
 */
export function code(text: string, longest = 100): string {
  const shown = visible(text, longest).replaceAll('|', '\\u{7c}').replaceAll('`', '\\u{60}');
  // One space at each end of code is not shown, and code of nothing is none.
  const padded = shown === '' || (/^ .* $/.test(shown) && shown.trim() !== '') ? ` ${shown} ` : shown;
  return `\`${padded}\``;
}

/** A link to documentation; its words alone where the address is not one that we would write. */
export function link(words: string, url: string): string {
  return /^https:\/\/[\w./?&=%#-]+$/.test(url) ? `[${words}](${url})` : words;
}
