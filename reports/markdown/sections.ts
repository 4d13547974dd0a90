import { controlStates, countControls, judgeControls } from '../../src/core/framework.js';
import type { Header } from '../../src/core/result.js';
import { plural } from '../../src/core/words.js';
import { stateWords } from '../frameworks.js';
import { some } from '../terminal/page.js';
import { reasonWords, type Summary, withoutFindings } from '../terminal/summary.js';
import { code, link, prose } from './escape.js';
import { type Fold, table } from './fold.js';
import type { Failed, Survey } from './survey.js';

const elsewhere = 'the JSON and HTML reports of this scan have them all';

/** What failed and nobody has accepted: a table for each check, worst first. */
export function failed({ failed: groups }: Survey, compared: boolean): Fold[] {
  if (groups.length === 0) return [];
  return [
    {
      head: '#### Failed\n\n',
      parts: groups.map((group) => failedCheck(group, compared)),
      rest: (left) => `**${plural(left, 'more failed check')}** left out here: ${elsewhere}.\n\n`,
      share: 0.6,
    },
  ];
}

function failedCheck({ checkId, check, severity, count, rows }: Failed, compared: boolean): Fold {
  const columns = ['Resource', 'Region', 'What is wrong', ...(compared ? ['Since the baseline'] : [])];
  const { head, parts } = table(
    columns,
    rows.map((row) => row.slice(0, columns.length)),
    String,
  );
  const title = `<b>${severity}</b>: ${prose(check?.title ?? checkId)} (<code>${prose(checkId)}</code>), ${plural(count, 'finding')}`;
  const { text, url } = check?.remediation ?? { text: '', url: '' };
  const how = check === undefined ? '' : `${prose(text, 600)} ${link('Documentation', url)}\n\n`;
  const unlisted = count - rows.length;
  const more = (left: number): string => `\n${left} more of them: ${elsewhere}.\n`;
  return {
    head: `<details><summary>${title}</summary>\n\n${how}${head}`,
    parts: unlisted > 0 ? [...parts, more(unlisted)] : parts,
    foot: '\n</details>\n\n',
    // The last part may be the sentence that stands for the findings without a row.
    rest: (left) => more(unlisted > 0 ? left - 1 + unlisted : left),
  };
}

/** What is not known, by reason, with the permission that would tell. */
export function unknown({ unknown: groups, unknownCount, overlap }: Summary): Fold[] {
  if (unknownCount === 0) return [];
  const rows = groups.map(({ reason, count, regions, checkIds }) => [
    `${prose(reasonWords(reason))}: ${prose(reason.message)}`,
    reason.kind === 'denied' && reason.actions !== undefined ? code(reason.actions.join(', ')) : '',
    String(count),
    prose(some(regions, 4)),
    prose(some(checkIds, 4)),
  ]);
  const several = overlap ? ' A finding that is open for several reasons stands under each.' : '';
  return [
    section(
      'Not known',
      `${plural(unknownCount, 'finding')}, neither passed nor failed.${several}`,
      table(['Why', 'Missing permission', 'Findings', 'Regions', 'Checks'], rows, (left) => leftOut(left, 'reason')),
      0.5,
    ),
  ];
}

/** The frameworks that were asked for: controls by state, and those that failed or are unknown. */
export function frameworks(header: Header): Fold[] {
  const selected = header.frameworks.filter(({ id }) => header.selectedFrameworks.includes(id));
  return selected.map((framework) => {
    const judged = judgeControls(header, framework);
    const counts = countControls(judged);
    const states = controlStates.filter((state) => counts[state] > 0);
    const open = judged.filter(({ state }) => state === 'failed' || state === 'unknown');
    const rows = open.map(({ control, state }) => [prose(control.id), stateWords[state], prose(control.title)]);
    return section(
      prose(framework.title),
      `${plural(judged.length, 'control')}: ${states.map((state) => `${counts[state]} ${stateWords[state]}`).join(', ')}.`,
      table(['Control', 'State', 'What it asks for'], rows, (left) => leftOut(left, 'control')),
      0.5,
    );
  });
}

/** What people have accepted, with their reasons. */
export function suppressed({ suppressed: { count, rows } }: Survey): Fold[] {
  if (count === 0) return [];
  const columns = ['Resource', 'Check', 'Status', 'Reason', 'Owner', 'Expires', 'Ticket'];
  const { head, parts } = table(columns, rows, String);
  const unlisted = count - rows.length;
  const more = (left: number): string => `\n${leftOut(left, 'suppressed finding')}\n`;
  const all: Fold = {
    head,
    parts: unlisted > 0 ? [...parts, more(unlisted)] : parts,
    foot: '\n',
    rest: (left) => more(unlisted > 0 ? left - 1 + unlisted : left),
  };
  return [section('Suppressed', `${plural(count, 'finding')} accepted, each with its status as it is.`, all, 0.5)];
}

/** Where nothing was looked at, and why. */
export function notScanned(header: Header): Fold[] {
  const missed = new Map<string, string[]>();
  for (const { name, state, reason } of header.regions) {
    if (state === 'scanned') continue;
    const why = `${state.replace('-', ' ')}${reason === undefined ? '' : `: ${reason}`}`;
    missed.set(why, [...(missed.get(why) ?? []), name]);
  }
  const rows = [
    ...(header.regionsUnread === null
      ? []
      : [['Other regions', `the list could not be read: ${header.regionsUnread}`]]),
    ...[...missed].map(([why, names]) => [some(names, 20), why]),
    ...[...withoutFindings(header)].map(([why, ids]) => [some(ids, 8), why]),
  ].map((row) => row.map((text) => prose(text, 600)));
  if (rows.length === 0) return [];
  const what = table(['What', 'Why'], rows, (left) => leftOut(left, 'line'));
  return [section('Not scanned, or nothing to judge', '', what, 1)];
}

function section(title: string, words: string, body: Fold, share: number): Fold {
  const head = `#### ${title}\n\n${words === '' ? '' : `${words}\n\n`}`;
  if (body.parts.length === 0) return { head, parts: [''], rest: () => '', share };
  return { ...body, head: head + body.head, share };
}

function leftOut(left: number, noun: string): string {
  return `${plural(left, `more ${noun}`)} left out here: ${elsewhere}.`;
}
