import { severities } from '../src/core/check.js';
import type { Status } from '../src/core/finding.js';
import type { Header, ScanResult } from '../src/core/result.js';
import { plural } from '../src/core/words.js';
import { code, prose } from './markdown/escape.js';
import { fit, type Fold, table } from './markdown/fold.js';
import { failed, frameworks, notScanned, suppressed, unknown } from './markdown/sections.js';
import { survey } from './markdown/survey.js';
import { summarise } from './terminal/summary.js';

/** Most characters: a comment of GitHub holds 65,536, and a job summary 1 MiB. */
export const mostCharacters = 60_000;

/** What a comment is found again by, to be updated in place. */
const marker = '<!-- lintel -->\n';

const closing = 'The JSON and HTML reports of the scan have everything.\n';

const statusWords: readonly (readonly [Status, string])[] = [
  ['fail', 'failed'],
  ['unknown', 'unknown'],
  ['pass', 'passed'],
  ['not-applicable', 'not applicable'],
];

/**
 * Results as a job summary or a comment of a pull request, in {@link mostCharacters}. What has no room is left out by
 * whole rows and sections, and the text says so.
 */
export async function* renderMarkdown(results: readonly ScanResult[]): AsyncGenerator<string> {
  let room = mostCharacters - closing.length;
  const written = (text: string): string => {
    room -= text.length;
    return text;
  };
  yield written(`${marker}${title(results)}`);
  if (results.length > 1) yield written(fit(accounts(results), room / 3) ?? '');
  for (const [index, result] of results.entries()) {
    const left = `${plural(results.length - index, 'account')} left out here.\n\n`;
    const text = fit(await account(result, 1 / Math.min(results.length - index, 10)), room - left.length);
    if (text === undefined) {
      yield written(left);
      break;
    }
    yield written(text);
  }
  yield closing;
}

function title(results: readonly ScanResult[]): string {
  const failedCount = results.reduce((sum, { header }) => sum + total(header, 'fail'), 0);
  const unknownCount = results.reduce((sum, { header }) => sum + total(header, 'unknown'), 0);
  const of = results.length === 1 ? '' : ` in ${plural(results.length, 'account')}`;
  return `## lintel: ${failedCount} failed, ${unknownCount} unknown${of}\n\n`;
}

function accounts(results: readonly ScanResult[]): Fold {
  const rows = results.map(({ header }) => [
    code(header.account),
    when(header.now),
    ...statusWords.map(([status]) => String(total(header, status))),
    header.partial === null ? '' : 'cut short',
  ]);
  const columns = ['Account', 'Scanned', ...statusWords.map(([, words]) => words), ''];
  return table(columns, rows, (left) => `${plural(left, 'more account')} left out here.`);
}

async function account(result: ScanResult, share: number): Promise<Fold> {
  const { header } = result;
  const [summary, of] = [await summarise(result), await survey(result)];
  const parts = [
    ...failed(of, header.baseline !== null),
    ...unknown(summary),
    ...frameworks(header),
    ...suppressed(of),
    ...notScanned(header),
  ];
  return {
    head: `### Account ${code(header.account)}\n\n${verdict(header, of.suppressed.count)}\n`,
    // An account with no section has its verdict still.
    parts: parts.length === 0 ? [''] : parts,
    rest: (left) => `${plural(left, 'more section')} of this account left out here.\n\n`,
    share,
  };
}

function verdict(header: Header, accepted: number): string {
  const counts = statusWords.map(([status, words]) => {
    const count = `${total(header, status)} ${words}`;
    const by = severities.filter((severity) => header.counts[status][severity] > 0);
    const open = status === 'fail' || status === 'unknown';
    if (!open || by.length === 0) return count;
    return `**${count}** (${by.map((severity) => `${header.counts[status][severity]} ${severity}`).join(', ')})`;
  });
  const judged = statusWords.some(([status]) => total(header, status) > 0);
  const sentences = [
    ...(header.partial === null
      ? []
      : [`**The scan was cut short:** ${prose(header.partial)}. What is missing is not known; it has not passed.`]),
    judged ? `${counts.join(', ')}.` : '**Nothing was judged:** no check gave a finding.',
    ...(accepted > 0 ? [`Of these, ${accepted} suppressed.`] : []),
    ...baseline(header),
    `Scanned ${when(header.now)} with lintel ${prose(header.tool.version)}${header.replayed ? ', replayed from a recording' : ''}.`,
  ];
  return sentences.map((sentence) => `${sentence}\n`).join('\n');
}

function baseline({ baseline: compared }: Header): string[] {
  if (compared === null) return [];
  const { changes, past } = compared;
  const now = (['new', 'worse', 'changed', 'resolved', 'unchanged'] as const).map(
    (change) => `${changes[change]} ${change}`,
  );
  return [
    `Compared with the scan of ${when(compared.now)}: ${now.join(', ')}; of what only that scan has, ` +
      `${past.resolved} resolved and ${past['no-longer-observed']} no longer observed.`,
  ];
}

function total({ counts }: Header, status: Status): number {
  return severities.reduce((sum, severity) => sum + counts[status][severity], 0);
}

function when(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
