import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/** Text compressed by gzip and written in base64, in lines as they are made. */
export async function* gzipBase64(text: AsyncIterable<string>): AsyncGenerator<string> {
  const source = Readable.from(text);
  const gzip = source.pipe(createGzip());
  source.on('error', (error) => gzip.destroy(error));
  let rest = Buffer.alloc(0);
  for await (const chunk of gzip) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    // Three bytes are four characters: what is left over waits, so that no line is padded but the last.
    const whole = bytes.length - (bytes.length % 3);
    if (whole > 0) yield `${bytes.toString('base64', 0, whole)}\n`;
    rest = bytes.subarray(whole);
  }
  yield rest.toString('base64');
}
