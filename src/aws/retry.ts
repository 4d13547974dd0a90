import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

/** Attempts of one sending; a call that is throttled in all of them is queued again. */
const attempts: Readonly<Record<RetryErrorInfo['errorType'], number>> = {
  THROTTLING: 6,
  TRANSIENT: 3,
  SERVER_ERROR: 1,
  CLIENT_ERROR: 1,
};

/** Made once: every answer that is an error, a missing bucket policy too, ends here, and a stack costs. */
const noneLeft = new Error('no attempt left');

const firstDelay = 100;
const longestDelay = 2_000;

/**
 * Retries by number of attempts alone, with exponential back-off and full jitter. The SDK's own strategies
 * drain a bucket of retry tokens that all calls of a client share, and under throttling lose half of them.
 */
export const retryStrategy: RetryStrategyV2 = {
  acquireInitialRetryToken: async () => token(0, 0),
  async refreshRetryTokenForRetry(used, { errorType }) {
    const count = used.getRetryCount() + 1;
    if (count >= attempts[errorType]) throw noneLeft;
    return token(count, Math.random() * Math.min(longestDelay, firstDelay * 2 ** count));
  },
  recordSuccess() {},
};

/** Sends once: for replays, where asking again gives the same answer. */
export const noRetry: RetryStrategyV2 = {
  ...retryStrategy,
  async refreshRetryTokenForRetry() {
    throw new Error('a recording is asked once');
  },
};

function token(count: number, delay: number): RetryToken {
  return { getRetryCount: () => count, getRetryDelay: () => delay };
}
