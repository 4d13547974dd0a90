import type { ComponentChildren, JSX } from 'preact';
import type { Finding, JsonValue, Source } from '../../../src/core/finding.js';
import { counted } from '../words.js';
import { Code, Instant, Text } from './parts.js';

/** How many request ids of a paged read are named. */
const requestIdsShown = 2;
/** A shorter value stands in a sentence by chance. */
const shortestNamed = 2;

/** The values that decided, as a table; those that the verdict's own sentence names are marked. */
export function Evidence({ evidence, message }: Pick<Finding, 'evidence' | 'message'>): JSX.Element | null {
  const values = Object.entries(evidence);
  if (values.length === 0) return null;
  return (
    <table class="evidence">
      <caption>Evidence: the values that decided</caption>
      <tbody>
        {values.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">
              <Text value={name} />
            </th>
            <td class="value">
              <Value value={value} message={message} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value, message }: { readonly value: JsonValue; readonly message: string }): JSX.Element {
  if (value === null || typeof value !== 'object') {
    const text = String(value);
    return names(message, text) ? (
      <mark>
        <Text value={text} />
      </mark>
    ) : (
      <Text value={text} />
    );
  }
  if (Array.isArray(value))
    return <Nested parts={(value as readonly JsonValue[]).map((part) => ['', part])} empty="none" message={message} />;
  return <Nested parts={Object.entries(value as Record<string, JsonValue>)} empty="{}" message={message} />;
}

interface NestedProps {
  readonly parts: readonly (readonly [name: string, value: JsonValue])[];
  readonly empty: string;
  readonly message: string;
}

function Nested({ parts, empty, message }: NestedProps): JSX.Element {
  if (parts.length === 0) return <>{empty}</>;
  return (
    <ul class="nested">
      {parts.map(([name, value]): ComponentChildren => (
        <li>
          {name !== '' && (
            <span class="muted">
              <Text value={name} />{' '}
            </span>
          )}
          <Value value={value} message={message} />
        </li>
      ))}
    </ul>
  );
}

/** True where a sentence names a value as a word of its own. */
function names(message: string, value: string): boolean {
  if (value.length < shortestNamed) return false;
  const at = message.indexOf(value);
  if (at === -1) return false;
  const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  return !isWord(message[at - 1]) && !isWord(message[at + value.length]);
}

/** The reads behind a finding, each with when it was answered and its request ids where the page has them. */
export function Sources({
  keys,
  sources,
}: {
  readonly keys: readonly string[];
  readonly sources: ReadonlyMap<string, Source> | null;
}): JSX.Element | null {
  if (keys.length === 0) return null;
  return (
    <details class="read">
      <summary>Read from {counted(keys.length, 'source')}</summary>
      {sources === null && (
        <p class="small muted">This scan has too many sources to tell when each was read: its JSON result does.</p>
      )}
      <ul class="plain small">
        {keys.map((key) => {
          const source = sources?.get(key);
          return <li key={key}>{source === undefined ? <Code value={key} /> : <Read source={source} />}</li>;
        })}
      </ul>
    </details>
  );
}

function Read({ source: { operation, region, time, requestIds } }: { readonly source: Source }): JSX.Element {
  const more = requestIds.length - requestIdsShown;
  return (
    <>
      <Code value={operation} /> in <Text value={region} />, <Instant value={time} />
      {requestIds.slice(0, requestIdsShown).map((id, index) => (
        <>
          {index === 0 ? ', request ' : ', '}
          <Code value={id} />
        </>
      ))}
      {more > 0 && ` and ${counted(more, 'more page')}`}
    </>
  );
}
