interface Waiter {
  go(): void;
  fail(reason: Error): void;
}

/** Those who wait in line for something; first come, first served. Leaving the line costs nothing. */
export class Waiters {
  private readonly line = new Set<Waiter>();

  get empty(): boolean {
    return this.line.size === 0;
  }

  /** Waits for {@link next}. Rejects with the signal's reason when it is aborted first. */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        signal.removeEventListener('abort', abort);
        this.line.delete(waiter);
      };
      const waiter: Waiter = { go: () => (leave(), resolve()), fail: (reason) => (leave(), reject(reason)) };
      const abort = (): void => waiter.fail(signal.reason as Error);
      signal.addEventListener('abort', abort);
      this.line.add(waiter);
    });
  }

  /** Lets the first one go; false when nobody waits. */
  next(): boolean {
    for (const waiter of this.line) {
      waiter.go();
      return true;
    }
    return false;
  }

  /** Sends everybody away. */
  refuse(reason: Error): void {
    for (const waiter of [...this.line]) waiter.fail(reason);
  }
}
