import type { JSX } from 'preact';
import { counted, number } from '../words.js';
import { Instant, Table, Text, useModel } from './parts.js';
import { href } from './route.js';

/** What changed since the baseline, each account's. */
export function Changes(): JSX.Element {
  const { report } = useModel();
  const compared = report.scans.filter(({ header, earlier }) => !earlier && header.baseline !== null);
  const sum = (of: (baseline: NonNullable<(typeof compared)[number]['header']['baseline']>) => number): number =>
    compared.reduce((total, { header }) => total + (header.baseline === null ? 0 : of(header.baseline)), 0);
  const rows = [
    ['New', sum(({ changes }) => changes.new), 'not in the baseline', 'new', false],
    ['Worse', sum(({ changes }) => changes.worse), 'failed less, or less severely, then', 'worse', false],
    [
      'Changed otherwise',
      sum(({ changes }) => changes.changed),
      'another status or severity, not resolved',
      'changed',
      true,
    ],
    ['Unchanged', sum(({ changes }) => changes.unchanged), 'as it was', 'unchanged', false],
    [
      'Resolved',
      sum(({ changes, past }) => changes.resolved + past.resolved),
      'passes now, or is gone from what was scanned',
      'resolved',
      true,
    ],
    [
      'No longer observed',
      sum(({ past }) => past['no-longer-observed']),
      'not covered by this scan: not resolved',
      'no-longer-observed',
      true,
    ],
  ] as const;
  return (
    <section>
      <h2>Since the baseline</h2>
      <p class="lead">
        {compared.length === 1 ? (
          <>
            Compared with the scan of <Instant value={compared[0]?.header.baseline?.now ?? ''} />.
          </>
        ) : (
          `${counted(compared.length, 'scan')} compared, each with its own earlier one.`
        )}{' '}
        Passing findings that passed then are not counted.
      </p>
      <Table label="Findings since the baseline" columns={['Change', 'Findings', 'What it means']} class="changes">
        {rows.map(([words, count, meaning, change, any]) => (
          <tr key={change}>
            <th scope="row">
              <a href={href('findings', { ...(any && { status: 'any' }), change })}>{words}</a>
            </th>
            <td class={count === 0 ? 'number zero' : 'number'}>{number(count)}</td>
            <td class="muted">
              <Text value={meaning} />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
