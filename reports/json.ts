import type { ScanResult } from '../src/core/result.js';

/**
 * Results as JSON: an object for one, an array for several. Streamed, and laid out to be compared line by line:
 * every finding, source and entry of the header's lists stands on a line of its own.
 */
export async function* renderJson(results: readonly ScanResult[]): AsyncGenerator<string> {
  const [only] = results;
  if (only !== undefined && results.length === 1) {
    yield* renderOne(only);
  } else {
    yield '[';
    for (const [index, result] of results.entries()) {
      yield index === 0 ? '\n' : ',\n';
      yield* renderOne(result);
    }
    yield results.length === 0 ? ']' : '\n]';
  }
  yield '\n';
}

async function* renderOne({ header, findings, sources, past }: ScanResult): AsyncGenerator<string> {
  yield '{\n';
  for (const [name, value] of Object.entries(header)) yield `  ${JSON.stringify(name)}: ${spread(value)},\n`;
  yield '  "findings": [';
  yield* elements(findings);
  yield '],\n  "sources": [';
  yield* elements(sources);
  yield '],\n  "past": [';
  yield* elements(past);
  yield ']\n}';
}

async function* elements(items: AsyncIterable<object>): AsyncGenerator<string> {
  let none = true;
  for await (const item of items) {
    yield `${none ? '' : ','}\n    ${JSON.stringify(item)}`;
    none = false;
  }
  if (!none) yield '\n  ';
}

/** A header member with each of its own entries on a line. */
function spread(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Array.isArray(value)
    ? value.map((entry) => JSON.stringify(entry))
    : Object.entries(value).map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`);
  const [start, end] = Array.isArray(value) ? '[]' : '{}';
  return entries.length === 0 ? `${start}${end}` : `${start}\n    ${entries.join(',\n    ')}\n  ${end}`;
}
