import type { JSX } from 'preact';
import type { Recommendation } from '../../../src/core/result.js';
import { counted } from '../words.js';
import { Tally, Text, Title, useModel } from './parts.js';
import { href } from './route.js';
import { type Standing, standings, standingWords } from './standing.js';
import { noCounts, tally } from './survey.js';

const owners: Readonly<Record<Recommendation['responsibility'], string>> = {
  customer: 'Yours',
  aws: 'AWS’s',
  shared: 'Shared with AWS',
};

/** Standings that are closed at first: nothing in them asks for work. */
const quiet: ReadonlySet<Standing> = new Set(['passes', 'nothing-judged', 'not-selected', 'not-assessed', 'manual']);

/** Every recommendation of the notes, by how it stands, with whose it is. */
export function Recommendations(): JSX.Element {
  const model = useModel();
  const { recommendations } = model.catalogue;
  const counts = new Map(tally(model, 'recommendation').map((one) => [one.id, one.counts]));
  return (
    <>
      <Title>Recommendations</Title>
      <p class="lead">
        {recommendations.length === 0
          ? 'This result names no recommendations.'
          : `The ${counted(recommendations.length, 'recommendation')} of the notes that lintel follows, by how each stands, and whose each is by the shared responsibility model.`}
      </p>
      {[...standings(model)].map(([standing, members]) => (
        <details key={standing} class="block" open={!quiet.has(standing)}>
          <summary>
            <h2>{standingWords[standing]}</h2> <span class="muted">{counted(members.length, 'recommendation')}</span>
          </summary>
          <ul class="plain">
            {members.map((one) => (
              <Entry key={one.id} recommendation={one} counts={counts.get(one.id)} />
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

function Entry({
  recommendation: { id, statement, why, responsibility, assessable, sources },
  counts = noCounts,
}: {
  readonly recommendation: Recommendation;
  readonly counts: Parameters<typeof Tally>[0]['counts'] | undefined;
}): JSX.Element {
  const judged = counts.fail + counts.unknown + counts.pass + counts['not-applicable'] > 0;
  return (
    <li class="entry two">
      <div>
        <h3>
          {judged ? (
            <a href={href('findings', { status: 'any', recommendation: id })}>
              <Text value={statement} />
            </a>
          ) : (
            <Text value={statement} />
          )}
        </h3>
        <p class="muted">
          <Text value={why} />
        </p>
        {sources.length > 0 && (
          <p class="small muted">
            In the notes: <Text value={[...new Set(sources.map(({ section }) => section))].join('; ')} />
          </p>
        )}
      </div>
      <div class="side">
        <p>{owners[responsibility]}</p>
        {assessable === 'partial' && <p class="small muted">An API shows it in part: the rest is yours to confirm</p>}
        {judged && <Tally counts={counts} />}
      </div>
    </li>
  );
}
