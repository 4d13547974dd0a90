/** Two accounts as AWS would answer for them: one that has something of everything, and one that has nothing. */
import * as base from './accounts/base.js';
import * as cloudtrail from './accounts/cloudtrail.js';
import * as governance from './accounts/governance.js';
import * as iam from './accounts/iam.js';
import * as kms from './accounts/kms.js';
import * as s3 from './accounts/s3.js';
import type { Replies } from './bench.js';

const services = [base, cloudtrail, governance, iam, kms, s3];

/** An account with one of everything, such that every declared operation is called for it. */
export const everything: Replies = Object.assign({}, ...services.map((service) => service.everything)) as Replies;

/** The same account where a thing is of another kind, so that other things are asked of it. */
export const others: readonly Replies[] = [{ ...everything, ...kms.imported }];

/** An account that has nothing but its root user. */
export const nothing: Replies = Object.assign({}, ...services.map((service) => service.nothing)) as Replies;
