import type { JSX } from 'preact';
import { type ControlState, controlStates, type Framework } from '../../../src/core/framework.js';
import { stateWords } from '../../frameworks.js';
import { counted, number } from '../words.js';
import { judged, type JudgedEverywhere } from './judged.js';
import { Text, Title, useModel } from './parts.js';
import { href } from './route.js';

/** Every framework control by control: what the scans say of it, and by which checks. Never a percentage. */
export function Frameworks({ params }: { readonly params: URLSearchParams }): JSX.Element {
  const model = useModel();
  const { frameworks } = model.catalogue;
  const chosen = frameworks.find(({ id }) => id === params.get('framework')) ?? firstOf(model.report.scans, frameworks);
  return (
    <>
      <Title>Frameworks</Title>
      <p class="lead">
        {chosen === undefined
          ? 'This result names no frameworks.'
          : 'Published standards, control by control, in our words. A control has passed when every check of it passed; what no check assesses yet has not.'}
      </p>
      {frameworks.length > 1 && (
        <nav class="subnav" aria-label="Frameworks">
          <ul>
            {frameworks.map(({ id, title }) => (
              <li key={id}>
                <a href={href('frameworks', { framework: id })} aria-current={id === chosen?.id ? 'page' : undefined}>
                  <Text value={title} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {chosen !== undefined && <Controls key={chosen.id} framework={chosen} />}
    </>
  );
}

/** The framework that the scan was selected by, else the one that asks for most. */
function firstOf(
  scans: ReturnType<typeof useModel>['report']['scans'],
  frameworks: readonly Framework[],
): Framework | undefined {
  const selected = new Set(scans.flatMap(({ header }) => header.selectedFrameworks));
  const [largest] = frameworks.toSorted((a, b) => b.controls.length - a.controls.length);
  return frameworks.find(({ id }) => selected.has(id)) ?? largest;
}

function Controls({ framework }: { readonly framework: Framework }): JSX.Element {
  const { report } = useModel();
  const headers = report.scans.filter(({ earlier }) => !earlier).map(({ header }) => header);
  const controls = judged(headers, framework);
  const missed = headers.flatMap(({ regions }) => regions).filter(({ state }) => state === 'not-selected').length;
  const counts = controlStates
    .map((state) => [state, controls.filter((one) => one.state === state).length] as const)
    .filter(([, count]) => count > 0);
  return (
    <section>
      <h2>
        <Text value={framework.title} />
      </h2>
      <p class="lead">
        {counted(controls.length, 'control')}:{' '}
        {counts.map(([state, count]) => `${number(count)} ${stateWords[state]}`).join(', ')}.
        {missed > 0 && ` ${counted(missed, 'region was', 'regions were')} not selected: nothing here speaks of them.`}
      </p>
      <div class="scroll" role="group" aria-label={`Controls of ${framework.title}`} tabIndex={0}>
        <table class="controls">
          <caption class="hidden">Controls</caption>
          <thead>
            <tr>
              <th scope="col">Control</th>
              <th scope="col">State</th>
              <th scope="col">What it asks for</th>
              <th scope="col" class="number">
                Fail
              </th>
              <th scope="col" class="number">
                Unknown
              </th>
            </tr>
          </thead>
          <tbody>
            {controls.map((one) => (
              <ControlRow key={one.control.id} framework={framework} judged={one} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const marks: Partial<Record<ControlState, string>> = {
  failed: 'status-fail',
  unknown: 'status-unknown',
  passed: 'status-pass',
};

function ControlRow({
  framework,
  judged: { control, state, findings, tuned },
}: {
  readonly framework: Framework;
  readonly judged: JudgedEverywhere;
}): JSX.Element {
  const mark = marks[state];
  const any = findings.fail + findings.unknown + findings.pass + findings['not-applicable'] > 0;
  return (
    <tr>
      <th scope="row" class="nowrap">
        <Text value={control.id} />
      </th>
      <td class="nowrap">
        <span class={mark === undefined ? 'muted' : `mark ${mark}`}>{capital(stateWords[state])}</span>
      </td>
      <td>
        {any ? (
          <a href={href('findings', { status: 'any', control: `${framework.id} ${control.id}` })}>
            <Text value={control.title} />
          </a>
        ) : (
          <Text value={control.title} />
        )}
        {control.level !== undefined && <span class="muted small"> Level {control.level}</span>}
        {control.beyond !== undefined && (
          <div class="small muted">
            Not assessed: <Text value={control.beyond} />
          </div>
        )}
        {tuned.length > 0 && (
          <div class="small muted">
            Judged with changed options: <Text value={tuned.join(', ')} />
          </div>
        )}
      </td>
      <td class={findings.fail === 0 ? 'number zero' : 'number'}>{number(findings.fail)}</td>
      <td class={findings.unknown === 0 ? 'number zero' : 'number'}>{number(findings.unknown)}</td>
    </tr>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
