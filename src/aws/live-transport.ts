import type { FinalizeRequestMiddleware, MetadataBearer, Pluggable } from '@smithy/types';
import { type Answer, type Operation, operationId } from '../core/operation.js';
import type { CallCount } from '../core/result.js';
import { Acceptance } from './acceptance.js';
import { answered, failed, mustSend } from './answer.js';
import { Circuit } from './circuit.js';
import { Clients } from './clients.js';
import { Deadline } from './deadline.js';
import { CircuitOpen, classify, isAnswer, isExpired, isNetworkFailure, isThrottle, Starved } from './errors.js';
import { Limiter } from './limiter.js';
import { type Count, Meter } from './meter.js';
import { retryStrategy } from './retry.js';
import type { Sender } from './service.js';
import type { AwsTransport, LiveOptions } from './transport.js';
import { onWire } from './wire.js';

/** Most sendings of a call that ran out of retries by throttling, each with retries of its own. */
const sendings = 4;
const defaultDeadline = 60_000;
const longestConnect = 5_000;
const longestSilence = 30_000;

/** One call on its way. */
interface Call {
  readonly sender: Sender;
  readonly operation: Operation;
  readonly input: object;
  readonly scope: string;
  readonly count: Count;
  readonly circuit: Circuit;
}

/** Sends to AWS. */
export class LiveTransport implements AwsTransport {
  private readonly meter = new Meter();
  private readonly acceptance = new Acceptance();
  private readonly circuits = new Map<string, Circuit>();
  private readonly limiter: Limiter;
  private readonly clients: Clients;
  private readonly deadline: number;
  private refreshing: Promise<unknown> | undefined;
  /** How often credentials were refreshed. */
  private refreshes = 0;
  /** The code of the failure that showed the credentials to be lost. */
  private lost: string | undefined;

  constructor(private readonly options: LiveOptions) {
    this.deadline = options.deadline ?? defaultDeadline;
    this.limiter = new Limiter(options.concurrency);
    this.clients = new Clients({
      ...options,
      retryStrategy,
      patience: {
        connect: Math.min(longestConnect, this.deadline),
        silence: Math.min(longestSilence, this.deadline),
      },
    });
  }

  async send(operation: Operation, input: object, region: string): Promise<Answer> {
    const sender = mustSend(operation);
    const scope = sender.global ? 'global' : region;
    const count = this.meter.of(operationId(operation), scope);
    count.calls += 1;
    const answer = await this.answer({ sender, operation, input, scope, count, circuit: this.circuit(sender, scope) });
    if (!answer.ok) count.errors += 1;
    return answer;
  }

  private async answer(call: Call): Promise<Answer> {
    const { operation, scope, circuit } = call;
    let refreshed = false;
    for (let left = sendings - 1; ; left -= 1) {
      if (this.lost !== undefined) return failed(operation, scope, { kind: 'credentials', code: this.lost });
      const { refreshes } = this;
      const deadline = new Deadline(this.options.signal, this.deadline);
      try {
        const output = await this.sendOnce(call, deadline);
        circuit.answered();
        this.acceptance.note(operation.service, scope, undefined);
        return answered(output, new Date().toISOString());
      } catch (error) {
        if (isExpired(error) && !refreshed && (await this.refresh(refreshes))) {
          refreshed = true;
          continue;
        }
        const failure = classify(error, {
          cancelled: this.options.signal.aborted,
          late: deadline.passed,
          credentialsWorked: this.acceptance.at(operation.service, scope),
        });
        if (isAnswer(error)) circuit.answered();
        else if (deadline.passed) circuit.silent();
        else if (failure.kind === 'unreachable' && isNetworkFailure(error)) circuit.failed();
        this.acceptance.note(operation.service, scope, failure);
        if (failure.kind === 'throttled' && !(error instanceof Starved) && left > 0) continue;
        if (failure.kind === 'credentials') this.loseCredentials(failure.code);
        return failed(operation, scope, failure, error, isAnswer(error) ? new Date().toISOString() : undefined);
      } finally {
        deadline.end();
      }
    }
  }

  private async sendOnce(call: Call, deadline: Deadline): Promise<MetadataBearer> {
    const { sender, operation, input, scope } = call;
    deadline.signal.throwIfAborted();
    if (call.circuit.open) throw new CircuitOpen();
    const { recorder } = this.options;
    const record = { service: operation.service, region: scope, operation: operation.name, input, cut: sender.cut };
    const wire = onWire((answer) => recorder?.record(record, answer));
    const plugins = [wire, this.perAttempt(call, deadline)];
    return this.clients.send(sender, scope, operation.name, input, deadline.signal, plugins);
  }

  /** What stands between the SDK's retries and its signing: start rate, concurrency, circuit, clock, counts. */
  private perAttempt({ sender, scope, count, circuit }: Call, deadline: Deadline): Pluggable<object, MetadataBearer> {
    let attempts = 0;
    const middleware: FinalizeRequestMiddleware<object, MetadataBearer> = (next) => async (args) =>
      this.limiter.run(sender.service, scope, deadline.signal, async () => {
        if (circuit.open) throw new CircuitOpen();
        attempts += 1;
        if (attempts > 1) count.retries += 1;
        try {
          return await deadline.during(async () => next(args));
        } catch (error) {
          if (isThrottle(error)) count.throttles += 1;
          throw error;
        }
      });
    const place = { relation: 'after', toMiddleware: 'retryMiddleware', name: 'lintelAttempt' } as const;
    return { applyToStack: (stack) => stack.addRelativeTo(middleware, place) };
  }

  /** Refreshes credentials once for all calls that found them expired; false when that failed. */
  private async refresh(seen: number): Promise<boolean> {
    if (this.refreshes > seen) return true;
    try {
      await (this.refreshing ??= this.options.refresh().finally(() => (this.refreshing = undefined)));
      this.refreshes = seen + 1;
      return true;
    } catch {
      return false;
    }
  }

  private loseCredentials(code: string): void {
    if (this.lost !== undefined) return;
    this.lost = code;
    this.options.onCredentialsLost?.();
  }

  private circuit({ service }: Sender, scope: string): Circuit {
    const key = `${service} ${scope}`;
    let circuit = this.circuits.get(key);
    if (circuit === undefined) this.circuits.set(key, (circuit = new Circuit()));
    return circuit;
  }

  release(region: string): void {
    this.clients.release(region);
  }

  calls(): readonly CallCount[] {
    return this.meter.all();
  }

  destroy(): void {
    this.clients.destroy();
    this.options.recorder?.discard();
  }
}
