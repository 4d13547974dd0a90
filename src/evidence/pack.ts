/** The evidence of a framework's controls, as a folder of plain files that an auditor can check without lintel. */
import { createHash } from 'node:crypto';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '../../reports/csv.js';
import { stateWords } from '../../reports/frameworks.js';
import { compareText, type Finding, type Source } from '../core/finding.js';
import { type Framework, judgeControls, type JudgedControl } from '../core/framework.js';
import type { Coverage, Header, ScanResult } from '../core/result.js';
import { readme } from './readme.js';
import { UserError } from '../core/user-error.js';
import { makeDirectory } from '../result/directory.js';
import { mendable } from '../result/write.js';

/**
 * Writes the evidence for every control of a framework to a folder: `controls.csv` with the state and population of
 * each, a file a control with its findings (deciding values, operations, request ids, server times, age of the data),
 * `population.csv` with what was listed where, the scan's header, and `SHA256SUMS`, which `sha256sum -c` checks.
 * @returns the names of the files.
 * @throws UserError where the folder holds something already or cannot be written.
 */
export async function writeEvidencePack(result: ScanResult, framework: Framework, folder: string): Promise<string[]> {
  await makeEmpty(folder);
  return mendable(folder, writeFiles(result, framework, folder));
}

async function writeFiles(result: ScanResult, framework: Framework, folder: string): Promise<string[]> {
  const { header } = result;
  const judged = judgeControls(header, framework);
  const sources = new Map<string, Source>();
  for await (const source of result.sources) sources.set(source.key, source);

  const suppressed = await writeFindings(result, judged, sources, folder);
  const write = async (name: string, text: string): Promise<void> =>
    writeFile(join(folder, name), text, { flag: 'wx', mode: 0o600 });
  await write('controls.csv', controlsCsv(judged, header, suppressed));
  await write('population.csv', populationCsv(header.coverage, judged));
  await write('scan.json', `${JSON.stringify(header, null, 2)}\n`);
  await write('README.md', readme(header, framework));
  const names = (await readdir(folder)).sort(compareText);
  const sums = await Promise.all(names.map(async (name) => `${await sha256(join(folder, name))}  ${name}\n`));
  await write('SHA256SUMS', sums.join(''));
  return [...names, 'SHA256SUMS'];
}

async function makeEmpty(folder: string): Promise<void> {
  try {
    await makeDirectory(folder);
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    throw new UserError(`${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
  }
  throw new UserError(
    `${folder} is not empty. Evidence is written to a folder of its own: name another with --output.`,
  );
}

const findingColumns = [
  'check',
  'status',
  'severity',
  'resource type',
  'resource name',
  'resource',
  'account',
  'region',
  'message',
  'deciding values',
  'values cut',
  'not known because',
  'accepted by',
  'operations',
  'request ids',
  'server times',
  'age of the data in seconds',
  'caller',
  'fingerprint',
];

/** Writes a file a control; @returns how many findings of each are suppressed. */
async function writeFindings(
  { header, findings }: ScanResult,
  judged: readonly JudgedControl[],
  sources: ReadonlyMap<string, Source>,
  folder: string,
): Promise<ReadonlyMap<string, number>> {
  const controlsOf = new Map<string, string[]>();
  for (const { control } of judged) {
    for (const check of control.checks) controlsOf.set(check, [...(controlsOf.get(check) ?? []), control.id]);
  }
  const suppressed = new Map<string, number>();
  const files = new Map<string, Awaited<ReturnType<typeof open>>>();
  try {
    for await (const finding of findings) {
      for (const control of controlsOf.get(finding.checkId) ?? []) {
        let file = files.get(control);
        if (file === undefined) {
          files.set(control, (file = await open(join(folder, controlFile(control)), 'wx', 0o600)));
          await file.writeFile(csvLine(findingColumns));
        }
        await file.writeFile(csvLine(findingCells(finding, header, sources)));
        if (finding.suppression !== undefined) suppressed.set(control, (suppressed.get(control) ?? 0) + 1);
      }
    }
  } finally {
    for (const file of files.values()) await file.close();
  }
  return suppressed;
}

function controlFile(id: string): string {
  return `control-${id.replaceAll(/[^\w.-]/g, '_')}.csv`;
}

function findingCells(finding: Finding, header: Header, sources: ReadonlyMap<string, Source>): string[] {
  const { resource, suppression, evidence } = finding;
  const read = finding.sources.flatMap((key) => sources.get(key) ?? []);
  const unique = (values: readonly string[]): string => [...new Set(values)].join(' ');
  const oldest = read.map(({ time }) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  const age = oldest.length === 0 ? '' : Math.max(0, Math.round((Date.parse(header.now) - Math.min(...oldest)) / 1000));
  return [
    finding.checkId,
    finding.status,
    finding.severity,
    resource.type,
    resource.name,
    resource.arn ?? resource.key,
    finding.account,
    finding.region,
    finding.message,
    JSON.stringify(evidence),
    Object.keys(evidence)
      .filter((name) => cutMark.test(JSON.stringify(evidence[name])))
      .join(' '),
    finding.gaps.map(({ message }) => message).join(' '),
    suppression === undefined
      ? ''
      : `${suppression.owner} until ${suppression.expires}: ${suppression.reason}${suppression.ticket === undefined ? '' : ` (${suppression.ticket})`}`,
    unique(read.map(({ operation }) => operation)),
    unique(read.flatMap(({ requestIds }) => requestIds)),
    unique(read.map(({ time }) => time)),
    String(age),
    header.caller ?? 'could not be read',
    finding.fingerprint,
  ];
}

/** What stands at the end of a value that was too long to keep whole (core/finding.ts). */
const cutMark = /\(\d+ characters, sha256 [0-9a-f]{64}\)/;

function controlsCsv(
  judged: readonly JudgedControl[],
  header: Header,
  suppressed: ReadonlyMap<string, number>,
): string {
  const columns = [
    'control',
    'what it asks for',
    'level',
    'the standard assesses it',
    'state',
    'checks',
    'not assessed',
    'checks with changed options',
    'resources listed',
    'resources not judged',
    'pass',
    'fail',
    'not applicable',
    'unknown',
    'suppressed',
    'findings',
  ];
  const rows = judged.map(({ control, state, findings, tuned }) => {
    const rowsOf = header.coverage.filter(({ checkId }) => control.checks.includes(checkId));
    const sum = (count: (row: Coverage) => number): string =>
      String(rowsOf.reduce((total, row) => total + count(row), 0));
    const any = Object.values(findings).some((count) => count > 0);
    return [
      control.id,
      control.title,
      String(control.level ?? ''),
      control.assessment,
      stateWords[state],
      control.checks.join(' '),
      control.beyond ?? '',
      tuned.join(' '),
      sum(({ listed }) => listed),
      sum(({ gone, notSelected, foreign }) => gone + notSelected + foreign),
      String(findings.pass),
      String(findings.fail),
      String(findings['not-applicable']),
      String(findings.unknown),
      String(suppressed.get(control.id) ?? 0),
      any ? controlFile(control.id) : '',
    ];
  });
  return [columns, ...rows].map(csvLine).join('');
}

function populationCsv(coverage: readonly Coverage[], judged: readonly JudgedControl[]): string {
  const checks = new Set(judged.flatMap(({ control }) => control.checks));
  const columns = [
    'check',
    'scope',
    'listed',
    'listing complete',
    'deleted meanwhile',
    'not selected',
    'of another account',
  ];
  const rows = coverage
    .filter(({ checkId }) => checks.has(checkId))
    .map(({ checkId, region, listed, complete, gone, notSelected, foreign }) => [
      checkId,
      region,
      String(listed),
      complete ? 'yes' : 'no',
      String(gone),
      String(notSelected),
      String(foreign),
    ]);
  return [columns, ...rows].map(csvLine).join('');
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
