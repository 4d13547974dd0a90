import type { JSX } from 'preact';
import { counted, number } from '../words.js';
import { apply, readFilter } from './filter.js';
import { FindingLine } from './finding-list.js';
import { Overview } from './overview.js';
import { useModel } from './parts.js';
import type { Route } from './route.js';

/** Most findings that are printed: some sixty pages. */
const mostPrinted = 2_000;

/** The page on paper: the summary, then the findings that the reader has filtered. */
export function Printed({ route }: { readonly route: Route }): JSX.Element {
  const model = useModel();
  const rows = apply(model, readFilter(route.view === 'findings' ? route.params : new URLSearchParams()));
  const shown = rows.subarray(0, mostPrinted);
  return (
    <main class="printed">
      <Overview />
      <section>
        <h2>{counted(rows.length, 'finding')}</h2>
        {rows.length > shown.length && (
          <p class="lead">
            The first {number(shown.length)} are printed, worst first. Filter before printing to choose others.
          </p>
        )}
        <ol class="plain lines">
          {Array.from(shown, (row) => (
            <li key={row} class="line">
              <div class="row">
                <FindingLine model={model} row={row} />
              </div>
            </li>
          ))}
        </ol>
      </section>
    </main>
  );
}
