import { fileURLToPath } from 'node:url';

/** The working tree. */
export const root = fileURLToPath(new URL('../', import.meta.url));
