/** Helps a check's author to test it with literal facts, without AWS. */
import type { Check, OptionValue } from './core/check.js';
import { createGap, type Gap, type GapKind, isGap } from './core/fact.js';
import type { Finding } from './core/finding.js';
import { judge } from './core/judge.js';
import { kindOf } from './core/contract.js';
import type { Resource } from './core/resource.js';

/** A gap as the engine would hand it, for tests of what a check does where a fact could not be read. */
export function testGap(kind: GapKind = 'denied', message = 'The call was denied.'): Gap {
  return createGap({ kind, region: 'us-east-1', code: 'AccessDenied', message });
}

/** What a case of a check's test gives. */
export interface Case {
  readonly resource?: Partial<Resource>;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly now?: Date;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

/** Judges literal facts as the engine would: a gap in a plain need makes the finding unknown. */
export function evaluateCheck(check: Check, { resource, facts, now = new Date(), options = {} }: Case): Finding {
  const gaps = Object.entries(facts).flatMap(([name, fact]) =>
    isGap(fact) && kindOf(check.needs[name]) !== 'maybe' ? [fact] : [],
  );
  const subject: Resource = {
    type: check.resource.type,
    key: 'test',
    name: 'test',
    region: check.resource.reach === 'global' ? 'global' : 'us-east-1',
    data: {},
    ...resource,
  };
  return judge(
    check,
    subject,
    { facts, gaps, sources: [] },
    {
      partition: 'aws',
      account: '111122223333',
      now,
      options: { [check.id]: options },
    },
  );
}
