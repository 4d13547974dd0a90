import { setMaxListeners } from 'node:events';
import { type Answer, type Operation, operationId } from '../core/operation.js';
import type { CallCount } from '../core/result.js';
import { Acceptance } from './acceptance.js';
import { answered, failed, mustSend } from './answer.js';
import { Clients } from './clients.js';
import { classify, type Failure } from './errors.js';
import { Meter } from './meter.js';
import { noRetry } from './retry.js';
import type { Sender } from './service.js';
import type { AwsTransport, ReplayOptions } from './transport.js';
import { onWire } from './wire.js';

/** Answers from a recording. */
export class ReplayTransport implements AwsTransport {
  readonly replayed = true;
  private readonly meter = new Meter();
  private readonly acceptance = new Acceptance();
  private readonly clients: Clients;

  constructor(private readonly options: ReplayOptions) {
    // Each call under way listens for the end of the scan.
    setMaxListeners(0, options.signal);
    this.clients = new Clients({
      ...options,
      // The SDK signs what is then not sent.
      credentials: async () => ({ accessKeyId: 'replay', secretAccessKey: 'replay' }),
      retryStrategy: noRetry,
      patience: { connect: 0, silence: 0 },
    });
  }

  async send(operation: Operation, input: object, region: string): Promise<Answer> {
    const sender = mustSend(operation);
    const scope = sender.global ? 'global' : region;
    const count = this.meter.of(operationId(operation), scope);
    count.calls += 1;
    const answer = await this.answer(sender, operation, input, scope);
    if (!answer.ok) count.errors += 1;
    return answer;
  }

  private async answer(sender: Sender, operation: Operation, input: object, scope: string): Promise<Answer> {
    const { signal, replay } = this.options;
    if (signal.aborted) return failed(operation, scope, { kind: 'cancelled', code: 'Cancelled' });
    const recorded = replay.find(operation.service, scope, operation.name, input);
    if (recorded === undefined) return failed(operation, scope, { kind: 'not-recorded', code: 'NotRecorded' });
    const { raw, time } = recorded;
    let failure: Failure | undefined;
    try {
      const wire = onWire(() => {}, raw);
      return answered(await this.clients.send(sender, scope, operation.name, input, signal, [wire]), time);
    } catch (error) {
      const credentialsWorked = this.acceptance.at(operation.service, scope);
      failure = classify(error, { cancelled: signal.aborted, late: false, credentialsWorked });
      return failed(operation, scope, failure, error, time);
    } finally {
      this.acceptance.note(operation.service, scope, failure);
    }
  }

  release(region: string): void {
    this.clients.release(region);
  }

  calls(): readonly CallCount[] {
    return this.meter.all();
  }

  destroy(): void {
    this.clients.destroy();
  }
}
