/** How a read ends without a value. */
import { createGap, type Gap, type GapReason } from './fact.js';
import { describeDefect } from './limits.js';
import { type Operation, operationId } from './operation.js';

/** Ends a read with a gap; thrown by {@link ReadContext.send} and by datasets through {@link malformed}. */
export class Unreadable extends Error {
  constructor(readonly gap: Gap) {
    super('unreadable');
  }
}

/** Ends a read because an answer says that the resource it is about does not exist. */
export class SeemsGone extends Error {
  constructor(readonly reason: GapReason) {
    super('seems gone');
  }
}

/**
 * Ends the read of a dataset because an answer lacks a member that decides.
 * @throws always; the engine makes a `malformed` gap of it.
 */
export function malformed(operation: Operation, region: string, what: string): never {
  throw new Unreadable(
    createGap({
      kind: 'malformed',
      ...about(operation, region),
      message: `The answer of ${operationId(operation)} cannot be judged: ${what}.`,
    }),
  );
}

/** A gap for sources that disagree, for example a user that the credential report does not hold. For datasets only. */
export function stale(operation: Operation, region: string, message: string): Gap {
  return createGap({ kind: 'stale', ...about(operation, region), message });
}

function about(operation: Operation, region: string): Pick<GapReason, 'operation' | 'actions' | 'region'> {
  const { actions, global } = operation;
  return { operation: operationId(operation), actions, region: global === true ? 'global' : region };
}

/** Ends the read of a dataset with a gap of its own making. For datasets only. */
export function unread(gap: Gap): never {
  throw new Unreadable(gap);
}

/** The gap that an error of a read comes to; a `defect` for what neither AWS nor a dataset meant. */
export function asGap(error: unknown, reader: string, region: string): Gap {
  if (error instanceof Unreadable) return error.gap;
  if (error instanceof SeemsGone) return createGap(error.reason);
  return createGap({ kind: 'defect', region, message: `Reading ${reader} failed: ${describeDefect(error)}.` });
}
