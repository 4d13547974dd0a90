/** A transport that answers from a function: for tests of the engine, where no wire matters. */
import type { GapKind } from '../../src/core/fact.js';
import { type Answer, type Operation, operationId, type Transport } from '../../src/core/operation.js';

/** One call as the transport was asked for it. */
export interface Call {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
}

/** A call that fails. */
class Refusal {
  constructor(
    readonly kind: GapKind,
    readonly code: string,
  ) {}
}

/** Answers a call with a failure. */
export function refused(kind: GapKind = 'denied', code = 'AccessDenied'): Refusal {
  return new Refusal(kind, code);
}

/** What a call is answered with: an output or a {@link refused} call. */
export type Responder = (call: Call) => object | Promise<object>;

/** Answers every call by a function, and keeps what was asked and which regions were let go of. */
export class FakeTransport implements Transport {
  readonly calls: Call[] = [];
  readonly released: string[] = [];

  /** @param idPrefix begins the request ids, so that two runs have different ones */
  constructor(
    private readonly respond: Responder,
    private readonly idPrefix = 'request',
  ) {}

  async send(operation: Operation, input: object, region: string): Promise<Answer> {
    const id = operationId(operation);
    const call = { id, input: input as Call['input'], region };
    const requestId = `${this.idPrefix}-${this.calls.push(call)}`;
    const output = await this.respond(call);
    const time = new Date(Date.UTC(2026, 0, 1) + this.calls.length).toISOString();
    if (!(output instanceof Refusal)) return { ok: true, output, requestId, time };
    const { kind, code } = output;
    const message = `${id} failed in ${region} (${code}).`;
    return {
      ok: false,
      code,
      gap: { kind, operation: id, actions: operation.actions, code, region, message },
      requestId,
      time,
    };
  }

  release(region: string): void {
    this.released.push(region);
  }

  /** The ids of the calls so far, in order. */
  get ids(): string[] {
    return this.calls.map(({ id }) => id);
  }
}
