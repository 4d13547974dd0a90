/** Markdown that may be too long: whole parts are left out from its end, and it says how many. */
export interface Fold {
  readonly head: string;
  readonly parts: readonly (string | Fold)[];
  readonly foot?: string;
  /** What stands in place of the parts that are left out. */
  readonly rest: (left: number) => string;
  /** Most of the room that it takes, from 0 to 1; all of it where not said. */
  readonly share?: number;
}

/** As much of it as has room, in characters; undefined where not even its first part has. */
export function fit(part: string | Fold, room: number): string | undefined {
  if (typeof part === 'string') return part.length <= room ? part : undefined;
  const { head, parts, foot = '', rest, share = 1 } = part;
  const most = Math.floor(room * share);
  const whole = head + parts.map((one) => fit(one, Infinity)).join('') + foot;
  if (whole.length <= most) return whole;
  const reserved = foot.length + rest(parts.length).length;
  let text = head;
  let shown = 0;
  for (const one of parts) {
    const fitted = fit(one, most - text.length - reserved);
    if (fitted === undefined) break;
    text += fitted;
    shown += 1;
  }
  if (shown === 0) return undefined;
  return text + (shown < parts.length ? rest(parts.length - shown) : '') + foot;
}

/** A table of Markdown, and after it how many rows it has no room for. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  more: (left: number) => string,
): Fold {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return {
    head: `${line(columns)}${line(columns.map(() => '---'))}`,
    parts: rows.map(line),
    foot: '\n',
    rest: (left) => `\n${more(left)}\n`,
  };
}
