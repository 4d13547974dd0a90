import { render } from 'preact';
import { App } from './app.js';
import { load, Problem } from './load.js';
import { modelOf } from './model.js';

/** Shows the report in place of its summary; where it cannot, says why above the summary. */
async function start(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) return;
  try {
    const model = modelOf(await load(document.getElementById('data')));
    root.replaceChildren();
    const show = (printing: boolean): void => render(<App model={model} printing={printing} />, root);
    show(matchMedia('print').matches);
    addEventListener('beforeprint', () => show(true));
    addEventListener('afterprint', () => show(false));
    matchMedia('print').addEventListener('change', ({ matches }) => show(matches));
  } catch (error) {
    const place = document.getElementById('problem');
    if (!(error instanceof Problem) || place === null) throw error;
    place.textContent = error.message;
    place.hidden = false;
  }
}

void start();
