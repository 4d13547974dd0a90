import { setMaxListeners } from 'node:events';

/** The time that one call may spend on the wire, all its attempts together; waiting for its turn does not count. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly cancel = (): void => this.controller.abort();
  private timer: NodeJS.Timeout | undefined;
  private startedAt = 0;
  /** True once the time is up. */
  passed = false;

  /** @param scan aborts the call as well, until {@link end} */
  constructor(
    private readonly scan: AbortSignal,
    private left: number,
  ) {
    // Each attempt and each wait listens for a while.
    setMaxListeners(0, this.signal, scan);
    scan.addEventListener('abort', this.cancel);
    if (scan.aborted) this.cancel();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Runs an attempt against the clock. */
  async during<T>(attempt: () => Promise<T>): Promise<T> {
    this.startedAt = performance.now();
    this.timer = setTimeout(() => {
      this.passed = true;
      this.controller.abort();
    }, this.left);
    try {
      return await attempt();
    } finally {
      clearTimeout(this.timer);
      this.left = Math.max(1, this.left - (performance.now() - this.startedAt));
    }
  }

  /** Lets go of the scan's signal. */
  end(): void {
    this.scan.removeEventListener('abort', this.cancel);
  }
}
