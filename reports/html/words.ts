/** What people read for what a result says; shared by the page and its summary without scripts. */
import type { Severity } from '../../src/core/check.js';
import type { Status } from '../../src/core/finding.js';

/** Statuses as people read them. */
export const statusWords: Readonly<Record<Status, string>> = {
  fail: 'Fail',
  unknown: 'Unknown',
  pass: 'Pass',
  'not-applicable': 'Not applicable',
};

/** The order in which statuses are told. */
export const statuses = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly Status[];

/** Severities as people read them. */
export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  informational: 'Informational',
};

const grouped = new Intl.NumberFormat('en-GB');

/** `12,345`. */
export function number(value: number): string {
  return grouped.format(value);
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** An ISO instant as `2026-11-20 02:00 UTC`; anything else as it stands. */
export function instant(value: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/.exec(value);
  return parts === null ? value : `${parts[1]} ${parts[2]} UTC`;
}
