import type { JSX } from 'preact';
import { severities } from '../../../src/core/check.js';
import { nameAt, resourceAt, stringAt, textAt } from '../columns.js';
import { number, severityWords, statuses, statusWords } from '../words.js';
import type { Line } from './filter.js';
import { linkOf, type Model } from './model.js';
import { Text, useModel } from './parts.js';
import { VirtualList } from './virtual.js';

interface Props {
  readonly lines: Uint32Array | readonly Line[];
  readonly closed: ReadonlySet<string>;
  readonly onToggle: (group: string) => void;
  /** The row that stands open beside the list. */
  readonly open: number | undefined;
  readonly hrefOf: (link: string) => string;
}

const longestMessage = 200;
const longestName = 120;

/** Findings, one line each, under the heads of their groups. */
export function FindingList({ lines, closed, onToggle, open, hrefOf }: Props): JSX.Element {
  const model = useModel();
  const lineAt = (index: number): JSX.Element | null => {
    const line = lines[index];
    if (line === undefined) return null;
    if (typeof line !== 'number') {
      return (
        <button type="button" class="head" aria-expanded={!closed.has(line.group)} onClick={() => onToggle(line.group)}>
          <Text value={line.words} longest={longestMessage} /> <span class="muted">{number(line.count)}</span>
        </button>
      );
    }
    return (
      <a class="row" href={hrefOf(linkOf(model, line))} aria-current={open === line ? 'true' : undefined}>
        <FindingLine model={model} row={line} />
      </a>
    );
  };
  return <VirtualList label="Findings" count={lines.length} line={lineAt} />;
}

/** What the list tells of a finding: how bad, what, of which resource, where, and what changed. */
export function FindingLine({ model, row }: { readonly model: Model; readonly row: number }): JSX.Element {
  const { report, facets, catalogue } = model;
  const status = statuses[facets.status.codes[row] ?? 0] ?? 'fail';
  const severity = severities[facets.severity.codes[row] ?? 0] ?? 'informational';
  const region = stringAt(report, report.resources.region[resourceAt(report, row)]);
  const account = stringAt(report, report.resources.account[resourceAt(report, row)]);
  const change = facets.change.values[facets.change.codes[row] ?? 0];
  const tags = [
    ...(report.findings.suppression[row] === 0 ? [] : ['Suppressed']),
    ...(change === undefined || change.id === '' || change.id === 'unchanged' ? [] : [change.words]),
  ];
  return (
    <>
      <span class={`mark ${status === 'fail' ? severity : `status-${status}`}`}>
        {status === 'fail' || status === 'unknown' ? severityWords[severity] : statusWords[status]}
        {status === 'unknown' && <span class="sub">unknown</span>}
      </span>
      <span class="what">
        <span class="message">
          <strong>
            <Text value={nameAt(report, row)} longest={longestName} />
          </strong>{' '}
          <Text value={textAt(report, 'message', row)} longest={longestMessage} />
        </span>
        <span class="sub">
          <Text value={catalogue.check(textAt(report, 'check', row)).title} />
        </span>
      </span>
      <span class="where sub">
        <Text value={region} />
        {facets.account.values.length > 1 && (
          <>
            {' '}
            <Text value={account} />
          </>
        )}
        {tags.length > 0 && <span class="tag">{tags.join(', ')}</span>}
      </span>
    </>
  );
}
