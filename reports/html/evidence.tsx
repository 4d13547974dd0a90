import type { JSX } from 'preact';
import type { Finding, JsonValue, Source } from '../../src/core/finding.js';
import { Code, counted, Instant, Text } from './parts.js';

/** How many request ids of a paged read are named. */
const requestIdsShown = 2;

/** How much of a value is shown where evidence is told in one line. */
const longestInLine = 256;

/** The values that decided, as a table that wraps instead of scrolling. */
export function EvidenceTable({ evidence }: Pick<Finding, 'evidence'>): JSX.Element | null {
  const values = Object.entries(evidence);
  if (values.length === 0) return null;
  return (
    <table class="evidence">
      <caption>Evidence</caption>
      <tbody>
        {values.map(([name, value]) => (
          <tr>
            <th scope="row">
              <Text value={name} />
            </th>
            <td class="value">
              <Text value={written(value)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The values that decided, a short line each. */
export function EvidenceLine({ evidence }: Pick<Finding, 'evidence'>): JSX.Element {
  return (
    <>
      {Object.entries(evidence).map(([name, value]) => (
        <div>
          <span class="muted">
            <Text value={name} />
          </span>{' '}
          <span class="value">
            <Text value={written(value)} longest={longestInLine} />
          </span>
        </div>
      ))}
    </>
  );
}

/** The reads behind a finding, each with when it was answered and its request ids. */
export function Sources({
  keys,
  sources,
}: {
  keys: readonly string[];
  sources: ReadonlyMap<string, Source>;
}): JSX.Element {
  return (
    <ul class="plain small">
      {keys.map((key) => {
        const source = sources.get(key);
        return <li>{source === undefined ? <Code value={key} /> : <Read source={source} />}</li>;
      })}
    </ul>
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

/** A string as it is, anything else as JSON. */
function written(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
