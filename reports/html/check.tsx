import type { ComponentChildren, JSX } from 'preact';
import type { CheckInfo } from '../../src/core/result.js';
import { Code, Reference, SeverityMark, Tally, Text } from './parts.js';
import { ids, type Place } from './place.js';
import { noCounts, type Survey } from './survey.js';

interface Props {
  readonly id: string;
  readonly survey: Survey;
  readonly place: Place;
  readonly children: ComponentChildren;
}

/** A check whose findings need a person, with what it means and what to do. */
export function OpenCheck({ id, survey, place, children }: Props): JSX.Element {
  const check = survey.check(id);
  return (
    <details class="check open-in-print" id={ids.check(place, id)}>
      <Summary check={check} counts={survey.byCheck.get(id) ?? noCounts()} />
      <dl class="facts about">
        <About check={check} survey={survey} />
        <dt>What to do</dt>
        <dd>
          <Text value={check.remediation.text} />{' '}
          {check.remediation.url !== '' && <Reference url={check.remediation.url} />}
        </dd>
      </dl>
      <div>{children}</div>
    </details>
  );
}

/** A check's findings that pass or do not apply, one row each. */
export function ClosedCheck({ id, survey, children }: Omit<Props, 'place'>): JSX.Element {
  const check = survey.check(id);
  const { pass, 'not-applicable': notApplicable } = survey.byCheck.get(id) ?? noCounts();
  return (
    <details class="check">
      <Summary check={check} counts={{ ...noCounts(), pass, 'not-applicable': notApplicable }} />
      <dl class="facts about">
        <About check={check} survey={survey} />
      </dl>
      {children}
    </details>
  );
}

function Summary({ check, counts }: { check: CheckInfo; counts: Parameters<typeof Tally>[0]['counts'] }): JSX.Element {
  return (
    <summary>
      <span class="line">
        <h4>
          <Text value={check.title} />
        </h4>
        <Tally counts={counts} />
      </span>
    </summary>
  );
}

function About({ check, survey }: { readonly check: CheckInfo; readonly survey: Survey }): JSX.Element {
  const { recommendations, options } = survey.header;
  const recommendation = recommendations.find(({ id }) => id === check.recommendation);
  const thresholds = Object.entries(new Map(Object.entries(options)).get(check.id) ?? {});
  return (
    <>
      <dt>Check</dt>
      <dd>
        <Code value={check.id} />, <SeverityMark severity={check.severity} />
      </dd>
      <dt>Why</dt>
      <dd>
        <Text value={check.rationale} />
      </dd>
      <dt>Recommendation</dt>
      <dd>
        <Text value={recommendation?.statement ?? check.recommendation} />
      </dd>
      {thresholds.length > 0 && (
        <>
          <dt>Thresholds</dt>
          <dd>
            <Text value={thresholds.map(([name, value]) => `${name} ${value ?? 'not set'}`).join(', ')} />
          </dd>
        </>
      )}
    </>
  );
}
