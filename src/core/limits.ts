/** Bounds how many things are under way at once. */
export class Semaphore {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Waits for a place; every acquire needs one {@link release}. */
  async acquire(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Gives a place back. */
  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}

/**
 * Works on items as they come, pulling the next one only when a place is free.
 * @throws the first error of `work` or of the items, after what is under way has ended.
 */
export async function eachWithin<T>(
  items: AsyncIterable<T> | Iterable<T>,
  places: Semaphore,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  try {
    for await (const item of items) {
      await places.acquire();
      if (errors.length > 0) {
        places.release();
        break;
      }
      const task = work(item)
        .catch((error: unknown) => {
          errors.push(error);
        })
        .finally(() => {
          places.release();
          running.delete(task);
        });
      running.add(task);
    }
  } finally {
    await Promise.all(running);
  }
  if (errors.length > 0) throw errors[0];
}

/** What to say of a defect: the error's class and message, cut. */
export function describeDefect(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error} was thrown`;
  return `${error.constructor.name}: ${error.message.slice(0, 200)}`;
}
