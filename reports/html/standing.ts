import type { Recommendation } from '../../src/core/result.js';
import type { Survey } from './survey.js';

/** How a recommendation stands in one result. */
export type Standing = 'fails' | 'unknown' | 'passes' | 'nothing-judged' | 'not-selected' | 'manual' | 'not-assessed';

/** Standings as people read them, in the order in which they are told. */
export const standingWords: Readonly<Record<Standing, string>> = {
  fails: 'At least one fail',
  unknown: 'No fail, but findings unknown',
  passes: 'Findings, none of them fail or unknown',
  'nothing-judged': 'Checked, nothing to judge',
  'not-selected': 'Not in this scan’s selection',
  manual: 'Yours to confirm',
  'not-assessed': 'Not yet assessed',
};

/** Recommendations by how they stand; standings that none has are left out. */
export function standings(survey: Survey): ReadonlyMap<Standing, readonly Recommendation[]> {
  const all = Object.keys(standingWords) as Standing[];
  const groups = new Map(all.map((standing): [Standing, Recommendation[]] => [standing, []]));
  for (const one of survey.header.recommendations) groups.get(standingOf(one, survey))?.push(one);
  return new Map([...groups].filter(([, members]) => members.length > 0));
}

function standingOf({ id, assessable }: Recommendation, { header, byRecommendation }: Survey): Standing {
  const counts = byRecommendation.get(id);
  if (counts !== undefined) return counts.fail > 0 ? 'fails' : counts.unknown > 0 ? 'unknown' : 'passes';
  if (header.checks.some(({ recommendation }) => recommendation === id)) return 'nothing-judged';
  if (Object.entries(header.assessedBy).some(([served, by]) => served === id && by.length > 0)) return 'not-selected';
  return assessable === 'manual' ? 'manual' : 'not-assessed';
}
