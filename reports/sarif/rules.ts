import type { Severity } from '../../src/core/check.js';
import type { CheckInfo } from '../../src/core/result.js';

/** SARIF's level of a severity. */
export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
};

/** A number within the band in which GitHub shows the severity; 0.0 is none. */
const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  informational: '0.0',
};

/** A check as a rule of the tool. */
export function ruleOf({ id, title, service, severity, recommendation, rationale, remediation }: CheckInfo): object {
  const { text, cli, url } = remediation;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    help: { text: [text, ...(cli === undefined ? [] : [cli]), url].join('\n') },
    helpUri: url,
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['security', service, recommendation],
      precision: 'very-high',
      'security-severity': securitySeverities[severity],
    },
  };
}
