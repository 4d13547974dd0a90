import type { VNode } from 'preact';
import type { Finding, Status } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { Account } from './account.js';
import { ClosedCheck, OpenCheck } from './check.js';
import { CoverageRow, CoverageSection } from './coverage.js';
import { Document } from './document.js';
import { ClosedFinding, closedColumns, OpenFinding } from './finding.js';
import { FixFirst } from './fix-first.js';
import { Overview } from './overview.js';
import { Table } from './parts.js';
import { ids, type Place, placeOf } from './place.js';
import { Frameworks } from './frameworks.js';
import { Recommendations } from './recommendations.js';
import { around, render, Slot } from './slot.js';
import { type Survey, survey } from './survey.js';
import { NotKnown } from './unknown.js';

/**
 * Results as one self-contained HTML page without scripts, in pieces as they are made. Each result's
 * findings are iterated three times, so that memory holds neither them nor the page.
 */
export async function* renderHtml(results: readonly ScanResult[]): AsyncIterable<string> {
  const scans: { readonly result: ScanResult; readonly survey: Survey }[] = [];
  for (const result of results) scans.push({ result, survey: await survey(result) });
  const [open, close] = around(
    <Document surveys={scans.map((scan) => scan.survey)}>
      <Slot />
    </Document>,
  );
  yield `<!doctype html>\n${open}`;
  for (const [index, scan] of scans.entries()) {
    yield* renderAccount(scan.result, scan.survey, placeOf(index), scans.length === 1);
  }
  yield `${close}\n`;
}

async function* renderAccount(result: ScanResult, survey: Survey, place: Place, alone: boolean): AsyncIterable<string> {
  const [open, close] = around(
    <Account survey={survey} place={place} alone={alone}>
      <Slot />
    </Account>,
  );
  yield open;
  yield render(<Overview survey={survey} place={place} />);
  yield render(<FixFirst survey={survey} place={place} />);
  yield render(<NotKnown survey={survey} place={place} />);
  yield* renderOpen(result, survey, place);
  yield* renderClosed(result, survey, place);
  yield render(<Recommendations survey={survey} place={place} />);
  yield render(<Frameworks header={survey.header} place={place} />);
  yield* renderCoverage(survey, place);
  yield close;
}

/** Fails and unknowns by check, in full. */
async function* renderOpen({ findings }: ScanResult, survey: Survey, place: Place): AsyncIterable<string> {
  const { total } = survey;
  const [open, close] = around(
    <section id={ids.part(place, 'findings')}>
      <h3>Findings by check</h3>
      {total.fail + total.unknown === 0 && <p>No finding fails and none is unknown.</p>}
      <Slot />
    </section>,
  );
  yield open;
  yield* byCheck(
    only(findings, ['fail', 'unknown']),
    (id) => (
      <OpenCheck id={id} survey={survey} place={place}>
        <Slot />
      </OpenCheck>
    ),
    (finding) => <OpenFinding finding={finding} survey={survey} place={place} />,
  );
  yield close;
}

/** Passes and not-applicable findings by check, a row each. */
async function* renderClosed({ findings }: ScanResult, survey: Survey, place: Place): AsyncIterable<string> {
  const { total } = survey;
  const [open, close] = around(
    <section id={ids.part(place, 'passed')}>
      <h3>Passed and not applicable</h3>
      {total.pass + total['not-applicable'] === 0 && <p>No finding passes and none is not applicable.</p>}
      <Slot />
    </section>,
  );
  yield open;
  yield* byCheck(
    only(findings, ['pass', 'not-applicable']),
    (id) => (
      <ClosedCheck id={id} survey={survey}>
        <Table label={`Passed and not applicable: ${survey.check(id).title}`} columns={closedColumns} class="wide">
          <Slot />
        </Table>
      </ClosedCheck>
    ),
    (finding) => <ClosedFinding finding={finding} survey={survey} />,
  );
  yield close;
}

async function* renderCoverage(survey: Survey, place: Place): AsyncIterable<string> {
  const [open, close] = around(
    <CoverageSection survey={survey} place={place}>
      <Slot />
    </CoverageSection>,
  );
  yield open;
  for (const coverage of survey.header.coverage) yield render(<CoverageRow coverage={coverage} />);
  yield close;
}

async function* only(findings: AsyncIterable<Finding>, statuses: readonly Status[]): AsyncIterable<Finding> {
  for await (const finding of findings) if (statuses.includes(finding.status)) yield finding;
}

/** Findings in their order, each check's within the element made for it. */
async function* byCheck(
  findings: AsyncIterable<Finding>,
  check: (id: string) => VNode,
  one: (finding: Finding) => VNode,
): AsyncIterable<string> {
  let current: string | undefined;
  let end = '';
  for await (const finding of findings) {
    if (finding.checkId !== current) {
      const [open, close] = around(check(finding.checkId));
      yield end + open;
      [current, end] = [finding.checkId, close];
    }
    yield render(one(finding));
  }
  yield end;
}
