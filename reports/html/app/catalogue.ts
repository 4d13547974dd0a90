import type { CheckInfo, Recommendation } from '../../../src/core/result.js';
import type { Framework } from '../../../src/core/framework.js';
import type { Scan } from '../columns.js';

/** What the scans of a page say of checks, recommendations and frameworks, whichever scan says it. */
export interface Catalogue {
  readonly checks: readonly CheckInfo[];
  readonly recommendations: readonly Recommendation[];
  readonly frameworks: readonly Framework[];
  /** A check by its id; of one that no scan lists, no more than the id. */
  check(id: string): CheckInfo;
  /** What a recommendation says; of one that no scan lists, its id. */
  statement(id: string): string;
}

/** Folds the headers of the scans that are shown. */
export function catalogueOf(scans: readonly Scan[]): Catalogue {
  const headers = scans.filter(({ earlier }) => !earlier).map(({ header }) => header);
  const checks = byId(headers.flatMap((header) => header.checks));
  const recommendations = byId(headers.flatMap((header) => header.recommendations));
  const unlisted = new Map<string, CheckInfo>();
  return {
    checks: [...checks.values()],
    recommendations: [...recommendations.values()],
    frameworks: [...byId(headers.flatMap((header) => header.frameworks)).values()],
    check(id) {
      const known = checks.get(id) ?? unlisted.get(id);
      if (known !== undefined) return known;
      const remediation = { text: '', url: '' };
      const service = id.includes('-') ? id.slice(0, id.indexOf('-')) : id;
      const made = {
        id,
        title: id,
        service,
        severity: 'informational',
        recommendation: '',
        rationale: '',
        remediation,
      } as const;
      unlisted.set(id, made);
      return made;
    },
    statement: (id) => recommendations.get(id)?.statement ?? id,
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
