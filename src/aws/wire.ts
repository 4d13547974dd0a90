import { HttpResponse } from '@smithy/core/protocols';
import type { DeserializeMiddleware, MetadataBearer, Pluggable } from '@smithy/types';
import { HtmlAnswer } from './errors.js';

/** An answer before it is deserialised. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The last step before the network: shows the answer to `seen` and refuses a page for a browser, which the XML deserializers would read as an answer without members.
 * @param recorded answered instead of the network's, where given
 */
export function onWire(seen: (answer: RawAnswer) => void, recorded?: RawAnswer): Pluggable<object, MetadataBearer> {
  const middleware: DeserializeMiddleware<object, MetadataBearer> = (next) => async (args) => {
    const { response } = recorded === undefined ? await next(args) : { response: undefined };
    const answer = recorded ?? rawAnswer(response as HttpResponse);
    seen(answer);
    if (isHtml(answer.body)) throw new HtmlAnswer(answer.status);
    const { status: statusCode, headers, body } = answer;
    return { response: new HttpResponse({ statusCode, headers: { ...headers }, body }) };
  };
  return {
    applyToStack: (stack) => stack.add(middleware, { step: 'deserialize', priority: 'low', name: 'lintelWire' }),
  };
}

/** Our handler gives bodies that are read. */
function rawAnswer({ statusCode, headers, body }: HttpResponse): RawAnswer {
  return { status: statusCode, headers, body: body as Uint8Array };
}

function isHtml(body: Uint8Array): boolean {
  return /^\s*<(!doctype html|html)\b/i.test(
    Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 64)).toString(),
  );
}
