import { Starved } from './errors.js';
import { Waiters } from './waiters.js';

/** Starts per second that AWS is known to bear, by service; a first second's worth may start at once. */
const known: Readonly<Record<string, number>> = {
  'api-gateway': 10,
  cloudtrail: 10,
  ec2: 20,
  iam: 20,
  kms: 100,
  lambda: 15,
  s3: 100,
  sts: 100,
};
const anyOther = 10;

/** How fast an unthrottled rate grows: by this many starts per second with every start that had to wait. */
const probing = 4;
/** Part that a throttle takes from the rate. */
const decrease = 0.3;
/** Seconds until a fallen rate is back where it was throttled. */
const recovery = 0.5;
const slowest = 0.5;

/**
 * Rate at which calls to one service in one region may start. Falls by a part of itself when throttled and climbs
 * back while calls wait for it.
 *
 * It begins at the rate that AWS documents, because other programs of the account share that quota, and until the
 * first throttle doubles about six times a second while it is what holds calls back (20 to 1,600 starts per second
 * in about one second), because a quota may have been raised and an idle quota helps nobody. A throttle takes 30 %,
 * once for all attempts that were under way. From there the rate follows a cubic through the rate that was
 * throttled: quickly near it, slowly past it, and then ever faster, since a first burst that was too much says
 * little about the quota (a straight line took 5 s to a quota three times as high; the cubic takes one).
 */
export class StartRate {
  private rate: number;
  /** The rate that was last throttled. */
  private peak: number | undefined;
  /** Seconds since then in which calls waited. */
  private climbed = 0;
  private tokens: number;
  private filledAt = performance.now();
  private fellAt = -Infinity;
  private throttledSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly line = new Waiters();

  constructor(
    service: string,
    private readonly patience: number,
  ) {
    this.rate = known[service] ?? anyOther;
    this.tokens = this.rate;
  }

  /**
   * Waits until one more attempt may start; true when it had to wait.
   * @throws Starved when the service has only throttled for longer than the patience; the signal's reason.
   */
  async take(signal: AbortSignal): Promise<boolean> {
    if (this.starved()) throw new Starved('only throttled');
    this.fill();
    if (this.line.empty && this.tokens >= 1) {
      this.tokens -= 1;
      return false;
    }
    const turn = this.line.wait(signal);
    this.schedule();
    await turn;
    return true;
  }

  /** An attempt was answered and not throttled. */
  accepted(queued: boolean): void {
    this.throttledSince = undefined;
    if (!queued) return;
    if (this.peak === undefined) {
      this.rate += probing;
    } else {
      this.climbed += 1 / this.rate;
      this.rate = Math.max(slowest, this.peak * (1 + decrease * (this.climbed / recovery - 1) ** 3));
    }
  }

  /** An attempt was throttled. */
  throttled(startedAt: number): void {
    const now = performance.now();
    this.throttledSince ??= now;
    if (this.starved()) this.line.refuse(new Starved('only throttled'));
    if (startedAt < this.fellAt) return;
    this.fellAt = now;
    this.peak = this.rate;
    this.climbed = 0;
    this.rate = Math.max(slowest, this.rate * (1 - decrease));
    this.tokens = Math.min(this.tokens, 0);
  }

  private starved(): boolean {
    return this.throttledSince !== undefined && performance.now() - this.throttledSince > this.patience;
  }

  private fill(): void {
    const now = performance.now();
    // No more than a tenth of a second's worth is saved up: quotas refill evenly, and bursts are what they refuse.
    const most = Math.max(1, this.tokens, this.rate / 10);
    this.tokens = Math.min(most, this.tokens + ((now - this.filledAt) / 1000) * this.rate);
    this.filledAt = now;
  }

  private schedule(): void {
    if (this.timer !== undefined || this.line.empty) return;
    const missing = Math.max(0, 1 - this.tokens);
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.fill();
        while (this.tokens >= 1 && this.line.next()) this.tokens -= 1;
        this.schedule();
      },
      (missing / this.rate) * 1000,
    );
  }
}
