import type { JSX } from 'preact';
import type { CallCount, Coverage as Scope, Header, RegionState } from '../../../src/core/result.js';
import { counted, number } from '../words.js';
import { Code, Count, Table, Text, Title, useModel } from './parts.js';
import { UnknownEntry } from './sureness.js';
import { unknownGroups } from './survey.js';

/** What was looked at and what was not: reasons for unknowns, then account by account regions, checks and calls. */
export function Coverage(): JSX.Element {
  const model = useModel();
  const groups = unknownGroups(model);
  const headers = model.report.scans.filter(({ earlier }) => !earlier).map(({ header }) => header);
  return (
    <>
      <Title>Coverage</Title>
      <section>
        <h2>Why findings are unknown</h2>
        {groups.length === 0 ? (
          <p>No finding is unknown.</p>
        ) : (
          <>
            <p class="lead">By reason, worst first. A finding with several reasons stands under each of them.</p>
            <ol class="plain unknowns">
              {groups.map((group) => (
                <UnknownEntry group={group} />
              ))}
            </ol>
          </>
        )}
      </section>
      {headers.map((header) => (
        <Account key={`${header.account} ${header.now}`} header={header} />
      ))}
    </>
  );
}

const regionStates: Readonly<Record<RegionState['state'], string>> = {
  scanned: 'Scanned',
  'not-selected': 'Not scanned: not selected',
  'not-enabled': 'Not scanned: not enabled in this account',
  unread: 'Not scanned: nothing could be read',
};

function Account({ header }: { readonly header: Header }): JSX.Element {
  const failed = header.calls.filter(({ errors, throttles }) => errors + throttles > 0);
  return (
    <section>
      <h2>
        Account <Text value={header.account} />
      </h2>
      <Table label={`Regions of account ${header.account}`} columns={['Region', 'State', 'Why']}>
        {header.regions.map(({ name, state, reason = '' }) => (
          <tr key={name}>
            <th scope="row" class="nowrap">
              <Text value={name} />
            </th>
            <td>{regionStates[state]}</td>
            <td class="muted">
              <Text value={reason} />
            </td>
          </tr>
        ))}
      </Table>
      <Checks header={header} />
      <Calls label={`Calls that met an error or were throttled, account ${header.account}`} calls={failed} />
      <details class="block">
        <summary>
          <h3>All calls</h3>{' '}
          <span class="muted">{counted(header.calls.length, 'operation and region', 'operations and regions')}</span>
        </summary>
        <Calls label={`All calls, account ${header.account}`} calls={header.calls} />
      </details>
    </section>
  );
}

/** The numbers of a scope; the last three are told only where there is one. */
const numbers: readonly (readonly [words: string, of: (scope: Scope) => number])[] = [
  ['Listed', ({ listed }) => listed],
  ['Judged', ({ findings }) => findings.pass + findings.fail + findings['not-applicable']],
  ['Unknown', ({ findings }) => findings.unknown],
  ['Gone', ({ gone }) => gone],
  ['Not selected', ({ notSelected }) => notSelected],
  ['Other accounts', ({ foreign }) => foreign],
];
const always = 3;

function told(scopes: readonly Scope[]): typeof numbers {
  return numbers.filter(([, of], index) => index < always || scopes.some((scope) => of(scope) > 0));
}

/** A line for each check over all its regions, and below it on demand a line for each region. */
function Checks({ header: { account, coverage, checks } }: { readonly header: Header }): JSX.Element {
  const byCheck = new Map<string, Scope[]>(checks.map(({ id }) => [id, []]));
  for (const scope of coverage) {
    const scopes = byCheck.get(scope.checkId);
    if (scopes === undefined) byCheck.set(scope.checkId, [scope]);
    else scopes.push(scope);
  }
  const columns = told(coverage);
  const broken = coverage.filter(({ complete }) => !complete);
  return (
    <>
      <Table
        label={`Checks over all regions, account ${account}`}
        columns={['Check', 'Scopes', 'Listing', ...columns.map(([words]) => words)]}
        text={3}
      >
        {[...byCheck].map(([id, scopes]) => (
          <tr key={id}>
            <th scope="row">
              <Text value={id} />
            </th>
            <td>{scopes.length === 1 ? <Text value={scopes[0]?.region ?? ''} /> : number(scopes.length)}</td>
            <td>{listingOf(scopes)}</td>
            <Cells scopes={scopes} columns={columns} />
          </tr>
        ))}
      </Table>
      {broken.length > 0 && <ScopeTable label={`Listings that are not complete, account ${account}`} scopes={broken} />}
      <details class="block">
        <summary>
          <h3>Checks by region</h3> <span class="muted">{counted(coverage.length, 'scope')}</span>
        </summary>
        <ScopeTable label={`Checks by region, account ${account}`} scopes={coverage} />
      </details>
    </>
  );
}

function listingOf(scopes: readonly Scope[]): string {
  if (scopes.length === 0) return 'No scope to run in';
  const broken = scopes.filter(({ complete }) => !complete).length;
  if (broken > 0) return scopes.length === 1 ? 'Not complete' : `${number(broken)} not complete`;
  return scopes.every(({ listed }) => listed === 0) ? 'Complete, nothing there' : 'Complete';
}

function ScopeTable({ label, scopes }: { readonly label: string; readonly scopes: readonly Scope[] }): JSX.Element {
  const columns = told(scopes);
  return (
    <Table label={label} columns={['Check', 'Scope', 'Listing', ...columns.map(([words]) => words)]} text={3}>
      {scopes.map((scope) => (
        <tr key={`${scope.checkId} ${scope.region}`}>
          <th scope="row">
            <Text value={scope.checkId} />
          </th>
          <td class="nowrap">
            <Text value={scope.region} />
          </td>
          <td>
            {listingOf([scope])}
            {scope.reasons.map(({ findings, message }) => (
              <div class="small muted">
                {counted(findings, 'finding')} unknown: <Text value={message} />
              </div>
            ))}
          </td>
          <Cells scopes={[scope]} columns={columns} />
        </tr>
      ))}
    </Table>
  );
}

function Cells({
  scopes,
  columns,
}: {
  readonly scopes: readonly Scope[];
  readonly columns: typeof numbers;
}): JSX.Element {
  return (
    <>
      {columns.map(([words, of]) => (
        <Count key={words} value={scopes.reduce((total, scope) => total + of(scope), 0)} />
      ))}
    </>
  );
}

function Calls({ label, calls }: { readonly label: string; readonly calls: readonly CallCount[] }): JSX.Element {
  if (calls.length === 0) return <p class="muted">{label}: none.</p>;
  return (
    <Table label={label} columns={['Operation', 'Region', 'Calls', 'Retries', 'Throttles', 'Errors']} text={2}>
      {calls.map(({ operation, region, calls, retries, throttles, errors }) => (
        <tr key={`${operation} ${region}`}>
          <th scope="row">
            <Code value={operation} />
          </th>
          <td class="nowrap">
            <Text value={region} />
          </td>
          <Count value={calls} />
          <Count value={retries} />
          <Count value={throttles} />
          <Count value={errors} />
        </tr>
      ))}
    </Table>
  );
}
