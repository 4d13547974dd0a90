import { isAnswer, isThrottle } from './errors.js';
import { StartRate } from './start-rate.js';
import { Waiters } from './waiters.js';

/**
 * Decides when an attempt may start: at the rate that its (region, service) bears, and when one of the
 * `concurrency` places is free. Sits per attempt, below the retries, so that a call that waits for its next
 * attempt holds no place.
 */
export class Limiter {
  private readonly rates = new Map<string, StartRate>();
  private readonly line = new Waiters();

  /** @param patience how long a service may only throttle before those who wait for it are sent away, in ms */
  constructor(
    private free: number,
    private readonly patience = 60_000,
  ) {}

  /**
   * Runs one attempt of a call.
   * @throws Starved when the service has done nothing but throttle; what the attempt throws; the signal's reason.
   */
  async run<T>(service: string, region: string, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    const rate = this.rateOf(service, region);
    const queued = await rate.take(signal);
    if (this.free > 0) this.free -= 1;
    else await this.line.wait(signal);
    const startedAt = performance.now();
    try {
      const result = await attempt();
      rate.accepted(queued);
      return result;
    } catch (error) {
      if (isThrottle(error)) rate.throttled(startedAt);
      else if (isAnswer(error)) rate.accepted(queued);
      throw error;
    } finally {
      if (!this.line.next()) this.free += 1;
    }
  }

  private rateOf(service: string, region: string): StartRate {
    const key = `${service} ${region}`;
    let rate = this.rates.get(key);
    if (rate === undefined) this.rates.set(key, (rate = new StartRate(service, this.patience)));
    return rate;
  }
}
