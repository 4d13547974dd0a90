/** Account Management, Organizations, IAM Access Analyzer and IAM Identity Center. */
import type { Replies } from '../bench.js';

export const everything: Replies = {};

export const nothing: Replies = {};
