import { type Report, unpack } from '../columns.js';

/** What keeps the page from showing its findings, in words for its reader. */
export class Problem extends Error {}

/**
 * Reads the data that stands in the page.
 * @throws Problem where the browser cannot, or the file is not whole.
 */
export async function load(element: Element | null): Promise<Report> {
  if (typeof DecompressionStream === 'undefined') {
    throw new Problem(
      'This browser is too old to unpack the findings, so this is the summary alone. Open the file in Chrome or Edge 80, Safari 16.4, Firefox 113 or later.',
    );
  }
  const text = element?.textContent ?? '';
  // The text is not needed again, and large.
  element?.remove();
  try {
    return await unpack(linesOf(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream('gzip'))));
  } catch (error) {
    throw new Problem(
      'The file is not whole: the findings could not be unpacked, so this is the summary alone. Ask for the file again, or render it again from its result with lintel report.',
      { cause: error },
    );
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

async function* linesOf(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
  let parts: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    let from = 0;
    for (let end = value.indexOf('\n'); end !== -1; end = value.indexOf('\n', from)) {
      parts.push(value.slice(from, end));
      yield parts.join('');
      parts = [];
      from = end + 1;
    }
    if (from < value.length) parts.push(value.slice(from));
  }
}
