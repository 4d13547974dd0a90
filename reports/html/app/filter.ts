import type { FacetName } from './facets.js';
import { codeOf } from './facets.js';
import type { Model } from './model.js';
import { resourceAt, stringAt } from '../columns.js';

/** The facets in the order in which they are offered. */
export const facetNames = [
  'status',
  'severity',
  'service',
  'check',
  'recommendation',
  'region',
  'account',
  'owner',
  'change',
  'accepted',
] as const satisfies readonly FacetName[];

/** What findings can be sorted by. */
export const sorts = { risk: 'Risk', resource: 'Resource', check: 'Check', region: 'Region' } as const;
export type Sort = keyof typeof sorts;

/** What findings can be grouped by; `none` is one list. */
export const groupings = [
  'none',
  'check',
  'severity',
  'service',
  'recommendation',
  'region',
  'account',
  'owner',
  'change',
] as const;
export type Grouping = (typeof groupings)[number];

/** Which findings are shown, and how. */
export interface Filter {
  readonly text: string;
  readonly chosen: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  /** Framework, or framework and control as `cis-7.0 1.2`; empty for none. */
  readonly control: string;
  readonly sort: Sort;
  readonly group: Grouping;
}

/** What is shown when nothing is asked for: what needs a person. */
export const openStatuses: readonly string[] = ['fail', 'unknown'];

/** Everything that needs a person, worst first. */
export const startFilter: Filter = {
  text: '',
  chosen: { status: openStatuses },
  control: '',
  sort: 'risk',
  group: 'none',
};

/** How a filter stands in the fragment; what is as at the start is left out. */
export function writeFilter({ text, chosen, control, sort, group }: Filter): URLSearchParams {
  const params = new URLSearchParams();
  if (text !== '') params.set('q', text);
  for (const name of facetNames) {
    const values = chosen[name] ?? [];
    if (name === 'status' && values.length === 0) params.set(name, 'any');
    else if (name !== 'status' || values.join() !== openStatuses.join())
      for (const value of values) params.append(name, value);
  }
  if (control !== '') params.set('control', control);
  if (sort !== 'risk') params.set('sort', sort);
  if (group !== 'none') params.set('group', group);
  return params;
}

/** The filter that a fragment names; what it does not understand it leaves as at the start. */
export function readFilter(params: URLSearchParams): Filter {
  const chosen: Partial<Record<FacetName, readonly string[]>> = {};
  for (const name of facetNames) {
    const values = params.getAll(name);
    if (name === 'status') chosen[name] = values.includes('any') ? [] : values.length === 0 ? openStatuses : values;
    else if (values.length > 0) chosen[name] = values;
  }
  const sort = params.get('sort') ?? '';
  const group = groupings.find((name) => name === params.get('group')) ?? 'none';
  return {
    text: params.get('q') ?? '',
    chosen,
    control: params.get('control') ?? '',
    sort: Object.hasOwn(sorts, sort) ? (sort as Sort) : 'risk',
    group,
  };
}

/** One thing that a filter asks of a facet: which of its codes may stay. */
interface Ask {
  readonly name: FacetName | 'control';
  readonly codes: Int32Array;
  readonly allowed: Uint8Array;
}

function asksOf({ facets, catalogue }: Model, { chosen, control }: Filter): Ask[] {
  const asks: Ask[] = [];
  for (const name of facetNames) {
    const wanted = chosen[name] ?? [];
    if (wanted.length === 0) continue;
    const facet = facets[name];
    const allowed = new Uint8Array(facet.values.length);
    for (const id of wanted) {
      const code = codeOf(facet, id);
      if (code !== -1) allowed[code] = 1;
    }
    asks.push({ name, codes: facet.codes, allowed });
  }
  if (control !== '') {
    const [frameworkId, ...rest] = control.split(' ');
    const framework = catalogue.frameworks.find(({ id }) => id === frameworkId);
    const controls = framework?.controls.filter(({ id }) => rest.length === 0 || id === rest.join(' ')) ?? [];
    const checks = new Set(controls.flatMap((one) => one.checks));
    const allowed = Uint8Array.from(facets.check.values, ({ id }) => (checks.has(id) ? 1 : 0));
    asks.push({ name: 'control', codes: facets.check.codes, allowed });
  }
  return asks;
}

/** Rows that a filter lets through but for one facet, as a mask. */
function maskOf(model: Model, filter: Filter, without?: FacetName): Uint8Array {
  const found = model.search(filter.text);
  const mask = found === undefined ? new Uint8Array(model.rows).fill(1) : found.slice();
  for (const { name, codes, allowed } of asksOf(model, filter)) {
    if (name === without) continue;
    for (let row = 0; row < mask.length; row += 1) if (allowed[codes[row] ?? 0] === 0) mask[row] = 0;
  }
  // What only the baseline has is no finding of this scan: it is shown where changes are asked for.
  if ((filter.chosen.change ?? []).length === 0) {
    const { past } = model.report.findings;
    for (let row = 0; row < mask.length; row += 1) if (past[row] !== 0) mask[row] = 0;
  }
  return mask;
}

/** Rows that a filter shows, in its order. */
export function apply(model: Model, filter: Filter): Uint32Array {
  const mask = maskOf(model, filter);
  return orderBy(model, filter.sort).filter((row) => mask[row] === 1);
}

/** How many rows each value of a facet would show, whatever is chosen of the facet itself. */
export function countsOf(model: Model, filter: Filter, name: FacetName): Int32Array {
  const { codes, values } = model.facets[name];
  const counts = new Int32Array(values.length);
  const mask = maskOf(model, filter, name);
  for (let row = 0; row < mask.length; row += 1) {
    const code = codes[row] ?? 0;
    if (mask[row] === 1) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

const orders = new WeakMap<Model, Map<Sort, Uint32Array>>();

/** All rows by a sort; rows that are equal by it stay in risk order. */
function orderBy(model: Model, sort: Sort): Uint32Array {
  if (sort === 'risk') return model.order;
  const known = orders.get(model) ?? new Map<Sort, Uint32Array>();
  orders.set(model, known);
  const made = known.get(sort) ?? sorted(model, sort);
  known.set(sort, made);
  return made;
}

function sorted(model: Model, sort: Exclude<Sort, 'risk'>): Uint32Array {
  const { report, facets, order } = model;
  const ranks = sort === 'resource' ? resourceRanks(model) : facets[sort].codes;
  const span = 2 ** Math.ceil(Math.log2(order.length + 1));
  const keys = Float64Array.from(order, (row, place) => {
    const rank = sort === 'resource' ? ranks[resourceAt(report, row)] : ranks[row];
    return (rank ?? 0) * span + place;
  });
  return Uint32Array.from(keys.sort(), (key) => order[key % span] ?? 0);
}

/** Place of every resource in the order of names. */
function resourceRanks({ report }: Model): Int32Array {
  const { name } = report.resources;
  const names = Array.from(name, (index) => stringAt(report, index));
  const order = names.map((_, index) => index).sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
  const ranks = new Int32Array(names.length);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}

/** A line of the list: a finding's row, or the head of a group. */
export type Line = number | { readonly group: string; readonly words: string; readonly count: number };

/** Rows in lines, each group under its head; groups in the order of their first row, closed ones as their head alone. */
export function linesOf(
  model: Model,
  rows: Uint32Array,
  grouping: Grouping,
  closed: ReadonlySet<string>,
): readonly Line[] | Uint32Array {
  if (grouping === 'none') return rows;
  const { codes, values } = model.facets[grouping];
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const code = codes[row] ?? 0;
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [row]);
    else group.push(row);
  }
  const lines: Line[] = [];
  for (const [code, members] of groups) {
    const { id = '', words = '' } = values[code] ?? {};
    lines.push({ group: id, words, count: members.length });
    if (!closed.has(id)) for (const row of members) lines.push(row);
  }
  return lines;
}
