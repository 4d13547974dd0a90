import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { findingOf, resourceAt, type Row } from '../columns.js';
import { Evidence, Sources } from './evidence.js';
import { gapTitle, Remedy } from './gaps.js';
import { allowing } from './policy.js';
import { Code, Copy, Reference, SeverityMark, StatusMark, Text, useModel } from './parts.js';
import { linkOf, resourceLink } from './model.js';
import { href } from './route.js';
import { missingActions } from './survey.js';
import { DraftSuppression } from './draft-suppression.js';

const longestName = 160;

interface Props {
  readonly row: number;
  readonly closeHref: string;
}

/** Everything that is known of one finding, and what to do about it. */
export function FindingPane({ row, closeHref }: Props): JSX.Element {
  const model = useModel();
  const { report, catalogue, facets } = model;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus({ preventScroll: innerWidth >= 960 }), [row]);
  const finding = findingOf(report, row);
  const { resource, status, severity, region, account, message, suppression } = finding;
  const check = catalogue.check(finding.checkId);
  const change = facets.change.values[facets.change.codes[row] ?? 0];
  return (
    <section class="pane stack" aria-label="Finding">
      <p class="bar">
        <a href={closeHref} class="close">
          Close <span class="hidden">the finding</span>
        </a>
        <Copy
          text={`${location.href.split('#')[0]}${href('findings', { status: 'any', finding: linkOf(model, row) })}`}
          words="Copy link"
        />
      </p>
      <h2 ref={head} tabIndex={-1}>
        <Text value={resource.name} longest={longestName} />
      </h2>
      <p>
        <Text value={message} />
      </p>
      <p class="tally">
        <StatusMark status={status} />
        <SeverityMark severity={severity} />
        {change !== undefined && change.id !== '' && <span>{change.words} since the baseline</span>}
      </p>
      {suppression !== undefined && (
        <p class="notice">
          Suppressed until {suppression.expires} by <Text value={suppression.owner} />:{' '}
          <Text value={suppression.reason} />
          {suppression.ticket !== undefined && (
            <>
              {' ('}
              <Text value={suppression.ticket} />)
            </>
          )}
        </p>
      )}
      <Gaps gaps={finding.gaps} />
      <Evidence evidence={finding.evidence} message={message} />
      {status !== 'pass' && status !== 'not-applicable' && (
        <div class="stack tight">
          <h3>What to do</h3>
          <p>
            <Text value={check.remediation.text} />
          </p>
          {finding.command !== undefined && <Command command={finding.command} />}
          {check.remediation.url !== '' && (
            <p>
              <Reference url={check.remediation.url} />
            </p>
          )}
        </div>
      )}
      <dl class="facts">
        <dt>Resource</dt>
        <dd>
          <a href={href('resources', { resource: resourceLink(model, resourceAt(report, row)) })}>
            <Text value={resource.name} />
          </a>
          <br />
          <span class="muted">
            <Text value={resource.type} />
          </span>
        </dd>
        <dt>{resource.arn === undefined ? 'Key' : 'ARN'}</dt>
        <dd>
          <Code value={resource.arn ?? resource.key} />
        </dd>
        <dt>Account</dt>
        <dd>
          <Text value={account} />, <Text value={region} />
        </dd>
        <Tags tags={resource.tags ?? {}} />
        <dt>Check</dt>
        <dd>
          <Text value={check.title} /> (<Code value={check.id} />)
        </dd>
        {check.rationale !== '' && (
          <>
            <dt>Why it matters</dt>
            <dd>
              <Text value={check.rationale} />
            </dd>
          </>
        )}
        <dt>Recommendation</dt>
        <dd>
          <Text value={catalogue.statement(finding.recommendation)} />
        </dd>
      </dl>
      <Sources keys={finding.sources} sources={report.sources[report.findings.scan[row] ?? 0] ?? null} />
      {(status === 'fail' || status === 'unknown') && <DraftSuppression row={row} finding={finding} />}
    </section>
  );
}

function Command({ command }: { readonly command: string }): JSX.Element {
  return (
    <div>
      <p class="label">
        Command to review and run <Copy text={command} words="Copy" />
      </p>
      <pre tabIndex={0}>
        <Text value={command} />
      </pre>
    </div>
  );
}

function Tags({ tags }: { readonly tags: NonNullable<Row['resource']['tags']> }): JSX.Element | null {
  const all = Object.entries(tags);
  if (all.length === 0) return null;
  return (
    <>
      <dt>Tags</dt>
      <dd>
        {all.map(([name, value]) => (
          <div key={name}>
            <Text value={name} />: <Text value={value} />
          </div>
        ))}
      </dd>
    </>
  );
}

function Gaps({ gaps }: Pick<Row, 'gaps'>): JSX.Element | null {
  if (gaps.length === 0) return null;
  const actions = missingActions(gaps);
  return (
    <div class="stack tight">
      <h3>Why it is not known</h3>
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
      {actions.length > 0 && <Copy text={allowing(actions)} words="Copy a policy that allows it" />}
    </div>
  );
}
