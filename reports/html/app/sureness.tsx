import type { JSX } from 'preact';
import { counted, number, statuses } from '../words.js';
import { gapTitle, Remedy } from './gaps.js';
import { allowing } from './policy.js';
import { Code, Copy, Text, useModel } from './parts.js';
import { href } from './route.js';
import { missingActions, totals, type UnknownGroup, unknownGroups } from './survey.js';

/** Reasons named at the top; the view of coverage has them all. */
const groupsShown = 5;

/** How sure the report is: what was judged, what is unknown and why, and what was not looked at. */
export function Sureness(): JSX.Element {
  const model = useModel();
  const groups = unknownGroups(model);
  const total = totals(model);
  const all = statuses.reduce((sum, status) => sum + total[status], 0);
  const actions = missingActions(groups.map(({ reason }) => reason));
  return (
    <section>
      <h2>How sure we are</h2>
      <p class="lead">
        {all === 0
          ? 'No finding was made.'
          : total.unknown === 0
            ? `All ${counted(all, 'finding')} could be judged.`
            : `${number(all - total.unknown)} of ${counted(all, 'finding')} could be judged. ${number(total.unknown)} ${total.unknown === 1 ? 'is' : 'are'} unknown, which is not passed.`}{' '}
        <Regions />
      </p>
      {groups.length > 0 && (
        <ol class="plain unknowns">
          {groups.slice(0, groupsShown).map((group) => (
            <UnknownEntry group={group} />
          ))}
        </ol>
      )}
      {actions.length > 0 && (
        <p>
          <Copy text={allowing(actions)} words={`Copy a policy of the ${counted(actions.length, 'missing action')}`} />
        </p>
      )}
      <p class="after">
        <a href={href('coverage')}>Coverage</a>
        {total.unknown > 0 && (
          <>
            {' · '}
            <a href={href('findings', { status: 'unknown' })}>All unknown findings</a>
          </>
        )}
      </p>
    </section>
  );
}

function Regions(): JSX.Element {
  const headers = useModel()
    .report.scans.filter(({ earlier }) => !earlier)
    .map(({ header }) => header);
  const regions = headers.flatMap((header) => header.regions);
  const count = (state: string): number => regions.filter((region) => region.state === state).length;
  const parts = [
    [count('unread'), 'could not be read'],
    [count('not-selected'), 'not selected'],
    [count('not-enabled'), 'not enabled'],
  ] as const;
  const missed = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  const unread = headers.find(({ regionsUnread }) => regionsUnread !== null)?.regionsUnread;
  return (
    <>
      {missed.length > 0
        ? `${number(count('scanned'))} of ${counted(regions.length, 'region')} ${count('scanned') === 1 ? 'was' : 'were'} scanned (${missed.join(', ')}).`
        : regions.length > 0 && `All ${counted(regions.length, 'region')} were scanned.`}
      {unread !== undefined && unread !== null && (
        <>
          {' The list of regions could not be read: '}
          <Text value={unread} />
        </>
      )}
    </>
  );
}

/** One reason for unknowns, with what would remove it. */
export function UnknownEntry({ group }: { readonly group: UnknownGroup }): JSX.Element {
  const { reason, count, regions } = group;
  return (
    <li class="unknown">
      <p>
        <strong>
          {gapTitle(reason)}
          {reason.operation !== undefined && (
            <>
              {': '}
              <Code value={reason.operation} />
            </>
          )}
        </strong>{' '}
        <span class="muted">
          {counted(count, 'finding')} in <Text value={[...regions].join(', ')} longest={80} />
        </span>
      </p>
      <p>
        <Text value={reason.message} /> <Remedy reason={reason} />
      </p>
    </li>
  );
}
