import type { ComponentChildren, JSX } from 'preact';
import type { Severity } from '../../src/core/check.js';
import type { Status } from '../../src/core/finding.js';
import { visible } from '../../src/core/visible.js';

/**
 * A string from the account or a file: inert, its control characters shown, its direction kept to itself,
 * cut in its middle where it is longer than `longest`.
 */
export function Text({ value, longest }: { readonly value: string; readonly longest?: number }): JSX.Element {
  return <bdi>{visible(value, longest)}</bdi>;
}

/** A name of AWS's or ours in fixed-width type. */
export function Code({ value }: { readonly value: string }): JSX.Element {
  return (
    <code>
      <Text value={value} />
    </code>
  );
}

/** An ISO instant as `2026-11-20 02:00:00 UTC`; anything else as it stands. */
export function Instant({ value }: { readonly value: string }): JSX.Element {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(value);
  if (parts === null) return <Text value={value} />;
  return <time dateTime={value}>{`${parts[1]} ${parts[2]} UTC`}</time>;
}

/** A severity as word and shape. */
export function SeverityMark({ severity }: { readonly severity: Severity }): JSX.Element {
  return <span class={`mark ${severity}`}>{capital(severity)}</span>;
}

/** A region as a cell. */
export function RegionCell({ name }: { readonly name: string }): JSX.Element {
  return (
    <td class="region">
      <Text value={name} />
    </td>
  );
}

/** Statuses as people read them. */
export const statusWords: Readonly<Record<Status, string>> = {
  fail: 'Fail',
  unknown: 'Unknown',
  pass: 'Pass',
  'not-applicable': 'Not applicable',
};

/** The order in which statuses are told. */
export const statuses = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly Status[];

/** A status as word and shape, after its count where one is given. */
export function StatusMark({ status, count }: { readonly status: Status; readonly count?: number }): JSX.Element {
  const word = statusWords[status];
  return (
    <span class={`mark status-${status}`}>{count === undefined ? word : `${number(count)} ${word.toLowerCase()}`}</span>
  );
}

/** Counts by status, without those that are zero. */
export function Tally({ counts }: { readonly counts: Readonly<Record<Status, number>> }): JSX.Element {
  return (
    <span class="line small">
      {statuses.map((status) => counts[status] > 0 && <StatusMark status={status} count={counts[status]} />)}
    </span>
  );
}

/** A link to documentation; an address that is not plain https is shown and not linked. */
export function Reference({ url }: { readonly url: string }): JSX.Element {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return <Text value={url} />;
  return (
    <a href={parsed.href} rel="noopener noreferrer">
      Documentation at {parsed.hostname}
    </a>
  );
}

interface TableProps {
  readonly label: string;
  readonly columns: readonly string[];
  /** How many of the first columns hold text; the others hold numbers. */
  readonly text?: number;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A table that scrolls inside its own box, which the keyboard can reach. */
export function Table({ label, columns, text = columns.length, children, ...rest }: TableProps): JSX.Element {
  return (
    <div class="scroll" role="group" aria-label={label} tabIndex={0}>
      <table class={rest.class}>
        <caption>{label}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th scope="col" class={index < text ? undefined : 'number'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A cell with a number. */
export function Count({ value }: { readonly value: number }): JSX.Element {
  return <td class={value === 0 ? 'number zero' : 'number'}>{number(value)}</td>;
}

/** `12,345`. */
export function number(value: number): string {
  return value.toLocaleString('en-GB');
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
