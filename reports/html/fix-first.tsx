import type { JSX } from 'preact';
import { counted, number, SeverityMark, StatusMark, Text } from './parts.js';
import { ids, type Place } from './place.js';
import type { FailGroup, Survey } from './survey.js';

const longestName = 80;
const longestMessage = 240;

/** Fails by severity and check, worst first, each with its first resources. */
export function FixFirst({ survey, place }: { readonly survey: Survey; readonly place: Place }): JSX.Element {
  return (
    <section id={ids.part(place, 'fix')}>
      <h3>Fix first</h3>
      {survey.fails.length === 0 ? (
        <p>
          No finding fails.
          {survey.total.unknown > 0 && ` ${counted(survey.total.unknown, 'finding is', 'findings are')} unknown.`}
        </p>
      ) : (
        <ol class="plain">
          {survey.fails.map((group) => (
            <Entry group={group} place={place} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Entry({ group, place }: { readonly group: FailGroup; readonly place: Place }): JSX.Element {
  const { check, severity, examples, count } = group;
  const more = count - examples.length;
  const checkLink = `#${ids.check(place, check.id)}`;
  return (
    <li class="entry fix">
      <SeverityMark severity={severity} />
      <a class="strong" href={checkLink}>
        <Text value={check.title} />
      </a>
      <StatusMark status="fail" count={count} />
      <ul>
        {examples.map((finding) => (
          <li>
            <a href={`#${ids.finding(place, finding)}`}>
              <Text value={finding.resource.name} longest={longestName} />
            </a>
            {', '}
            <Text value={finding.region} />: <Text value={finding.message} longest={longestMessage} />
          </li>
        ))}
        {more > 0 && (
          <li>
            <a href={checkLink}>{number(more)} more</a>
          </li>
        )}
      </ul>
    </li>
  );
}
