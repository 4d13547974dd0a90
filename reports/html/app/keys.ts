import { useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';
import { focusLine } from './virtual.js';

/** What the keys do, for the reader. */
export const keyHelp: readonly (readonly [key: string, what: string])[] = [
  ['/', 'search'],
  ['↓ or j, ↑ or k', 'next, previous finding'],
  ['Enter', 'open it'],
  ['Esc', 'close it'],
  ['Home, End', 'first, last finding'],
];

/**
 * Moves through a list by the keyboard. Fields keep their keys.
 * @param closeHref where Escape leads; undefined while there is nothing to close.
 */
export function useKeys(box: RefObject<HTMLElement | null>, count: number, closeHref: string | undefined): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      if (event.key === 'Escape' && closeHref !== undefined) {
        const line = box.current?.querySelector('[aria-current]')?.closest('li')?.getAttribute('data-line');
        location.hash = closeHref;
        if (line !== null && line !== undefined) requestAnimationFrame(() => focusLine(listOf(box), Number(line)));
        return;
      }
      if (target.closest('input, select, textarea, details[open].facet') !== null) return;
      if (event.key === '/') {
        event.preventDefault();
        document.getElementById('search')?.focus();
        return;
      }
      const next = nextLine(event.key, lineOf(target), count);
      if (next === undefined || target.closest('.pane') !== null) return;
      event.preventDefault();
      focusLine(listOf(box), next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [box, count, closeHref]);
}

function listOf(box: RefObject<HTMLElement | null>): HTMLElement | null {
  return box.current?.querySelector<HTMLElement>('.virtual') ?? null;
}

/** Index of the line that an element stands in; -1 outside the list. */
function lineOf(element: HTMLElement): number {
  return Number(element.closest('li')?.getAttribute('data-line') ?? -1);
}

function nextLine(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'j' || key === 'ArrowDown') return Math.min(count - 1, at + 1);
  // Before the first line the arrows scroll the page as everywhere.
  if (at === -1) return undefined;
  if (key === 'k' || key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
