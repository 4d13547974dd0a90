import type { JSX } from 'preact';
import type { Finding } from '../../src/core/finding.js';
import { visible } from '../../src/core/visible.js';
import { EvidenceLine, EvidenceTable, Sources } from './evidence.js';
import { Code, counted, RegionCell, SeverityMark, StatusMark, Text } from './parts.js';
import { ids, type Place } from './place.js';
import type { Survey } from './survey.js';
import { gapTitle, Remedy } from './unknown.js';

interface Props {
  readonly finding: Finding;
  readonly survey: Survey;
}

const longestName = 256;
/** Of a finding that needs nobody; the others are told in full. */
const longestMessage = 512;

/** A fail or an unknown with everything that is known of it. */
export function OpenFinding({ finding, survey, place }: Props & { readonly place: Place }): JSX.Element {
  const { resource, status, severity, region, message, evidence, gaps, command } = finding;
  return (
    <article class="finding" id={ids.finding(place, finding)}>
      <div class="line">
        <h5>
          <Text value={resource.name} longest={longestName} />
        </h5>
        <StatusMark status={status} />
        <SeverityMark severity={severity} />
      </div>
      <p>
        <Text value={message} />
      </p>
      <p class="where">
        <Text value={resource.type} />, <Text value={region} />
        {resource.key !== resource.name && (
          <>
            <br />
            <Code value={resource.arn ?? resource.key} />
          </>
        )}
      </p>
      <Gaps gaps={gaps} />
      <EvidenceTable evidence={evidence} />
      {command !== undefined && (
        <div>
          <p class="label">Command to review and run</p>
          <pre>
            <bdi>{visible(command)}</bdi>
          </pre>
        </div>
      )}
      {finding.sources.length > 0 && (
        <details class="open-in-print read">
          <summary class="small">Read from {counted(finding.sources.length, 'source')}</summary>
          <Sources keys={finding.sources} sources={survey.sources} />
        </details>
      )}
    </article>
  );
}

function Gaps({ gaps }: Pick<Finding, 'gaps'>): JSX.Element | null {
  if (gaps.length === 0) return null;
  return (
    <div>
      <p class="label">Why it is not known</p>
      <ul class="gaps">
        {gaps.map((gap) => (
          <li>
            {gapTitle(gap)}
            {gap.code !== undefined && (
              <>
                {' ('}
                <Code value={gap.code} />)
              </>
            )}
            {', '}
            <Text value={gap.region} />: <Text value={gap.message} /> <Remedy reason={gap} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Columns of {@link ClosedFinding}. */
export const closedColumns = ['Status', 'Resource', 'Region', 'Finding and evidence', 'Read from'];

/** A pass or a not-applicable finding as a row. */
export function ClosedFinding({ finding, survey }: Props): JSX.Element {
  const { resource, status, region, message, evidence } = finding;
  return (
    <tr>
      <td>
        <StatusMark status={status} />
      </td>
      <th scope="row" class="name">
        <Text value={resource.name} longest={longestName} />
      </th>
      <RegionCell name={region} />
      <td class="name">
        <Text value={message} longest={longestMessage} />
        <EvidenceLine evidence={evidence} />
      </td>
      <td class="name">
        <Sources keys={finding.sources} sources={survey.sources} />
      </td>
    </tr>
  );
}
