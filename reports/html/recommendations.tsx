import type { JSX } from 'preact';
import type { Recommendation } from '../../src/core/result.js';
import { counted, Tally, Text } from './parts.js';
import { ids, type Place } from './place.js';
import { standings, standingWords } from './standing.js';
import type { Survey } from './survey.js';

const owners: Readonly<Record<Recommendation['responsibility'], string>> = {
  customer: 'Your responsibility',
  aws: 'The responsibility of AWS',
  shared: 'A responsibility shared with AWS',
};

/** Every recommendation of the notes, by how it stands. */
export function Recommendations({ survey, place }: { readonly survey: Survey; readonly place: Place }): JSX.Element {
  return (
    <section id={ids.part(place, 'recommendations')}>
      <h3>Recommendations</h3>
      <p class="lead">
        The {counted(survey.header.recommendations.length, 'recommendation')} of the notes that this lintel follows, and
        whose each is by the shared responsibility model.
      </p>
      {[...standings(survey)].map(([standing, recommendations]) => (
        <details class="open-in-print">
          <summary>
            <span class="line">
              <h4>{standingWords[standing]}</h4>
              <span class="muted small">{counted(recommendations.length, 'recommendation')}</span>
            </span>
          </summary>
          <ul class="plain inset">
            {recommendations.map((one) => (
              <Entry recommendation={one} survey={survey} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function Entry({ recommendation, survey }: { recommendation: Recommendation; survey: Survey }): JSX.Element {
  const { id, statement, why, responsibility, assessable } = recommendation;
  const counts = survey.byRecommendation.get(id);
  return (
    <li class="entry">
      <p>
        <Text value={statement} />
      </p>
      <p class="where">
        <Text value={why} />
      </p>
      <div class="line small">
        <span class="muted">{owners[responsibility]}</span>
        {assessable === 'partial' && (
          <span class="muted">Seen by an API in part only: the rest is yours to confirm</span>
        )}
        {counts !== undefined && <Tally counts={counts} />}
      </div>
    </li>
  );
}
