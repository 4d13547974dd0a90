/** The formats that a result can be written in; the terminal's summary is not one of them. */
import type { ScanResult } from '../src/core/result.js';

/** One file format. */
export interface Format {
  /** File name extension, without its dot. */
  readonly extension: string;
  /** The whole file, in pieces. */
  render(results: readonly ScanResult[]): AsyncIterable<string>;
}

/** Every file format by its name, as the command line takes it. Each is loaded when it is first rendered. */
export const formats = {
  json: lazy('json', async () => (await import('./json.js')).renderJson),
  html: lazy('html', async () => (await import('./html/index.js')).renderHtml),
  sarif: lazy('sarif', async () => (await import('./sarif.js')).renderSarif),
  junit: lazy('junit.xml', async () => (await import('./junit.js')).renderJunit),
  csv: lazy('csv', async () => (await import('./csv.js')).renderCsv),
  markdown: lazy('md', async () => (await import('./markdown.js')).renderMarkdown),
  ocsf: lazy('ocsf.jsonl', async () => (await import('./ocsf.js')).renderOcsf),
  asff: lazy('asff.jsonl', async () => (await import('./asff.js')).renderAsff),
  gitlab: lazy('gitlab.json', async () => (await import('./gitlab.js')).renderGitlab),
} satisfies Readonly<Record<string, Format>>;

/** Name of a file format. */
export type FormatName = keyof typeof formats;

function lazy(extension: string, load: () => Promise<Format['render']>): Format {
  return {
    extension,
    async *render(results) {
      yield* (await load())(results);
    },
  };
}
