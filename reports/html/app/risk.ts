import type { Report } from '../columns.js';
import { stringAt } from '../columns.js';
import type { Facet, FacetName } from './facets.js';

/** Recommendations of which a fail can be used from outside the account, with nothing else going wrong first. */
export const exposing: ReadonlySet<string> = new Set([
  'block-s3-public-access',
  'control-resource-based-policies',
  'keep-databases-off-the-internet',
  'protect-root-user',
  'require-root-mfa',
  'restrict-bucket-policies',
  'restrict-cognito-roles',
  'restrict-key-access',
  'restrict-network-acls',
  'restrict-role-trust',
  'restrict-security-groups',
  'retire-s3-acls',
  'review-external-access',
  'secure-apis',
  'separate-public-and-private-subnets',
]);

/**
 * All rows in the order in which they should be dealt with: what nobody has accepted, fails before unknowns, by
 * severity; then what can be reached from outside the account; then what the baseline had already; then check by check.
 */
export function riskOrder(report: Report, facets: Readonly<Record<FacetName, Facet>>): Uint32Array {
  const { check, recommendation, suppression, past, change } = report.findings;
  const { status, severity } = facets;
  const reach = new Map<number, number>();
  const ranks = new Float64Array(check.length);
  const span = 2 ** Math.ceil(Math.log2(check.length + 1));
  for (let row = 0; row < check.length; row += 1) {
    const about = recommendation[row] ?? 0;
    let inside = reach.get(about);
    if (inside === undefined) reach.set(about, (inside = exposing.has(stringAt(report, about)) ? 0 : 1));
    const aside = past[row] === 0 ? (suppression[row] === 0 ? 0 : 1) : 2;
    const isNew = stringAt(report, change[row]) === 'unchanged' ? 0 : 1;
    const rank = (((aside * 4 + (status.codes[row] ?? 0)) * 5 + (severity.codes[row] ?? 0)) * 2 + inside) * 2 + isNew;
    // The row itself is the last word, so that equal ranks stay in the result's own order.
    ranks[row] = rank * span + row;
  }
  return Uint32Array.from(ranks.sort(), (rank) => rank % span);
}
