/** What a command talks to, so that tests can stand in for the terminal. */
export interface Io {
  readonly stdout: NodeJS.WriteStream | NodeJS.WritableStream;
  readonly stderr: NodeJS.WriteStream | NodeJS.WritableStream;
  /** Cuts a scan short when the user interrupts it; its reason is `interrupted`. */
  readonly interrupted: AbortSignal;
}

/** True when a stream is a terminal that a person looks at. */
export function isTerminal(stream: Io['stdout']): stream is NodeJS.WriteStream {
  return 'isTTY' in stream && stream.isTTY;
}

/** Columns of a terminal; 80 where it is none. */
export function widthOf(stream: Io['stdout']): number {
  return isTerminal(stream) ? stream.columns : 80;
}

/** Writes pieces to a stream, waiting where it is slow. */
export async function writeAll(stream: Io['stdout'], pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if ('destroyed' in stream && stream.destroyed) return;
    if (stream.write(piece)) continue;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        stream.off('drain', go).off('close', go);
        resolve();
      };
      stream.on('drain', go).on('close', go);
    });
  }
}

/** A value as JSON for a listing command. */
export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A whole text as the pieces of one. */
export async function* one(text: string): AsyncGenerator<string> {
  yield text;
}
