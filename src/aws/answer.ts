import type { MetadataBearer } from '@smithy/types';
import type { Answer, Operation } from '../core/operation.js';
import { type Failure, reasonOf, requestIdOf } from './errors.js';
import { type Sender, senderOf } from './service.js';

/**
 * How to send an operation.
 * @throws TypeError for one that `defineService` did not make: a defect of its dataset.
 */
export function mustSend(operation: Operation): Sender {
  const sender = senderOf(operation);
  if (sender === undefined) throw new TypeError(`${operation.service}:${operation.name} was not made by defineService`);
  return sender;
}

/** The answer for an output of the SDK. */
export function answered({ $metadata: { requestId }, ...output }: MetadataBearer, time: string): Answer {
  return { ok: true, output, ...(requestId !== undefined && { requestId }), time };
}

/** The answer for a call that gave none. */
export function failed(operation: Operation, scope: string, failure: Failure, error?: unknown, time?: string): Answer {
  const requestId = error === undefined ? undefined : requestIdOf(error);
  return {
    ok: false,
    code: failure.code,
    gap: reasonOf(operation, scope, failure),
    ...(requestId !== undefined && { requestId }),
    ...(time !== undefined && { time }),
  };
}
