import { readFile } from 'node:fs/promises';

/** The built page with its empty places: title, summary and data. */
export interface Shell {
  /** The pieces around the places, in order. */
  readonly pieces: readonly [string, string, string, string];
}

/** Where `npm run build` puts the page: beside the bundle's chunks, or in dist/ of the source tree. */
const places = ['../report-shell.html', '../../dist/report-shell.html'];

/**
 * Reads the built page.
 * @throws Error where it has not been built, or is not a page of this lintel.
 */
export async function readShell(): Promise<Shell> {
  for (const place of places) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    if (text !== undefined) return shellOf(text);
  }
  throw new Error('The page of the HTML report is not built. Build lintel first: npm run build.');
}

function shellOf(text: string): Shell {
  const pieces = text.split(/<!--lintel:(?:title|summary|data)-->/);
  const [a, b, c, d] = pieces;
  if (a === undefined || b === undefined || c === undefined || d === undefined || pieces.length !== 4) {
    throw new Error('The page of the HTML report has not its three places. Build lintel again: npm run build.');
  }
  return { pieces: [a, b, c, d] };
}
