import { findingOf } from '../columns.js';
import type { Model } from './model.js';

const columns = [
  'account',
  'region',
  'status',
  'severity',
  'check',
  'title',
  'resource_type',
  'resource',
  'resource_key',
  'message',
  'recommendation',
  'change',
  'suppressed_by',
  'suppressed_until',
  'suppression_reason',
  'evidence',
  'command',
];

/** The rows as CSV by RFC 4180, a header first; what a spreadsheet would take for a formula is text. */
export function* csvOf(model: Model, rows: Uint32Array): Generator<string> {
  yield line(columns);
  for (const row of rows) {
    const finding = findingOf(model.report, row);
    const { resource, suppression } = finding;
    yield line([
      finding.account,
      finding.region,
      finding.status,
      finding.severity,
      finding.checkId,
      model.catalogue.check(finding.checkId).title,
      resource.type,
      resource.name,
      resource.arn ?? resource.key,
      finding.message,
      finding.recommendation,
      finding.past ?? finding.change ?? '',
      suppression?.owner ?? '',
      suppression?.expires ?? '',
      suppression?.reason ?? '',
      JSON.stringify(finding.evidence),
      finding.command ?? '',
    ]);
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const inert = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
