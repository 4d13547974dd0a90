import type { JSX } from 'preact';
import { severities } from '../../../src/core/check.js';
import type { Header } from '../../../src/core/result.js';
import { selectionOf } from '../history.js';
import { number } from '../words.js';
import { Count, Instant, Table, Text, useModel } from './parts.js';

const width = 600;
const height = 120;
const edge = 6;

interface Point {
  readonly now: string;
  readonly fail: number;
  readonly unknown: number;
}

/** Fails and unknowns of each account over its scans, where the page holds earlier ones. */
export function Trends(): JSX.Element | null {
  const { report } = useModel();
  const bySelection = new Map<string, Header[]>();
  for (const { header } of report.scans) {
    const what = selectionOf(header);
    bySelection.set(what, [...(bySelection.get(what) ?? []), header]);
  }
  const histories = [...bySelection.values()].filter((headers) => headers.length > 1);
  if (histories.length === 0) return null;
  return (
    <>
      {histories.map((headers) => (
        <Trend headers={headers} />
      ))}
    </>
  );
}

function Trend({ headers }: { readonly headers: readonly Header[] }): JSX.Element {
  const points = headers.map(pointOf).sort((a, b) => (a.now < b.now ? -1 : 1));
  const account = headers[0]?.account ?? '';
  const label = `Fails (solid) and unknowns (dashed) of account ${account} over ${number(points.length)} scans`;
  return (
    <div class="stack tight">
      <Lines points={points} label={label} />
      <Table label={label} columns={['Judged at', 'Account', 'Fail', 'Unknown']} text={2}>
        {points.map(({ now, fail, unknown }) => (
          <tr key={now}>
            <th scope="row">
              <Instant value={now} />
            </th>
            <td>
              <Text value={account} />
            </td>
            <Count value={fail} />
            <Count value={unknown} />
          </tr>
        ))}
      </Table>
    </div>
  );
}

function pointOf({ now, counts }: Header): Point {
  const sum = (status: 'fail' | 'unknown'): number => severities.reduce((total, one) => total + counts[status][one], 0);
  return { now, fail: sum('fail'), unknown: sum('unknown') };
}

function Lines({ points, label }: { readonly points: readonly Point[]; readonly label: string }): JSX.Element {
  const most = Math.max(1, ...points.map(({ fail, unknown }) => Math.max(fail, unknown)));
  const from = Date.parse(points[0]?.now ?? '');
  const span = Math.max(1, Date.parse(points.at(-1)?.now ?? '') - from);
  const path = (value: (point: Point) => number): string =>
    points
      .map((point) => {
        const x = edge + ((Date.parse(point.now) - from) / span) * (width - 2 * edge);
        const y = height - edge - (value(point) / most) * (height - 2 * edge);
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      })
      .join(' ');
  return (
    <svg
      class="trend"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}. The table below has the numbers.`}
    >
      <polyline class="axis" points={`${edge},${edge} ${edge},${height - edge} ${width - edge},${height - edge}`} />
      <polyline class="line-fail" points={path(({ fail }) => fail)} />
      <polyline class="line-unknown" points={path(({ unknown }) => unknown)} />
    </svg>
  );
}
