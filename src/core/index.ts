/** What checks and plug-ins write against: everything of core but what only the engine and datasets may make. */
export {
  atLeast,
  type Check,
  defineCheck,
  type Evidence,
  fail,
  type ListOption,
  notApplicable,
  type NumberOption,
  type Option,
  pass,
  type Severity,
  severities,
  undecided,
  type Verdict,
} from './check.js';
export {
  acrossRegions,
  collect,
  type Dataset,
  lookup,
  maybe,
  type Need,
  onDemand,
  perAccount,
  perRegion,
  perResource,
  type ResourceOf,
  type ResourceType,
  resourceType,
} from './dataset.js';
export { type Absent, absent, type Gap, type GapReason, gapReasons, isAbsent, isGap, type List } from './fact.js';
export { allOf, anyOf, known, not, type Truth } from './logic.js';
export type { ReadContext } from './operation.js';
export type { Listed, Page, Resource } from './resource.js';
export { account, region } from './scope.js';
export { plural } from './words.js';
