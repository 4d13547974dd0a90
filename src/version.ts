import manifest from '../package.json' with { type: 'json' };

/** The version of this lintel. */
export const { version } = manifest;
