import { describeStatement, statementName } from './describe.js';
import type { Statement } from './policy.js';

/** A statement that grants more than it should. */
export interface Flaw {
  /** Its Sid, or its place counted from 1. */
  readonly statement: string;
  /** What it says. */
  readonly shown: string;
  /** A part of a sentence. */
  readonly why: string;
}

/** A statement as a flaw, with the `Deny` statements that may take it back. */
export function flaw(statement: Statement, why: string, unsure: readonly Statement[]): Flaw {
  const seen = unsure.map(statementName).join(', ');
  const deny = seen === '' ? '' : ` (a Deny was seen, ${seen}, which does not surely take it back)`;
  return { statement: statementName(statement), shown: describeStatement(statement), why: `${why}${deny}` };
}

/** Flaws, each once: one that several actions or principals share is the same flaw. */
export function distinct<F extends Flaw>(flaws: readonly F[]): readonly F[] {
  return [...new Map(flaws.map((one) => [JSON.stringify([one.statement, one.why]), one])).values()];
}

/** Flaws as a message lists them: the first three, and how many more there are. */
export function listFlaws(flaws: readonly Flaw[]): string {
  const said = flaws.map(({ statement, why }) => `${statement}, ${why}`);
  const more = said.length > 3 ? `; and ${said.length - 3} more` : '';
  return `${said.slice(0, 3).join('; ')}${more}`;
}
