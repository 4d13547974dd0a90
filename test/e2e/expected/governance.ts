import type { Expected } from './table.js';

/** Every finding of the checks of the account itself, of its organization and of IAM Access Analyzer. */
export const governance: Expected = {};
