import type { ComponentChildren, JSX } from 'preact';
import type { CallCount, Coverage, RegionState } from '../../src/core/result.js';
import { Code, Count, counted, RegionCell, Table, Text } from './parts.js';
import { ids, type Place } from './place.js';
import type { Survey } from './survey.js';

/** What was looked at, what was not, and what it took. `children` are the rows of checks by scope. */
export function CoverageSection({
  survey: { header },
  place,
  children,
}: {
  readonly survey: Survey;
  readonly place: Place;
  readonly children: ComponentChildren;
}): JSX.Element {
  const incomplete = header.coverage.filter(({ complete }) => !complete).length;
  return (
    <section id={ids.part(place, 'coverage')}>
      <h3>Coverage</h3>
      <Box title="Regions" note={counted(header.regions.length, 'region')}>
        <Table label="Regions" columns={['Region', 'State', 'Why']} class="wide">
          {header.regions.map((region) => (
            <RegionRow region={region} />
          ))}
        </Table>
      </Box>
      <Box
        title="Checks by scope"
        note={`${counted(header.coverage.length, 'listing')}, ${incomplete === 0 ? 'all complete' : `${incomplete} not complete`}`}
      >
        <Table label="Checks by scope" columns={coverageColumns} text={3} class="wide">
          {children}
        </Table>
      </Box>
      <Box title="Calls" note={counted(header.calls.length, 'operation')}>
        <Table
          label="Calls"
          columns={['Operation', 'Region', 'Calls', 'Retries', 'Throttles', 'Errors']}
          text={2}
          class="wide"
        >
          {header.calls.map((call) => (
            <CallRow call={call} />
          ))}
        </Table>
      </Box>
    </section>
  );
}

function Box({ title, note, children }: { title: string; note: string; children: ComponentChildren }): JSX.Element {
  return (
    <details>
      <summary>
        <span class="line">
          <h4>{title}</h4>
          <span class="muted small">{note}</span>
        </span>
      </summary>
      {children}
    </details>
  );
}

const regionStates: Readonly<Record<RegionState['state'], string>> = {
  scanned: 'Scanned',
  'not-selected': 'Not scanned: not selected',
  'not-enabled': 'Not scanned: not enabled in this account',
  unread: 'Not scanned: nothing could be read',
};

function RegionRow({ region: { name, state, reason } }: { readonly region: RegionState }): JSX.Element {
  return (
    <tr>
      <th scope="row" class="region">
        <Text value={name} />
      </th>
      <td>{regionStates[state]}</td>
      <td>{reason !== undefined && <Text value={reason} />}</td>
    </tr>
  );
}

const coverageColumns = [
  'Check',
  'Scope',
  'Listing',
  'Listed',
  'Judged',
  'Unknown',
  'Gone',
  'Not selected',
  'Other accounts',
];

/** What one check saw in one scope. */
export function CoverageRow({ coverage }: { readonly coverage: Coverage }): JSX.Element {
  const { checkId, region, listed, findings, gone, notSelected, foreign } = coverage;
  return (
    <tr>
      <th scope="row" class="name">
        <Text value={checkId} />
      </th>
      <RegionCell name={region} />
      <td class="name">
        <Listing coverage={coverage} />
      </td>
      <Count value={listed} />
      <Count value={findings.pass + findings.fail + findings['not-applicable']} />
      <Count value={findings.unknown} />
      <Count value={gone} />
      <Count value={notSelected} />
      <Count value={foreign} />
    </tr>
  );
}

function Listing({ coverage: { complete, listed, reasons } }: { readonly coverage: Coverage }): JSX.Element {
  return (
    <>
      {complete ? listed === 0 ? '0 resources, listed successfully' : 'Complete' : <strong>Not complete</strong>}
      {reasons.map((reason) => (
        <div class="small muted">
          {counted(reason.findings, 'finding')} unknown: <Text value={reason.message} />
        </div>
      ))}
    </>
  );
}

function CallRow({ call }: { readonly call: CallCount }): JSX.Element {
  return (
    <tr>
      <th scope="row">
        <Code value={call.operation} />
      </th>
      <RegionCell name={call.region} />
      <Count value={call.calls} />
      <Count value={call.retries} />
      <Count value={call.throttles} />
      <Count value={call.errors} />
    </tr>
  );
}
