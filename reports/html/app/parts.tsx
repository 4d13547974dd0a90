import type { ComponentChildren, JSX } from 'preact';
import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Severity } from '../../../src/core/check.js';
import type { Status } from '../../../src/core/finding.js';
import { visible } from '../../../src/core/visible.js';
import { instant, number, severityWords, statuses, statusWords } from '../words.js';
import type { Model } from './model.js';

/** The report that every part of the page reads. */
export const ModelContext = createContext<Model | undefined>(undefined);

/** The report. */
export function useModel(): Model {
  const model = useContext(ModelContext);
  if (model === undefined) throw new TypeError('there is no report');
  return model;
}

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

/** An instant, for people and machines. */
export function Instant({ value }: { readonly value: string }): JSX.Element {
  const words = instant(value);
  return words === value ? <Text value={value} /> : <time dateTime={value}>{words}</time>;
}

/** A severity as word and shape. */
export function SeverityMark({ severity }: { readonly severity: Severity }): JSX.Element {
  return <span class={`mark ${severity}`}>{severityWords[severity]}</span>;
}

/** A status as word and shape, after its count where one is given. */
export function StatusMark({ status, count }: { readonly status: Status; readonly count?: number }): JSX.Element {
  const word = statusWords[status];
  return (
    <span class={`mark status-${status}`}>{count === undefined ? word : `${number(count)} ${word.toLowerCase()}`}</span>
  );
}

/** Findings by status. */
export type Counts = Readonly<Record<Status, number>>;

/** Counts by status, without those that are zero. */
export function Tally({ counts }: { readonly counts: Counts }): JSX.Element {
  return (
    <span class="tally">
      {statuses.map(
        (status) => counts[status] > 0 && <StatusMark key={status} status={status} count={counts[status]} />,
      )}
    </span>
  );
}

/** A link to documentation; an address that is not plain https is shown and not linked. */
export function Reference({ url }: { readonly url: string }): JSX.Element {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return <Text value={url} />;
  return (
    <a href={parsed.href} rel="noopener noreferrer" target="_blank">
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
              <th key={column} scope="col" class={index < text ? undefined : 'number'}>
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

/** Copies a text. Where the browser forbids it, says so: the text stands beside the button to be selected. */
export function Copy({ text, words }: { readonly text: string; readonly words: string }): JSX.Element {
  const [said, setSaid] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('The browser forbids copying: select the text'),
    );
  };
  return (
    <span class="copy">
      <button type="button" onClick={copy}>
        {words}
      </button>{' '}
      <span role="status" class="small muted">
        {said}
      </span>
    </span>
  );
}

/** The head of a view. */
export function Title({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <h1 id="title" tabIndex={-1}>
      {children}
    </h1>
  );
}
