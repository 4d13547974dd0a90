import type { JSX } from 'preact';
import { severities } from '../../../src/core/check.js';
import { counted, number, statuses, statusWords } from '../words.js';
import { Bars } from './bars.js';
import { Changes } from './changes.js';
import { FixFirst } from './fix-first.js';
import { Sureness } from './sureness.js';
import { Count, Instant, SeverityMark, Table, Text, Title, useModel } from './parts.js';
import { href } from './route.js';
import { noCounts, tally, totals } from './survey.js';
import { Trends } from './trend.js';

/** The report in its reading order: what to fix first, how sure we are, what changed, then everything. */
export function Overview(): JSX.Element {
  const model = useModel();
  const shown = model.report.scans.filter(({ earlier }) => !earlier);
  const [only] = shown;
  const any = statuses.some((status) => totals(model)[status] > 0);
  return (
    <>
      <Title>
        {only !== undefined && shown.length === 1 ? (
          <>
            AWS account <Text value={only.header.account} />
          </>
        ) : (
          counted(shown.length, 'scan')
        )}
      </Title>
      {only !== undefined && shown.length === 1 && <Lead />}
      <Partial any={any} />
      <FixFirst />
      <Sureness />
      {model.compared && <Changes />}
      <section>
        <h2>Everything</h2>
        {!any && <p>There are no findings.</p>}
        <div class="charts" hidden={!any}>
          <BySeverity />
          <Bars
            label="Fails and unknowns by service"
            first="Service"
            values={[...tally(model, 'service')].sort(byFails)}
            hrefOf={(id) => href('findings', { service: id })}
          />
          <Bars
            label="Fails and unknowns by recommendation"
            first="Recommendation"
            values={[...tally(model, 'recommendation')].sort(byFails)}
            hrefOf={(id) => href('findings', { recommendation: id })}
          />
        </div>
        <Trends />
        {shown.length > 1 && <Accounts />}
      </section>
    </>
  );
}

type Byable = ReturnType<typeof tally>[number];

function byFails(a: Byable, b: Byable): number {
  return b.counts.fail - a.counts.fail || b.counts.unknown - a.counts.unknown;
}

function Lead(): JSX.Element | null {
  const header = useModel().report.scans.find(({ earlier }) => !earlier)?.header;
  if (header === undefined) return null;
  const scanned = header.regions.filter(({ state }) => state === 'scanned').length;
  return (
    <p class="muted">
      Judged at <Instant value={header.now} />
      {header.replayed && ', replayed from a recording'}. {counted(header.checks.length, 'check')} in {number(scanned)}{' '}
      of {counted(header.regions.length, 'region')}, read as{' '}
      {header.caller === null ? 'a caller that could not be told' : <Text value={header.caller} />}, by lintel{' '}
      <Text value={header.tool.version} />.
    </p>
  );
}

/** What to know before reading on: scans that were cut short, or that judged nothing. */
function Partial({ any }: { readonly any: boolean }): JSX.Element {
  const model = useModel();
  const cut = model.report.scans.filter(({ header, earlier }) => !earlier && header.partial !== null);
  return (
    <>
      {cut.map(({ header }) => (
        <p class="notice">
          <strong>
            The scan of account <Text value={header.account} /> was cut short; this report is partial.
          </strong>{' '}
          <Text value={header.partial ?? ''} />
        </p>
      ))}
      {!any && (
        <p class="notice">
          <strong>Nothing was judged.</strong> No check gave a finding, so this report says nothing of the account.
        </p>
      )}
    </>
  );
}

function BySeverity(): JSX.Element {
  const model = useModel();
  const rows = tally(model, 'severity');
  return (
    <Table
      label="Findings by severity"
      columns={['Severity', ...statuses.map((status) => statusWords[status])]}
      text={1}
    >
      {severities.map((severity) => {
        const counts = rows.find(({ id }) => id === severity)?.counts ?? noCounts;
        return (
          <tr key={severity}>
            <th scope="row">
              <a href={href('findings', { severity })}>
                <SeverityMark severity={severity} />
              </a>
            </th>
            {statuses.map((status) => (
              <Count key={status} value={counts[status]} />
            ))}
          </tr>
        );
      })}
    </Table>
  );
}

function Accounts(): JSX.Element {
  const { report } = useModel();
  return (
    <Table
      label="Scans in this report"
      columns={['Account', 'Judged at', 'Scan', 'Critical fails', 'High fails', 'All fails', 'Unknown']}
      text={3}
    >
      {report.scans
        .filter(({ earlier }) => !earlier)
        .map(({ header }) => {
          const sum = (status: 'fail' | 'unknown'): number =>
            severities.reduce((total, severity) => total + header.counts[status][severity], 0);
          return (
            <tr>
              <th scope="row">
                <a href={href('findings', { account: header.account })}>
                  <Text value={header.account} />
                </a>
              </th>
              <td>
                <Instant value={header.now} />
              </td>
              <td>{header.partial === null ? 'Complete' : 'Cut short'}</td>
              <Count value={header.counts.fail.critical} />
              <Count value={header.counts.fail.high} />
              <Count value={sum('fail')} />
              <Count value={sum('unknown')} />
            </tr>
          );
        })}
    </Table>
  );
}
