import { accountDifferences } from './differences-account.js';
import { governanceDifferences } from './differences-governance.js';
import { iamDifferences } from './differences-iam.js';
import { keyDifferences } from './differences-kms.js';
import { bucketDifferences } from './differences-s3.js';
import { accessPointDifferences } from './differences-s3-access-points.js';
import { trailDifferences } from './differences-cloudtrail.js';
import type { Answer } from './answer.js';
import type { Call } from './call.js';
import type { Facts } from './facts.js';

/** What a difference can ask. */
export interface Upstream {
  readonly facts: Facts;
  /** The answer to this call by the rows below and, under them, by moto. */
  next(): Promise<Answer>;
  /** Moto's answer to a further call that the same caller signs. */
  ask(change: {
    readonly method?: string;
    readonly path?: string;
    readonly target?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }): Promise<Answer>;
}

/** One way in which moto 5.2.1 differs from AWS, and AWS's answer instead. */
export interface Difference {
  readonly service: string;
  /** Operation name; `*` for all of the service. */
  readonly operation: string;
  /** What moto does, in one line. */
  readonly moto: string;
  /** The page of AWS that says what AWS does. */
  readonly page: string;
  answer(call: Call, upstream: Upstream): Promise<Answer> | Answer;
}

/** Every difference that lintel's reads meet. A row may call the next one that matches. */
export const differences: readonly Difference[] = [
  ...accountDifferences,
  ...iamDifferences,
  ...governanceDifferences,
  ...bucketDifferences,
  ...accessPointDifferences,
  ...keyDifferences,
  ...trailDifferences,
];
