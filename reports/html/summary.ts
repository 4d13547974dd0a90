import { severities } from '../../src/core/check.js';
import type { Finding } from '../../src/core/finding.js';
import type { CheckInfo, Header } from '../../src/core/result.js';
import { visible } from '../../src/core/visible.js';
import { counted, instant, number, severityWords, statuses, statusWords } from './words.js';

/** Checks with fails that the summary names. */
const checksNamed = 25;

/** Text inside an element, whatever it holds. */
function text(value: string): string {
  return visible(value).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function name(value: string): string {
  return `<bdi>${text(value)}</bdi>`;
}

/** The title of the page. */
export function title(headers: readonly Header[]): string {
  const [first, ...others] = headers;
  const subject =
    first !== undefined && others.length === 0 ? `AWS account ${first.account}` : counted(headers.length, 'scan');
  return text(`${subject}: lintel report`);
}

/** What readers see whose browser runs no scripts, and everyone until the page is ready: the headers' own figures. */
export function summary(headers: readonly Header[]): string {
  return headers.map(scanSummary).join('');
}

function scanSummary(header: Header): string {
  const { account, now, partial, counts } = header;
  const total = (status: Finding['status']): number =>
    severities.reduce((sum, severity) => sum + counts[status][severity], 0);
  const rows = severities.map(
    (severity) =>
      `<tr><th scope="row">${severityWords[severity]}</th>${statuses
        .map((status) => `<td class="number">${number(counts[status][severity])}</td>`)
        .join('')}</tr>`,
  );
  const fails = failing(header);
  const shown = fails.slice(0, checksNamed);
  return [
    `<section class="stack"><h2>AWS account ${name(account)}</h2>`,
    `<p>Judged at ${text(instant(now))}. ${counted(total('fail'), 'finding fails', 'findings fail')}, ${number(total('unknown'))} unknown, ${number(total('pass'))} pass, ${number(total('not-applicable'))} not applicable.</p>`,
    partial === null ? '' : `<p>The scan was cut short: ${name(partial)}</p>`,
    `<div class="scroll"><table><caption>Findings by severity</caption><thead><tr><th scope="col">Severity</th>${statuses
      .map((status) => `<th scope="col" class="number">${statusWords[status]}</th>`)
      .join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
    shown.length === 0 ? '' : '<h3>Fix first</h3>',
    shown.length === 0 ? '' : '<ol class="plain">',
    ...shown.map(
      ({ check, fails }) =>
        `<li>${severityWords[check.severity]}: ${name(check.title)} (${counted(fails, 'fail')})</li>`,
    ),
    shown.length === 0 ? '' : '</ol>',
    fails.length > shown.length ? `<p>And ${counted(fails.length - shown.length, 'more check')} with fails.</p>` : '',
    '</section>',
  ].join('');
}

/** Checks with fails, worst first. */
function failing({ checks, coverage }: Header): { readonly check: CheckInfo; readonly fails: number }[] {
  const fails = new Map<string, number>();
  for (const { checkId, findings } of coverage) fails.set(checkId, (fails.get(checkId) ?? 0) + findings.fail);
  return checks
    .map((check) => ({ check, fails: fails.get(check.id) ?? 0 }))
    .filter((one) => one.fails > 0)
    .sort((a, b) => severities.indexOf(a.check.severity) - severities.indexOf(b.check.severity) || b.fails - a.fails);
}
