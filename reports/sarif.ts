import { toUSVString } from 'node:util';
import type { ScanResult } from '../src/core/result.js';
import { type Group, groupOf, groupsToFold, reported } from './sarif/groups.js';
import { foldedResult, message, notificationOf, resultOf, type RuleIndex } from './sarif/results.js';
import { ruleOf } from './sarif/rules.js';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * Results as SARIF 2.1.0, a run each, streamed with every rule, notification and result on a line of its own. Fails
 * are results, unknowns notifications of the tool; what passes or does not apply is only counted.
 *
 * Made for GitHub code scanning, which takes 20 runs a file with a category each (the account) and keeps 5,000 results
 * of a run. Where there are more, the largest groups of one check in one region become one result each, with the
 * number and the first resources. GitHub compares uploads itself: it reads neither `suppressions` nor `baselineState`,
 * and shows accepted results as open.
 */
export async function* renderSarif(results: readonly ScanResult[]): AsyncGenerator<string> {
  yield `{\n  "$schema": ${json(schema)},\n  "version": "2.1.0",\n  "runs": [`;
  for (const [index, result] of results.entries()) {
    yield index === 0 ? '\n' : ',\n';
    yield* renderRun(result);
  }
  yield '\n  ]\n}\n';
}

async function* renderRun(result: ScanResult): AsyncGenerator<string> {
  const { header } = result;
  const { partition, account, now, partial, startedAt, endedAt, tool, counts, baseline } = header;
  const rules = new Map(header.checks.map(({ id }, index) => [id, index]));
  const folded = await groupsToFold(result);
  const foldedFindings = [...folded.values()].reduce((sum, { findings }) => sum + findings, 0);
  yield `    {\n      "tool": {"driver": {"name": ${json(tool.name)}, "semanticVersion": ${json(tool.version)}, "rules": [`;
  yield* elements(header.checks.map(ruleOf));
  // GitHub's category is what stands before the last slash.
  yield `]}},\n      "automationDetails": ${json({ id: `lintel/${partition}/${account}/${now}` })},\n`;
  const invocation = { executionSuccessful: partial === null, startTimeUtc: startedAt, endTimeUtc: endedAt };
  yield `      "invocations": [${json(invocation).slice(0, -1)},"toolExecutionNotifications": [`;
  yield* elements(notificationsOf(result, rules));
  yield ']}],\n      "results": [';
  yield* elements(resultsOf(result, folded, rules));
  yield `],\n      "properties": ${json({ partition, account, now, partial, counts, baseline, foldedFindings })}\n    }`;
}

async function* notificationsOf({ header, findings }: ScanResult, rules: RuleIndex): AsyncGenerator<object> {
  const { partial, regionsUnread } = header;
  if (partial !== null) yield { level: 'error', message: message(`The scan was cut short: ${partial}`) };
  if (regionsUnread !== null) {
    yield { level: 'warning', message: message(`The list of regions could not be read: ${regionsUnread}`) };
  }
  for await (const finding of findings) if (finding.status === 'unknown') yield notificationOf(finding, rules);
}

async function* resultsOf(
  result: ScanResult,
  folded: ReadonlyMap<string, Group>,
  rules: RuleIndex,
): AsyncGenerator<object> {
  const told = new Set<string>();
  for await (const finding of reported(result)) {
    const key = groupOf(finding);
    const group = folded.get(key);
    if (group === undefined) yield resultOf(finding, rules);
    else if (!told.has(key)) yield foldedResult(group, rules);
    told.add(key);
  }
}

async function* elements(items: Iterable<object> | AsyncIterable<object>): AsyncGenerator<string> {
  let none = true;
  for await (const item of items) {
    yield `${none ? '' : ','}\n        ${json(item)}`;
    none = false;
  }
  if (!none) yield '\n      ';
}

/** JSON that strict parsers read too: a lone surrogate, which JSON can escape and Unicode does not have, is replaced. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? toUSVString(part) : part));
}
