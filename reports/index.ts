/** The formats that a result can be written in; the terminal's summary is not one of them. */
import type { ScanResult } from '../src/core/result.js';
import { renderJson } from './json.js';

/** Name of a file format, as the command line takes it. */
export type FormatName = 'json' | 'html';

/** One file format. */
export interface Format {
  /** File name extension, without its dot. */
  readonly extension: string;
  /** The whole file, in pieces. */
  render(results: readonly ScanResult[]): AsyncIterable<string>;
}

/** Every file format by its name. A format that is costly to load is loaded when it is first rendered. */
export const formats: Readonly<Record<FormatName, Format>> = {
  json: { extension: 'json', render: renderJson },
  html: {
    extension: 'html',
    async *render(results) {
      const { renderHtml } = await import('./html/index.js');
      yield* renderHtml(results);
    },
  },
};
