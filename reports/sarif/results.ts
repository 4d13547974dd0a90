import { createHash } from 'node:crypto';
import type { Finding } from '../../src/core/finding.js';
import { visible } from '../../src/core/visible.js';
import { acceptanceOf, pathOf, sentenceOf, subjectOf } from '../finding.js';
import { baselineState, type BaselineState, type Group, groupState } from './groups.js';
import { levels } from './rules.js';

/** Positions of rules by check id. */
export type RuleIndex = ReadonlyMap<string, number>;

/** A fail as a result. */
export function resultOf(finding: Finding, rules: RuleIndex): object {
  const { checkId, severity, fingerprint, suppression } = finding;
  return {
    ...rule(checkId, rules),
    level: levels[severity],
    message: message(`${subjectOf(finding)}: ${sentenceOf(finding)}`),
    locations: [location(pathOf(finding), [finding])],
    partialFingerprints: {
      'lintelFingerprint/v1': fingerprint,
      primaryLocationLineHash: lineHash(fingerprint.replace(/^v\d+:/, '')),
    },
    ...baseline(baselineState(finding)),
    ...(suppression && { suppressions: [accepted(acceptanceOf(suppression))] }),
    properties: { severity, resourceType: finding.resource.type, region: finding.region },
  };
}

/** A group of fails as one result, with its first resources by name. */
export function foldedResult(group: Group, rules: RuleIndex): object {
  const { findings, worst, named } = group;
  const [first] = named;
  const { checkId, account, region, suppression } = first;
  const names = named.map(({ resource }) => resource.name).join(', ');
  const more = findings - named.length;
  const identity = [suppression === undefined, checkId, account, region];
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return {
    ...rule(checkId, rules),
    level: levels[worst],
    message: message(
      `${findings} findings of this check in ${region}: ${names}${more > 0 ? ` and ${more} more` : ''}.`,
    ),
    // The same in every scan, whichever resource comes first.
    locations: [location(pathOf(first, checkId), named)],
    occurrenceCount: findings,
    partialFingerprints: { 'lintelFold/v1': hash, primaryLocationLineHash: lineHash(hash) },
    ...baseline(groupState(group)),
    ...(suppression && {
      suppressions: [accepted(`Each of ${findings} findings is accepted; of the first: ${acceptanceOf(suppression)}`)],
    }),
    properties: { severity: worst, resourceType: first.resource.type, region },
  };
}

/** An unknown as a notification of the tool. */
export function notificationOf(finding: Finding, rules: RuleIndex): object {
  const { checkId, severity, fingerprint, suppression, gaps } = finding;
  const { ruleId: id, ruleIndex: index } = rule(checkId, rules);
  return {
    level: suppression === undefined ? 'warning' : 'note',
    message: message(
      `${subjectOf(finding)}: ${sentenceOf(finding)}${suppression ? ` ${acceptanceOf(suppression)}` : ''}`,
    ),
    locations: [location(pathOf(finding), [finding])],
    associatedRule: { id, ...(index !== undefined && { index }) },
    properties: { severity, resourceType: finding.resource.type, region: finding.region, fingerprint, gaps },
  };
}

/**
 * A message for people. A square bracket before a round one would make a link of a resource's name; see SARIF 2.1.0,
 * 3.11.6.
 */
export function message(text: string): { readonly text: string } {
  return { text: visible(text).replaceAll('](', '] (') };
}

function rule(ruleId: string, rules: RuleIndex): { readonly ruleId: string; readonly ruleIndex?: number } {
  const ruleIndex = rules.get(ruleId);
  return { ruleId, ...(ruleIndex !== undefined && { ruleIndex }) };
}

/** A file that is not there, since GitHub shows no result without one, and what it stands for. */
function location(uri: string, findings: readonly Finding[]): object {
  return {
    physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
    logicalLocations: findings.map(({ resource }) => ({
      name: resource.name,
      fullyQualifiedName: resource.arn ?? resource.key,
      kind: 'resource',
    })),
  };
}

/** A fingerprint as the only one that GitHub reads: it ends in how often the same hash was seen before. */
function lineHash(hash: string): string {
  return `${hash}:1`;
}

function baseline(state: BaselineState | undefined): { readonly baselineState?: BaselineState } {
  return state === undefined ? {} : { baselineState: state };
}

function accepted(justification: string): object {
  return { kind: 'external', status: 'accepted', justification: visible(justification) };
}
