import type { ComponentChildren, JSX } from 'preact';
import { visible } from '../../src/core/visible.js';
import { counted, Instant, number, statuses, statusWords, Text } from './parts.js';
import { ids, type Part, type Place } from './place.js';
import type { Survey } from './survey.js';

interface Props {
  readonly survey: Survey;
  readonly place: Place;
  /** True when the page holds no other account; its title then names this one already. */
  readonly alone: boolean;
  readonly children: ComponentChildren;
}

/** The section of one account: what was scanned, the figures, what to know before reading on, and the contents. */
export function Account({ survey, place, alone, children }: Props): JSX.Element {
  const { account } = survey.header;
  return (
    <section class="account" id={place}>
      <h2>{alone ? 'The scan' : <Text value={`Account ${account}`} />}</h2>
      <Facts survey={survey} />
      <Figures survey={survey} />
      <Banner survey={survey} />
      <Contents
        survey={survey}
        place={place}
        label={alone ? 'Contents' : `Contents of scan ${place.slice(1)}, account ${visible(account)}`}
      />
      {children}
    </section>
  );
}

function Facts({ survey: { header } }: Pick<Props, 'survey'>): JSX.Element {
  const scanned = header.regions.filter(({ state }) => state === 'scanned').length;
  return (
    <dl class="facts">
      <dt>Judged at</dt>
      <dd>
        <Instant value={header.now} />
        {header.replayed && ', replayed from a recording'}
      </dd>
      <dt>Caller</dt>
      <dd>{header.caller === null ? 'Could not be read' : <Text value={header.caller} />}</dd>
      <dt>Partition</dt>
      <dd>
        <Text value={header.partition} />
      </dd>
      <dt>Regions</dt>
      <dd>
        {number(scanned)} scanned of {counted(header.regions.length, 'region')}
        {header.regionsUnread !== null && ' tried; the list of regions could not be read'}
      </dd>
      <dt>Checks</dt>
      <dd>{number(header.checks.length)} selected</dd>
      <dt>Scanned with</dt>
      <dd>
        lintel <Text value={header.tool.version} />, <Instant value={header.startedAt} /> to{' '}
        <Instant value={header.endedAt} />
      </dd>
    </dl>
  );
}

function Figures({ survey: { total } }: Pick<Props, 'survey'>): JSX.Element {
  return (
    <dl class="figures">
      {statuses.map((status) => (
        <div class={status}>
          <dt>{statusWords[status]}</dt>
          <dd class={total[status] === 0 ? 'zero' : undefined}>{number(total[status])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Banner({ survey: { header, total } }: Pick<Props, 'survey'>): JSX.Element | null {
  const judged = statuses.some((status) => total[status] > 0);
  if (header.partial === null && header.regionsUnread === null && total.unknown === 0 && judged) return null;
  return (
    <div class="banner stack">
      {header.partial !== null && (
        <p>
          <strong>The scan was cut short; this report is partial.</strong> <Text value={header.partial} />
        </p>
      )}
      {header.regionsUnread !== null && (
        <p>
          <strong>The list of regions could not be read.</strong> <Text value={header.regionsUnread} />
        </p>
      )}
      {!judged && (
        <p>
          <strong>Nothing was judged.</strong> No check gave a finding, so this report says nothing of the account.
        </p>
      )}
      {total.unknown > 0 && (
        <p>
          <strong>{`${counted(total.unknown, 'finding is', 'findings are')} unknown: not passed.`}</strong> What decides{' '}
          {total.unknown === 1 ? 'it' : 'them'} could not be read.
        </p>
      )}
    </div>
  );
}

function Contents({
  survey: { header, total },
  place,
  label,
}: Omit<Props, 'alone' | 'children'> & { label: string }): JSX.Element {
  const contents: readonly (readonly [Part, string])[] = [
    ['fix', `Fix first (${number(total.fail)})`],
    ['unknown', `Not known (${number(total.unknown)})`],
    ['findings', 'Findings by check'],
    ['passed', `Passed and not applicable (${number(total.pass + total['not-applicable'])})`],
    ['recommendations', 'Recommendations'],
    ...(header.frameworks.length > 0 ? [['frameworks', 'Frameworks'] as const] : []),
    ['coverage', 'Coverage'],
  ];
  return (
    <nav class="contents" aria-label={label}>
      <ul>
        {contents.map(([part, words]) => (
          <li>
            <a href={`#${ids.part(place, part)}`}>{words}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
