import type { JSX } from 'preact';
import {
  type ControlState,
  controlStates,
  countControls,
  type Framework,
  judgeControls,
} from '../../src/core/framework.js';
import type { Header } from '../../src/core/result.js';
import { stateWords } from '../frameworks.js';
import { Code, number, Text } from './parts.js';
import { ids, type Place } from './place.js';

/** Every framework control by control: what the scan says of it, and by which checks. Never a percentage. */
export function Frameworks({ header, place }: { readonly header: Header; readonly place: Place }): JSX.Element | null {
  if (header.frameworks.length === 0) return null;
  const missed = header.regions.filter(({ state }) => state === 'not-selected').length;
  return (
    <section id={ids.part(place, 'frameworks')}>
      <h3>Frameworks</h3>
      <p class="lead">
        Published standards, control by control, in our words. A control has passed when every check of it passed; what
        no check assesses yet has not.
        {missed > 0 && ` ${number(missed)} regions were not selected: nothing here speaks of them.`}
      </p>
      {header.frameworks.map((framework) => (
        <Controls framework={framework} header={header} />
      ))}
    </section>
  );
}

function Controls({ framework, header }: { readonly framework: Framework; readonly header: Header }): JSX.Element {
  const judged = judgeControls(header, framework);
  const counts = countControls(judged);
  return (
    <details class="open-in-print" open={header.selectedFrameworks.includes(framework.id)}>
      <summary>
        <span class="line">
          <h4>
            <Text value={framework.title} />
          </h4>
          <span class="muted small">
            {controlStates
              .filter((state) => counts[state] > 0)
              .map((state) => `${number(counts[state])} ${stateWords[state]}`)
              .join(', ')}
          </span>
        </span>
      </summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Control</th>
              <th scope="col">State</th>
              <th scope="col">What it asks for</th>
            </tr>
          </thead>
          <tbody>
            {judged.map(({ control, state }) => (
              <tr>
                <td>
                  <Text value={control.id} />
                </td>
                <td>
                  <State state={state} />
                </td>
                <td>
                  <Text value={control.title} />
                  {control.checks.length > 0 && (
                    <span class="where">
                      {' '}
                      {control.checks.map((check) => (
                        <>
                          <Code value={check} />{' '}
                        </>
                      ))}
                    </span>
                  )}
                  {control.beyond !== undefined && (
                    <p class="where">
                      Not assessed: <Text value={control.beyond} />
                    </p>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const marks: Partial<Record<ControlState, string>> = {
  failed: 'status-fail',
  unknown: 'status-unknown',
  passed: 'status-pass',
};

function State({ state }: { readonly state: ControlState }): JSX.Element {
  const mark = marks[state];
  return <span class={mark === undefined ? 'muted' : `mark ${mark}`}>{stateWords[state]}</span>;
}
