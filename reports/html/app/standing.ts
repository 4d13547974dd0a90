import type { Recommendation } from '../../../src/core/result.js';
import type { Model } from './model.js';
import { tally } from './survey.js';

/** How a recommendation stands in the scans of a page. */
export type Standing = 'fails' | 'unknown' | 'passes' | 'nothing-judged' | 'not-selected' | 'manual' | 'not-assessed';

/** Standings as people read them, in the order in which they are told. */
export const standingWords: Readonly<Record<Standing, string>> = {
  fails: 'At least one fail',
  unknown: 'No fail, but findings unknown',
  manual: 'Yours to confirm',
  passes: 'Findings, none of them fail or unknown',
  'nothing-judged': 'Checked, nothing to judge',
  'not-selected': 'Not in this scan’s selection',
  'not-assessed': 'Not yet assessed',
};

/** Recommendations by how they stand; standings that none has are left out. */
export function standings(model: Model): ReadonlyMap<Standing, readonly Recommendation[]> {
  const counts = new Map(tally(model, 'recommendation').map((one) => [one.id, one.counts]));
  const headers = model.report.scans.filter(({ earlier }) => !earlier).map(({ header }) => header);
  const served = new Set(model.catalogue.checks.map(({ recommendation }) => recommendation));
  const assessed = new Set(
    headers.flatMap(({ assessedBy }) => Object.entries(assessedBy).flatMap(([id, by]) => (by.length > 0 ? [id] : []))),
  );
  const standingOf = ({ id, assessable }: Recommendation): Standing => {
    const of = counts.get(id);
    if (of !== undefined && of.fail > 0) return 'fails';
    if (of !== undefined && of.unknown > 0) return 'unknown';
    if (of !== undefined && of.pass + of['not-applicable'] > 0) return 'passes';
    if (served.has(id)) return 'nothing-judged';
    if (assessed.has(id)) return 'not-selected';
    return assessable === 'manual' ? 'manual' : 'not-assessed';
  };
  const groups = new Map(
    (Object.keys(standingWords) as Standing[]).map((standing): [Standing, Recommendation[]] => [standing, []]),
  );
  for (const one of model.catalogue.recommendations) groups.get(standingOf(one))?.push(one);
  return new Map([...groups].filter(([, members]) => members.length > 0));
}
