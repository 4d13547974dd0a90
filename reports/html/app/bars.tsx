import type { JSX } from 'preact';
import { number } from '../words.js';
import { Text } from './parts.js';
import type { Counted } from './survey.js';

/** Values named in one chart; the rest is one click away among the findings. */
const valuesShown = 12;
const width = 240;
const height = 12;

interface Props {
  readonly label: string;
  readonly first: string;
  readonly values: readonly Counted[];
  readonly hrefOf: (id: string) => string;
}

/** Fails and unknowns by the values of a facet: a bar each, solid for fails and outlined for unknowns, and the numbers. */
export function Bars({ label, first, values, hrefOf }: Props): JSX.Element {
  const open = values.filter(({ counts }) => counts.fail + counts.unknown > 0);
  const most = Math.max(1, ...open.map(({ counts }) => counts.fail + counts.unknown));
  const shown = open.slice(0, valuesShown);
  return (
    <div class="scroll" role="group" aria-label={label} tabIndex={0}>
      <table class="bars">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col" class="number">
              Fail
            </th>
            <th scope="col" class="number">
              Unknown
            </th>
            <td class="bar-cell" />
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, words, counts }) => (
            <tr key={id}>
              <th scope="row">
                <a href={hrefOf(id)}>
                  <Text value={words} />
                </a>
              </th>
              <td class={counts.fail === 0 ? 'number zero' : 'number'}>{number(counts.fail)}</td>
              <td class={counts.unknown === 0 ? 'number zero' : 'number'}>{number(counts.unknown)}</td>
              <td class="bar-cell">
                <Bar fail={counts.fail / most} unknown={counts.unknown / most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open.length > shown.length && <p class="small muted">And {number(open.length - shown.length)} more.</p>}
    </div>
  );
}

/** Two lengths of one line, each a share of the whole. The numbers beside it say the same. */
function Bar({ fail, unknown }: { readonly fail: number; readonly unknown: number }): JSX.Element {
  const solid = fail * width;
  const open = unknown * width;
  return (
    <svg
      class="bar-svg"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {fail > 0 && <rect class="bar-fail" x={0} y={1} width={Math.max(1, solid)} height={height - 2} />}
      {unknown > 0 && (
        <rect class="bar-unknown" x={solid + 1} y={1.5} width={Math.max(1, open - 2)} height={height - 3} />
      )}
    </svg>
  );
}
