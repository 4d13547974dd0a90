import type { Finding } from '../../../src/core/finding.js';

/** By check id: what the check must say of each thing, by what people call the thing. */
export type Expected = Readonly<Record<string, Readonly<Record<string, Finding['status']>>>>;
