/** One thing measured, as a line of the table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean;
  /** Counts decide the exit code; a ratio of times depends on the machine and is only reported. */
  readonly decides: boolean;
  /** What to look at where the target is not met. */
  readonly details?: readonly string[];
}

const widths = [56, 34, 14] as const;

/** A line of the table with its details below it. */
export function line(row: Row): string {
  const cells = [row.what.padEnd(widths[0]), row.measured.padEnd(widths[1]), row.target.padEnd(widths[2])];
  const details = row.met ? [] : (row.details ?? []);
  return [`${cells.join('  ')}  ${row.met ? 'met' : 'not met'}`, ...details.map((detail) => `    ${detail}`)].join(
    '\n',
  );
}

/** The line above the table. */
export const heading = [
  ...['what', 'measured', 'target'].map((title, column) => title.padEnd(widths[column] ?? 0)),
  'met?',
].join('  ');

/** A ratio as text, against the most it may be. */
export function ratioRow(what: string, ratio: number, most: number, remark = ''): Row {
  return {
    what,
    measured: `${ratio.toFixed(2)}${remark === '' ? '' : ` (${remark})`}`,
    target: `at most ${most.toFixed(2)}`,
    met: ratio <= most,
    decides: false,
  };
}
