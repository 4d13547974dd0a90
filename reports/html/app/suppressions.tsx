import type { JSX } from 'preact';
import { textAt } from '../columns.js';
import { counted, number } from '../words.js';
import { linkOf } from './model.js';
import { Text, Title, useModel } from './parts.js';
import { href } from './route.js';
import { type Accepted, acceptances } from './survey.js';
import { FindingLine } from './finding-list.js';

/** Findings named under one acceptance; the filter shows the others. */
const findingsShown = 20;

/** What people have accepted, the first to expire first. */
export function Suppressions(): JSX.Element {
  const model = useModel();
  const all = acceptances(model);
  const count = all.reduce((sum, { rows }) => sum + rows.length, 0);
  const today = new Date().toISOString().slice(0, 10);
  return (
    <>
      <Title>Suppressions</Title>
      <p class="lead">
        {count === 0
          ? 'No finding is suppressed. A finding’s pane drafts an entry for one.'
          : `${counted(count, 'finding is', 'findings are')} accepted by ${counted(all.length, 'entry', 'entries')}. They keep their status and the gate lets them pass until the entry expires.`}
      </p>
      {all.map((one) => (
        <Entry accepted={one} today={today} />
      ))}
      {count > 0 && (
        <p class="after">
          <a href={href('findings', { status: 'any', accepted: 'suppressed' })}>All suppressed findings</a>
        </p>
      )}
    </>
  );
}

function Entry({
  accepted: { reason, owner, expires, ticket, rows },
  today,
}: {
  readonly accepted: Accepted;
  readonly today: string;
}): JSX.Element {
  const model = useModel();
  const days = Math.round((Date.parse(expires) - Date.parse(today)) / 86_400_000);
  return (
    <section class="stack tight">
      <h2>
        <Text value={reason} />
      </h2>
      <dl class="facts">
        <dt>Expires</dt>
        <dd>
          {expires}
          {days < 0 ? <strong> (expired)</strong> : ` (${days === 0 ? 'today' : `in ${counted(days, 'day')}`})`}
        </dd>
        <dt>Owner</dt>
        <dd>
          <Text value={owner} />
        </dd>
        {ticket !== undefined && (
          <>
            <dt>Ticket</dt>
            <dd>
              <Text value={ticket} />
            </dd>
          </>
        )}
      </dl>
      <ol class="plain lines">
        {rows.slice(0, findingsShown).map((row) => (
          <li key={row} class="line">
            <a
              class="row"
              href={href('findings', {
                status: textAt(model.report, 'status', row),
                accepted: 'suppressed',
                finding: linkOf(model, row),
              })}
            >
              <FindingLine model={model} row={row} />
            </a>
          </li>
        ))}
      </ol>
      {rows.length > findingsShown && <p class="muted">And {number(rows.length - findingsShown)} more.</p>}
    </section>
  );
}
