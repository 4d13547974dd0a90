/** Counts the findings of a JSON result and prints them as outputs of a step, `name=number` a line. */
import { createReadStream } from 'node:fs';

const counts = { failed: 0, unknown: 0, suppressed: 0 };
let fresh = 0;
let compared = false;
let lists = 0;
let inside = false;

for await (const line of lines(process.argv[2])) {
  if (line.startsWith('  "baseline": ')) compared ||= line !== '  "baseline": null,';
  if (line.startsWith('  "findings": [')) {
    lists += 1;
    inside = !line.endsWith('],');
  } else if (line === '  ],') {
    inside = false;
  } else if (inside) {
    count(JSON.parse(line.replace(/,$/, '')));
  }
}
if (lists === 0) throw new Error('the result has no findings to count; it is of another version of lintel');

for (const [name, number] of Object.entries(counts)) console.log(`${name}=${number}`);
console.log(`new=${compared ? fresh : ''}`);

/**
 * The lines of a file: a result may be too long for one string, and each of its findings has a line of its own.
 * Broken at line feeds only, unlike by `node:readline`: JSON may hold U+2028 as it is.
 */
async function* lines(path) {
  let rest = '';
  for await (const text of createReadStream(path, { encoding: 'utf8' })) {
    const parts = (rest + text).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  yield rest;
}

/** Counts one finding as the outputs of the Action describe. */
function count({ status, suppression, change }) {
  if (status !== 'fail' && status !== 'unknown') return;
  if (suppression !== undefined) {
    counts.suppressed += 1;
    return;
  }
  counts[status === 'fail' ? 'failed' : 'unknown'] += 1;
  if (change === 'new' || change === 'worse') fresh += 1;
}
