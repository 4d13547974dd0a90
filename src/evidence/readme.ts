import { code, link, prose } from '../../reports/markdown/escape.js';
import type { Framework } from '../core/framework.js';
import type { Header } from '../core/result.js';

/** The README of an evidence pack: what was scanned, what each file holds, how to check it. */
export function readme(header: Header, { title, url }: Framework): string {
  const missed = header.regions.filter(({ state }) => state !== 'scanned');
  return [
    `# Evidence for ${prose(title)}`,
    '',
    `- Account: ${code(header.account)} (${prose(header.partition)})`,
    `- Judged at: ${header.now}${header.replayed ? ', replayed from a recording' : ''}`,
    `- Scanned from ${header.startedAt} to ${header.endedAt} by lintel ${prose(header.tool.version)}`,
    `- Caller: ${header.caller === null ? 'could not be read' : code(header.caller, 2048)}`,
    `- Complete: ${header.partial === null ? 'yes' : `no, the scan was cut short (${prose(header.partial)})`}`,
    `- Regions scanned: ${header.regions.filter(({ state }) => state === 'scanned').length} of ${header.regions.length}`,
    ...missed.map(
      ({ name, state, reason }) => `  - ${code(name)}: ${state}${reason === undefined ? '' : ` (${prose(reason)})`}`,
    ),
    `- Standard: ${link(prose(title), url)}`,
    '',
    '## Files',
    '',
    '- `controls.csv`: every control with its state, the number of resources listed and the findings by status. A control that no check assesses, or not wholly, is `not yet covered`; one that a person must assess is `manual`. Neither has passed.',
    '- `control-*.csv`: the findings of a control, with the values that decided each, the AWS operations they came from, the request ids and times of the answers, and how old the answers were when they were judged.',
    '- `population.csv`: how many resources each check listed in each scope, and whether the list was complete.',
    '- `scan.json`: the header of the scan.',
    '',
    'Long values are cut in `deciding values`; each names its full length and SHA-256, and stands in `values cut`. What lintel never keeps (user data, environment variables, secrets) is not here. An apostrophe before a value keeps a spreadsheet from reading it as a formula.',
    '',
    '## Verify',
    '',
    '```sh',
    'sha256sum -c SHA256SUMS',
    '```',
    '',
  ].join('\n');
}
