/** What findings can be filtered and grouped by. Each facet gives every row one code. */
import { severities } from '../../../src/core/check.js';
import { type Report, stringAt } from '../columns.js';
import { severityWords, statuses, statusWords } from '../words.js';
import type { Catalogue } from './catalogue.js';

/** A facet's name, as it stands in the fragment. */
export type FacetName =
  | 'status'
  | 'severity'
  | 'service'
  | 'check'
  | 'recommendation'
  | 'region'
  | 'account'
  | 'owner'
  | 'change'
  | 'accepted';

/** One value of a facet. */
export interface FacetValue {
  /** As it stands in the fragment. */
  readonly id: string;
  readonly words: string;
}

/** One facet with the code of each row: an index into its values. */
export interface Facet {
  readonly name: FacetName;
  readonly label: string;
  readonly values: readonly FacetValue[];
  readonly codes: Int32Array;
}

const changeWords: Readonly<Record<string, string>> = {
  '': 'Not compared',
  new: 'New',
  worse: 'Worse',
  changed: 'Changed otherwise',
  unchanged: 'Unchanged',
  resolved: 'Resolved',
  'no-longer-observed': 'No longer observed',
};

/** The facets of a report, by name. */
export function facetsOf(report: Report, catalogue: Catalogue): Readonly<Record<FacetName, Facet>> {
  const { findings, resources } = report;
  const viaResource = (column: Int32Array): Int32Array => findings.resource.map((resource) => column[resource] ?? 0);
  const identity = (index: number): string => stringAt(report, index);
  const change = findings.change.map((index, row) => (findings.past[row] === 0 ? index : -(findings.past[row] ?? 0)));
  return {
    status: fixed(
      'status',
      'Status',
      statuses,
      (id) => statusWords[id as keyof typeof statusWords],
      findings.status,
      identity,
    ),
    severity: fixed(
      'severity',
      'Severity',
      severities,
      (id) => severityWords[id as keyof typeof severityWords],
      findings.severity,
      identity,
    ),
    service: found('service', 'Service', findings.check, (index) => catalogue.check(identity(index)).service),
    check: found('check', 'Check', findings.check, identity, (id) => catalogue.check(id).title),
    recommendation: found('recommendation', 'Recommendation', findings.recommendation, identity, (id) =>
      catalogue.statement(id),
    ),
    region: found('region', 'Region', viaResource(resources.region), identity),
    account: found('account', 'Account', viaResource(resources.account), identity),
    owner: found(
      'owner',
      'Owner tag',
      viaResource(resources.tags),
      (index) => ownerOf(identity(index)),
      (id) => (id === '' ? 'No owner tag' : id),
    ),
    change: found(
      'change',
      'Since the baseline',
      change,
      (index) => identity(Math.abs(index)),
      (id) => changeWords[id] ?? id,
    ),
    accepted: fixed(
      'accepted',
      'Suppression',
      ['open', 'suppressed'],
      (id) => (id === 'open' ? 'Not suppressed' : 'Suppressed'),
      findings.suppression,
      (index) => (index === 0 ? 'open' : 'suppressed'),
    ),
  };
}

/** The value of a tag named owner, however it is capitalised. */
function ownerOf(tags: string): string {
  if (tags === '') return '';
  const entries = Object.entries(JSON.parse(tags) as Record<string, string>);
  return entries.find(([name]) => name.toLowerCase() === 'owner')?.[1] ?? '';
}

/** A facet with every value that a column has, in order of their words. */
function found(
  name: FacetName,
  label: string,
  column: Int32Array,
  idOf: (index: number) => string,
  words: (id: string) => string = (id) => id,
): Facet {
  const ids = new Map<number, string>();
  for (const index of column) if (!ids.has(index)) ids.set(index, idOf(index));
  const values = [...new Set(ids.values())]
    .map((id) => ({ id, words: words(id) }))
    .sort((a, b) => (a.words < b.words ? -1 : a.words > b.words ? 1 : 0));
  return coded(name, label, values, column, ids);
}

/** A facet whose values are known and have an order of their own. */
function fixed(
  name: FacetName,
  label: string,
  order: readonly string[],
  words: (id: string) => string,
  column: Int32Array,
  idOf: (index: number) => string,
): Facet {
  const ids = new Map<number, string>();
  for (const index of column) if (!ids.has(index)) ids.set(index, idOf(index));
  return coded(
    name,
    label,
    order.map((id) => ({ id, words: words(id) })),
    column,
    ids,
  );
}

function coded(
  name: FacetName,
  label: string,
  values: readonly FacetValue[],
  column: Int32Array,
  ids: ReadonlyMap<number, string>,
): Facet {
  const codeOf = new Map(values.map(({ id }, code) => [id, code]));
  const codes = new Map([...ids].map(([index, id]) => [index, codeOf.get(id) ?? 0]));
  return { name, label, values, codes: column.map((index) => codes.get(index) ?? 0) };
}

/** Code of a value; -1 where the facet has no such value. */
export function codeOf({ values }: Facet, id: string): number {
  return values.findIndex((value) => value.id === id);
}
