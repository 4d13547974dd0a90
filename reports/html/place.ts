import type { Finding } from '../../src/core/finding.js';

/** Prefix of the ids of one result's elements, so that several results fit one page. */
export type Place = `a${number}`;

/** The place of the result at this index. */
export function placeOf(index: number): Place {
  return `a${index + 1}`;
}

/** The parts of a result's section that its contents link to. */
export type Part = 'fix' | 'unknown' | 'findings' | 'passed' | 'recommendations' | 'frameworks' | 'coverage';

/** Ids of elements that links point to. */
export const ids = {
  part: (place: Place, part: Part): string => `${place}-${part}`,
  check: (place: Place, checkId: string): string => `${place}-check-${checkId}`,
  finding: (place: Place, { fingerprint }: Finding): string => `${place}-${fingerprint.replace(':', '-')}`,
};
