import type { InferredOptionTypes } from 'yargs';
import { frameworks } from '../../checks/frameworks/index.js';
import type { Control, Framework } from '../core/framework.js';
import { findFramework } from '../selection.js';
import { asJson, type Io } from './io.js';
import type { frameworksOptions } from './options.js';

type Args = InferredOptionTypes<typeof frameworksOptions> & { readonly id?: string };

/** `lintel frameworks`: lists the frameworks, or the controls of one with the checks that assess them. */
export async function frameworksCommand({ id, format }: Args, io: Io): Promise<number> {
  if (id === undefined) {
    io.stdout.write(format === 'json' ? asJson(frameworks.map(summary)) : table(frameworks.map(summary)));
    return 0;
  }
  const framework = findFramework(frameworks, id);
  io.stdout.write(format === 'json' ? asJson(framework) : controlList(framework));
  return 0;
}

/** How many controls of a framework checks assess, wholly or in part, and how many are left to people or to come. */
function summary({ id, title, url, controls }: Framework) {
  const count = (is: (control: Control) => boolean): number => controls.filter(is).length;
  return {
    id,
    title,
    url,
    controls: controls.length,
    assessed: count(({ checks, beyond }) => checks.length > 0 && beyond === undefined),
    assessedInPart: count(({ checks, beyond }) => checks.length > 0 && beyond !== undefined),
    notYetCovered: count(({ checks, assessment }) => checks.length === 0 && assessment === 'automated'),
    manual: count(({ checks, assessment }) => checks.length === 0 && assessment === 'manual'),
  };
}

function table(rows: readonly ReturnType<typeof summary>[]): string {
  const widest = Math.max(...rows.map(({ id }) => id.length));
  const lines = rows.map(
    (row) =>
      `${row.id.padEnd(widest)}  ${row.title}\n${' '.repeat(widest)}  ` +
      `${row.controls} controls: ${row.assessed} assessed, ${row.assessedInPart} in part, ` +
      `${row.notYetCovered} not yet covered, ${row.manual} manual\n`,
  );
  return lines.join('');
}

function controlList({ id, title, url, controls }: Framework): string {
  const widest = Math.max(...controls.map((control) => control.id.length));
  const indent = ' '.repeat(widest + 2);
  const lines = controls.flatMap((control) => [
    `${control.id.padEnd(widest)}  ${control.title}${control.level === undefined ? '' : ` (level ${control.level})`}`,
    `${indent}${assessedBy(control)}`,
    ...(control.beyond === undefined ? [] : [`${indent}Not assessed: ${control.beyond}`]),
  ]);
  return [`${id}: ${title}`, url, '', ...lines, ''].join('\n');
}

function assessedBy({ checks, assessment }: Control): string {
  if (checks.length > 0) return checks.join(', ');
  return assessment === 'manual' ? 'manual: a person must confirm it' : 'not yet covered';
}
