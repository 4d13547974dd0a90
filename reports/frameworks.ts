import type { ControlState } from '../src/core/framework.js';

/** States of controls as people read them. */
export const stateWords: Readonly<Record<ControlState, string>> = {
  failed: 'failed',
  unknown: 'unknown',
  passed: 'passed',
  'not-applicable': 'nothing to judge',
  'not-run': 'not run',
  'not-covered': 'not yet covered',
  manual: 'manual',
};
