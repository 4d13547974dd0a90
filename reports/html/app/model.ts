import { type Report, resourceAt, resourceId, stringAt } from '../columns.js';
import { type Catalogue, catalogueOf } from './catalogue.js';
import { type Facet, type FacetName, facetsOf } from './facets.js';
import { riskOrder } from './risk.js';
import { type Searcher, searcher } from './search.js';

/** A report made ready to be worked in. */
export interface Model {
  readonly report: Report;
  readonly catalogue: Catalogue;
  readonly rows: number;
  readonly facets: Readonly<Record<FacetName, Facet>>;
  /** All rows in risk order. */
  readonly order: Uint32Array;
  readonly search: Searcher;
  /** True where a scan was compared with a baseline. */
  readonly compared: boolean;
}

/** Folds a report once. */
export function modelOf(report: Report): Model {
  const catalogue = catalogueOf(report.scans);
  const facets = facetsOf(report, catalogue);
  return {
    report,
    catalogue,
    rows: report.findings.check.length,
    facets,
    order: riskOrder(report, facets),
    search: searcher(report, (id) => catalogue.check(id).title),
    compared: report.scans.some(({ header, earlier }) => !earlier && header.baseline !== null),
  };
}

/** What stands in a link for one finding: what it is the finding of. */
export function linkOf({ report }: Model, row: number): string {
  return wellFormed(`${stringAt(report, report.findings.check[row])} ${resourceId(report, resourceAt(report, row))}`);
}

/** The row that a link names; undefined where this report has no such finding. */
export function rowOf(model: Model, link: string): number | undefined {
  const { report, facets } = model;
  const check = facets.check.values.findIndex(({ id }) => link.startsWith(`${id} `));
  if (check === -1) return undefined;
  const row = facets.check.codes.findIndex((code, row) => code === check && linkOf(model, row) === link);
  return row === -1 || report.findings.check[row] === undefined ? undefined : row;
}

/** What stands in a link for one resource. */
export function resourceLink({ report }: Model, resource: number): string {
  return wellFormed(resourceId(report, resource));
}

/** The resource that a link names; undefined where this report has no such resource. */
export function resourceOfLink(model: Model, link: string): number | undefined {
  const found = model.report.resources.name.findIndex((_, resource) => resourceLink(model, resource) === link);
  return found === -1 ? undefined : found;
}

/** An address holds no lone surrogate. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd');
}
