import type { JSX } from 'preact';
import { severities } from '../../src/core/check.js';
import { Count, number, SeverityMark, statuses, statusWords, Table, Text } from './parts.js';
import { ids, type Place } from './place.js';
import { standings, standingWords } from './standing.js';
import { type Counts, noCounts, type Survey } from './survey.js';

/** Counts by severity, service and recommendation; unknowns always stand beside what is known. */
export function Overview({ survey, place }: { readonly survey: Survey; readonly place: Place }): JSX.Element {
  const columns = statuses.map((status) => statusWords[status]);
  return (
    <section>
      <h3>Overview</h3>
      <div class="tables">
        <div class="stack">
          <Table label="Findings by severity" columns={['Severity', ...columns]} text={1}>
            {severities.map((severity) => (
              <tr>
                <th scope="row">
                  <SeverityMark severity={severity} />
                </th>
                <Cells counts={survey.bySeverity.get(severity) ?? noCounts()} />
              </tr>
            ))}
          </Table>
          {survey.header.recommendations.length > 0 && (
            <Table label="The notes’ recommendations by state" columns={['State', 'Recommendations']} text={1}>
              {[...standings(survey)].map(([standing, recommendations]) => (
                <tr>
                  <th scope="row">
                    <a href={`#${ids.part(place, 'recommendations')}`}>{standingWords[standing]}</a>
                  </th>
                  <td class="number">{number(recommendations.length)}</td>
                </tr>
              ))}
            </Table>
          )}
        </div>
        {survey.byService.size > 0 && (
          <Table label="Findings by service" columns={['Service', ...columns]} text={1}>
            {[...survey.byService].sort(byFails).map(([service, counts]) => (
              <tr>
                <th scope="row">
                  <Text value={service} />
                </th>
                <Cells counts={counts} />
              </tr>
            ))}
          </Table>
        )}
      </div>
    </section>
  );
}

function Cells({ counts }: { readonly counts: Counts }): JSX.Element {
  return (
    <>
      {statuses.map((status) => (
        <Count value={counts[status]} />
      ))}
    </>
  );
}

function byFails([nameA, a]: readonly [string, Counts], [nameB, b]: readonly [string, Counts]): number {
  return b.fail - a.fail || b.unknown - a.unknown || (nameA < nameB ? -1 : 1);
}
