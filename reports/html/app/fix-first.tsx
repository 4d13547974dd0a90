import type { JSX } from 'preact';
import { atLeast } from '../../../src/core/check.js';
import { visible } from '../../../src/core/visible.js';
import { nameAt, resourceAt, stringAt, textAt } from '../columns.js';
import { counted, number } from '../words.js';
import { type Counts, SeverityMark, Text, useModel } from './parts.js';
import { linkOf } from './model.js';
import { href } from './route.js';
import { acceptances, type FailGroup, failGroups, totals } from './survey.js';

/** Checks named at the top; all others are among the findings. */
const groupsShown = 10;
const longestName = 80;
const longestMessage = 160;

/** What must be fixed first: fails check by check in risk order, each with its first resources. */
export function FixFirst(): JSX.Element {
  const model = useModel();
  const groups = failGroups(model);
  const shown = groups.slice(0, groupsShown);
  return (
    <section>
      <h2>Fix first</h2>
      <p class="lead">{said(groups, totals(model))}</p>
      {shown.length > 0 && (
        <ol class="plain fixes">
          {shown.map((group) => (
            <Entry key={`${group.severity} ${group.check.id}`} group={group} />
          ))}
        </ol>
      )}
      <p class="after">
        {groups.length > 0 && (
          <a href={href('findings', { status: 'fail', accepted: 'open' })}>
            {groups.length > shown.length
              ? `All fails, of ${counted(groups.length - shown.length, 'more check')}`
              : 'All fails'}
          </a>
        )}
        <Suppressed />
      </p>
    </section>
  );
}

function said(groups: readonly FailGroup[], { unknown, pass, 'not-applicable': other }: Counts): string {
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  if (all + unknown + pass + other === 0) return 'There is nothing to say.';
  if (all === 0)
    return unknown === 0
      ? 'Nothing fails that is not suppressed.'
      : `Nothing fails that is not suppressed, and ${counted(unknown, 'finding is', 'findings are')} unknown.`;
  const grave = groups.filter(({ severity }) => atLeast(severity, 'high')).reduce((sum, { count }) => sum + count, 0);
  if (grave === 0)
    return `Nothing critical or high fails. ${counted(all, 'lesser finding fails', 'lesser findings fail')}.`;
  const rest = all - grave;
  return `${counted(grave, 'critical or high finding fails', 'critical or high findings fail')}${rest === 0 ? '' : `, and ${counted(rest, 'lesser one', 'lesser ones')}`}. Worst first; at equal severity what can be reached from outside the account comes first.`;
}

function Entry({ group: { check, severity, rows, count, fresh } }: { readonly group: FailGroup }): JSX.Element {
  const model = useModel();
  const { report } = model;
  const more = count - rows.length;
  const open = { status: 'fail', severity, check: check.id, accepted: 'open' };
  const link = href('findings', open);
  return (
    <li class="fix">
      <SeverityMark severity={severity} />
      <div>
        <h3>
          <a href={link}>
            <Text value={check.title} />
          </a>
        </h3>
        <ul class="examples">
          {rows.map((row) => (
            <li key={row}>
              <a href={href('findings', { ...open, finding: linkOf(model, row) })}>
                <bdi>{visible(nameAt(report, row), longestName)}</bdi>
              </a>{' '}
              <span class="muted">
                <bdi>{visible(stringAt(report, report.resources.region[resourceAt(report, row)]))}</bdi>
              </span>
              {': '}
              <bdi>{visible(textAt(report, 'message', row), longestMessage)}</bdi>
            </li>
          ))}
          {more > 0 && (
            <li>
              <a href={link}>{number(more)} more</a>
            </li>
          )}
        </ul>
      </div>
      <p class="fails">
        {counted(count, 'fail')}
        {fresh > 0 && <span class="muted">{number(fresh)} new or worse</span>}
      </p>
    </li>
  );
}

function Suppressed(): JSX.Element | null {
  const count = acceptances(useModel()).reduce((sum, { rows }) => sum + rows.length, 0);
  if (count === 0) return null;
  return (
    <span class="muted">
      {' · '}
      <a href={href('suppressions')}>{counted(count, 'suppressed finding is', 'suppressed findings are')}</a> not among
      them.
    </span>
  );
}
