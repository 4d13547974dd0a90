import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Lines rendered above and below what is visible. */
const margin = 12;

interface Props {
  readonly label: string;
  readonly count: number;
  readonly line: (index: number) => ComponentChildren;
  readonly class?: string;
}

/**
 * A list of lines of one height (`--line` in rem) of which only those near the window are rendered. It scrolls with
 * the page, so that it works the same at any size and zoom.
 */
export function VirtualList({ label, count, line, ...rest }: Props): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const [{ first, end, height }, setRange] = useState({ first: 0, end: Math.min(count, 40), height: 56 });
  useLayoutEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      if (list.current === null) return;
      const height = lineHeight(list.current);
      const above = -list.current.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(above / height) - margin);
      const end = Math.min(count, Math.ceil((above + innerHeight) / height) + margin);
      setRange((old) =>
        old.first === first && old.end === end && old.height === height ? old : { first, end, height },
      );
    };
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    look();
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  }, [count]);
  const shown = Array.from({ length: Math.max(0, Math.min(end, count) - first) }, (_, index) => first + index);
  return (
    <ol ref={list} class={`virtual ${rest.class ?? ''}`} aria-label={label} style={{ height: `${count * height}px` }}>
      {shown.map((index) => (
        <li
          key={index}
          class="line"
          data-line={index}
          aria-setsize={count}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${index * height}px)` }}
        >
          {line(index)}
        </li>
      ))}
    </ol>
  );
}

function lineHeight(list: HTMLElement): number {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(parseFloat(getComputedStyle(list).getPropertyValue('--line')) * rem);
}

/** Brings a line into view and gives its link the focus. */
export function focusLine(list: HTMLElement | null, index: number): void {
  if (list === null) return;
  const height = lineHeight(list);
  const top = list.getBoundingClientRect().top + index * height;
  if (top < 0) scrollBy(0, top - height);
  else if (top + height > innerHeight) scrollBy(0, top + 2 * height - innerHeight);
  // What was far away is rendered in the frame after the scroll.
  const focus = (tries: number): void => {
    const link = list.querySelector<HTMLElement>(`[data-line="${index}"] a, [data-line="${index}"] button`);
    if (link !== null) link.focus({ preventScroll: true });
    else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
  };
  focus(5);
}
