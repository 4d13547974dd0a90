import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { severities } from '../../../src/core/check.js';
import { resourceOf, stringAt } from '../columns.js';
import { counted, number, statuses } from '../words.js';
import { FindingLine } from './finding-list.js';
import { useKeys } from './keys.js';
import { linkOf, resourceLink, resourceOfLink } from './model.js';
import { Code, SeverityMark, Tally, Text, Title, useModel } from './parts.js';
import { href, replaceRoute } from './route.js';
import { type ResourceTally, resourceTallies } from './survey.js';
import { VirtualList } from './virtual.js';

const longestName = 120;

/** Every resource with what was found of it, or one of them. */
export function Resources({ params }: { readonly params: URLSearchParams }): JSX.Element {
  const model = useModel();
  const link = params.get('resource');
  const one = useMemo(() => (link === null ? undefined : resourceOfLink(model, link)), [model, link]);
  if (one !== undefined) return <Resource resource={one} />;
  return <ResourceList text={params.get('q') ?? ''} />;
}

function ResourceList({ text }: { readonly text: string }): JSX.Element {
  const model = useModel();
  const all = resourceTallies(model);
  const shown = useMemo(() => {
    const wanted = text.toLowerCase();
    return wanted === ''
      ? all
      : all.filter(({ resource }) => {
          const { name, key, arn = '', type } = resourceOf(model.report, resource);
          return [name, key, arn, type].some((value) => value.toLowerCase().includes(wanted));
        });
  }, [all, text, model]);
  const box = useRef<HTMLDivElement>(null);
  useKeys(box, shown.length, undefined);
  return (
    <>
      <Title>Resources</Title>
      <div class="filters">
        <label class="search">
          <span class="hidden">Search resources</span>
          <input
            id="search"
            type="search"
            placeholder="Search names, ARNs, types"
            value={text}
            onInput={(event) => {
              const { value } = event.currentTarget;
              replaceRoute('resources', new URLSearchParams(value === '' ? {} : { q: value }));
            }}
          />
        </label>
      </div>
      <div class="count">
        <p role="status">
          {shown.length === all.length
            ? counted(all.length, 'resource')
            : `${number(shown.length)} of ${counted(all.length, 'resource')}`}
          , worst first
        </p>
      </div>
      <div ref={box}>
        <VirtualList label="Resources" count={shown.length} line={(index) => <ResourceLine tally={shown[index]} />} />
      </div>
    </>
  );
}

function ResourceLine({ tally }: { readonly tally: ResourceTally | undefined }): JSX.Element | null {
  const model = useModel();
  const { report } = model;
  if (tally === undefined) return null;
  const { resource, counts, worst } = tally;
  const { resources } = report;
  const severity = severities[worst];
  return (
    <a class="row" href={href('resources', { resource: resourceLink(model, resource) })}>
      {severity === undefined ? <span class="muted">No fail</span> : <SeverityMark severity={severity} />}
      <span class="what">
        <span class="message">
          <strong>
            <Text value={stringAt(report, resources.name[resource])} longest={longestName} />
          </strong>
        </span>
        <span class="sub">
          <Text value={stringAt(report, resources.type[resource])} />
        </span>
      </span>
      <span class="where sub">
        <Text value={stringAt(report, resources.region[resource])} />
        <span class="tag">{openCounts(counts)}</span>
      </span>
    </a>
  );
}

function openCounts({ fail, unknown }: ResourceTally['counts']): string {
  const parts = [fail > 0 ? `${number(fail)} fail` : '', unknown > 0 ? `${number(unknown)} unknown` : ''];
  return parts.filter((part) => part !== '').join(', ');
}

function Resource({ resource }: { readonly resource: number }): JSX.Element {
  const model = useModel();
  const { report } = model;
  const { name, type, key, arn, tags = {}, account, region } = resourceOf(report, resource);
  const rows = useMemo(
    () => model.order.filter((row) => report.findings.resource[row] === resource && report.findings.past[row] === 0),
    [model, report, resource],
  );
  const counts = { fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 };
  for (const row of rows) counts[statuses[model.facets.status.codes[row] ?? 0] ?? 'fail'] += 1;
  return (
    <>
      <p class="kicker">
        <a href={href('resources')}>Resources</a>
      </p>
      <Title>
        <Text value={name} longest={longestName} />
      </Title>
      <dl class="facts">
        <dt>Type</dt>
        <dd>
          <Text value={type} />
        </dd>
        <dt>{arn === undefined ? 'Key' : 'ARN'}</dt>
        <dd>
          <Code value={arn ?? key} />
        </dd>
        <dt>Account</dt>
        <dd>
          <Text value={account} />, <Text value={region} />
        </dd>
        {Object.keys(tags).length > 0 && (
          <>
            <dt>Tags</dt>
            <dd>
              {Object.entries(tags).map(([tag, value]) => (
                <div key={tag}>
                  <Text value={tag} />: <Text value={value} />
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
      <section>
        <h2>{counted(rows.length, 'finding')}</h2>
        <p class="lead">
          <Tally counts={counts} />
        </p>
        <ol class="plain lines">
          {[...rows].map((row) => (
            <li key={row} class="line">
              <a
                class="row"
                href={href('findings', { status: 'any', q: `"${arn ?? key}"`, finding: linkOf(model, row) })}
              >
                <FindingLine model={model} row={row} />
              </a>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
