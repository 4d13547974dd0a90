import type { JSX, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

const slot = 'lintel-slot';

/** Where the streamed part of an element goes; see {@link around}. */
export function Slot(): JSX.Element {
  const Tag = slot as 'div';
  return <Tag />;
}

/** An element as HTML. */
export function render(element: VNode): string {
  return renderToString(element);
}

/**
 * An element as the HTML before and after its {@link Slot}, so that what is inside can be streamed.
 * No name can forge the slot: Preact escapes every `<` of a text.
 */
export function around(element: VNode): readonly [open: string, close: string] {
  const [open, close] = render(element).split(`<${slot}></${slot}>`);
  if (open === undefined || close === undefined) throw new TypeError('the element has no slot');
  return [open, close];
}
