/** Network failures of calls in a row, each retried, after which a service of a region is not asked again. */
const limit = 3;

/**
 * Circuit of one service in one region. Opens for good after calls in a row found no network; a call counts once,
 * when its retries ran out, so that one dropped batch of connections does not close a region.
 */
export class Circuit {
  private failures = 0;
  private everAnswered = false;

  /** True when calls are to be answered `unreachable` without being sent. */
  get open(): boolean {
    return this.failures >= limit;
  }

  /** A call ended without a connection. */
  failed(): void {
    this.failures += 1;
  }

  /** A call was not answered in time: as good as no connection, until the service has answered once. */
  silent(): void {
    if (!this.everAnswered) this.failures += 1;
  }

  /** A call was answered, with whatever status. */
  answered(): void {
    this.everAnswered = true;
    if (!this.open) this.failures = 0;
  }
}
