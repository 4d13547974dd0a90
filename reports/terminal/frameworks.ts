import { controlStates, countControls, judgeControls } from '../../src/core/framework.js';
import type { Header } from '../../src/core/result.js';
import { stateWords } from '../frameworks.js';
import { counted, type Page } from './page.js';

/** The frameworks that the scan was asked for: controls by state, and those that failed or are unknown. */
export function* frameworks(page: Page, header: Header): Generator<string> {
  for (const framework of header.frameworks) {
    if (!header.selectedFrameworks.includes(framework.id)) continue;
    const judged = judgeControls(header, framework);
    const counts = countControls(judged);
    yield* page.heading({ text: 'FRAMEWORK' }, framework.title);
    const shown = controlStates.filter((state) => counts[state] > 0);
    yield* page.text(
      [
        `${counted(judged.length, 'control')}: ${shown.map((state) => `${counts[state]} ${stateWords[state]}`).join(', ')}`,
      ],
      2,
    );
    const tuned = judged.filter((one) => one.state === 'passed' && one.tuned.length > 0);
    if (tuned.length > 0) {
      const ids = tuned.map(({ control }) => control.id).join(', ');
      yield* page.text([`Passed with options of their checks changed: ${ids}`], 2, 4);
    }
    const open = judged.filter(({ state }) => state === 'failed' || state === 'unknown');
    const widest = Math.max(0, ...open.map(({ control }) => control.id.length));
    for (const { control, state } of open) {
      const style = state === 'failed' ? 'red' : 'yellow';
      const place = [{ text: state, width: 9, style } as const, { text: control.id, width: widest + 2 }];
      yield* page.text([...place, control.title], 2, 2 + 9 + widest + 2);
    }
  }
}
