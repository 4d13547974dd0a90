import type { Row } from '../columns.js';

/** What a person says when they accept a finding. */
export interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string;
}

/**
 * An entry of `lintel.suppressions.yaml` that accepts one finding, by its fingerprint where that is known. A reason or owner that is left out is written
 * empty: lintel refuses the entry until somebody fills it in.
 */
export function suppressionEntry(finding: Row, fingerprint: string, { reason, owner, expires }: Acceptance): string {
  const { arn, key } = finding.resource;
  const members: readonly (readonly [string, string])[] = [
    ...(fingerprint === '' ? [] : [['fingerprint', fingerprint] as const]),
    ['check', finding.checkId],
    ...(fingerprint === '' ? [['resource', arn ?? key] as const] : []),
    ['account', finding.account],
    ['status', finding.status],
    ['severity', finding.severity],
    ['reason', reason],
    ['owner', owner],
    ['expires', expires],
  ];
  // A JSON string is a YAML string, whatever it holds.
  const lines = members.map(
    ([name, value], index) => `${index === 0 ? '  - ' : '    '}${name}: ${JSON.stringify(value)}`,
  );
  return `suppressions:\n${lines.join('\n')}\n`;
}

/** The day so many days after an instant, as `YYYY-MM-DD`. */
export function dayAfter(instant: number, days: number): string {
  return new Date(instant + days * 86_400_000).toISOString().slice(0, 10);
}
