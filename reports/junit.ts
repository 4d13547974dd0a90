import type { Finding } from '../src/core/finding.js';
import type { CheckInfo, Header, ScanResult } from '../src/core/result.js';
import { visible } from '../src/core/visible.js';
import { acceptanceOf, sentenceOf, subjectOf } from './finding.js';

/** What becomes of a finding as a test case. */
type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

/**
 * Results as JUnit XML: a suite for each check with findings, a case for each finding. A fail is a failure, an unknown
 * an error; what does not apply and what someone accepted is skipped. A scan cut short is an error of its own.
 * The findings are read twice, since counts stand before the cases.
 */
export async function* renderJunit(results: readonly ScanResult[]): AsyncGenerator<string> {
  const counted = await Promise.all(results.map(async (result) => ({ result, suites: await countSuites(result) })));
  const all = counted.flatMap(({ suites }) => [...suites.values()]);
  const cut = results.filter(({ header }) => header.partial !== null).length;
  const total = all.reduce(plus, { tests: cut, failures: 0, errors: cut, skipped: 0 });
  const times = results.map(({ header }) => Date.parse(header.endedAt) - Date.parse(header.startedAt));
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: 'lintel', ...total, time: seconds })}>\n`;
  for (const { result, suites } of counted) yield* renderResult(result, suites);
  yield '</testsuites>\n';
}

/** Counts by check. */
async function countSuites({ findings }: ScanResult): Promise<Map<string, Counts>> {
  const suites = new Map<string, Counts>();
  for await (const finding of findings) {
    const before = suites.get(finding.checkId) ?? { tests: 0, failures: 0, errors: 0, skipped: 0 };
    const outcome = outcomeOf(finding);
    suites.set(finding.checkId, {
      tests: before.tests + 1,
      failures: before.failures + Number(outcome === 'failure'),
      errors: before.errors + Number(outcome === 'error'),
      skipped: before.skipped + Number(outcome === 'skipped'),
    });
  }
  return suites;
}

function plus(a: Counts, b: Counts): Counts {
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    errors: a.errors + b.errors,
    skipped: a.skipped + b.skipped,
  };
}

function outcomeOf({ status, suppression }: Finding): Outcome {
  if (status === 'pass') return 'passed';
  if (status === 'not-applicable' || suppression !== undefined) return 'skipped';
  return status === 'fail' ? 'failure' : 'error';
}

async function* renderResult(
  { header, findings }: ScanResult,
  suites: ReadonlyMap<string, Counts>,
): AsyncGenerator<string> {
  const checks = new Map(header.checks.map((check) => [check.id, check]));
  if (header.partial !== null) yield cutShort(header, header.partial);
  let open: string | undefined;
  for await (const finding of findings) {
    const { checkId } = finding;
    if (checkId !== open) {
      if (open !== undefined) yield closed;
      yield opened(header, checkId, suites.get(checkId));
      open = checkId;
    }
    yield renderCase(finding, checks.get(checkId));
  }
  if (open !== undefined) yield closed;
}

function opened({ account, now }: Header, name: string, counts: Counts | undefined): string {
  return `  <testsuite${attributes({ name, package: account, ...counts, timestamp: now })}>\n`;
}

const closed = '  </testsuite>\n';

function cutShort(header: Header, why: string): string {
  const suite = opened(header, 'scan', { tests: 1, failures: 0, errors: 1, skipped: 0 });
  const error = `<error${attributes({ type: 'partial', message: `The scan was cut short: ${why}` })}/>`;
  return `${suite}${testCase({ classname: 'scan', name: header.account }, error)}${closed}`;
}

function renderCase(finding: Finding, check: CheckInfo | undefined): string {
  const { checkId, resource, account } = finding;
  // People name a user and a role alike, in every account.
  const names = { classname: checkId, name: `${subjectOf(finding)}, ${resource.type} of ${account}` };
  return testCase(names, outcomes[outcomeOf(finding)](finding, check));
}

const outcomes: Readonly<Record<Outcome, (finding: Finding, check: CheckInfo | undefined) => string>> = {
  passed: () => '',
  failure: (finding, check) => {
    const { text, url } = check?.remediation ?? {};
    const lines = [finding.resource.arn ?? finding.resource.key, text, finding.command, url];
    const body = lines.flatMap((line) => (line === undefined ? [] : [escapeXml(line)])).join('\n');
    return `<failure${attributes({ type: finding.severity, message: sentenceOf(finding) })}>${body}</failure>`;
  },
  error: (finding) =>
    `<error${attributes({ type: finding.gaps[0]?.kind ?? 'unknown', message: sentenceOf(finding) })}/>`,
  skipped: (finding) => {
    const { suppression } = finding;
    const accepted = suppression === undefined ? '' : `${acceptanceOf(suppression)} `;
    return `<skipped${attributes({ message: `${accepted}${sentenceOf(finding)}` })}/>`;
  },
};

function testCase(names: { readonly classname: string; readonly name: string }, outcome: string): string {
  const opening = `    <testcase${attributes(names)}`;
  return outcome === '' ? `${opening}/>\n` : `${opening}>${outcome}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\ufffe': '\\u{fffe}',
  '\uffff': '\\u{ffff}',
};

/**
 * Any text as it may stand in an attribute or between tags. XML 1.0 has no way to write control characters, lone
 * surrogates, U+FFFE and U+FFFF, not even by number: they become visible escapes, as they do for terminals.
 */
function escapeXml(text: string): string {
  return visible(text).replaceAll(/[&<>"\ufffe\uffff]/g, (character) => entities[character] ?? character);
}
