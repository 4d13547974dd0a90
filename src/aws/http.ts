import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { HttpHandlerOptions } from '@smithy/types';
import { Agent, errors } from 'undici';

/** How a client connects; times in milliseconds, 0 for no bound. */
export interface HttpOptions {
  /** Most connections to one host. */
  readonly connections: number;
  /** Most time that a connection may take to be made. */
  readonly connect: number;
  /** Most silence before the answer, and within it. */
  readonly silence: number;
}

/**
 * Sends the SDK's requests through undici and reads answers whole. The SDK's own handler, over `node:http`, takes
 * markedly more CPU for a call, and its request timeout does not cover the body.
 */
export class HttpHandler {
  private readonly agent: Agent;

  constructor({ connections, connect, silence }: HttpOptions) {
    this.agent = new Agent({
      connections,
      connect: { timeout: connect },
      headersTimeout: silence,
      bodyTimeout: silence,
    });
  }

  /** Sends one request. @throws a failure by the name or code that Node gives it. */
  async handle(request: HttpRequest, { abortSignal }: HttpHandlerOptions = {}): Promise<{ response: HttpResponse }> {
    const { protocol, hostname, port, path, method, query, headers } = request;
    const search = buildQueryString(query);
    try {
      const answer = await this.agent.request({
        origin: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
        path: search === '' ? path : `${path}?${search}`,
        method,
        headers,
        body: request.body as string | Uint8Array | null,
        signal: abortSignal,
      });
      const bytes = new Uint8Array(await answer.body.arrayBuffer());
      return {
        response: new HttpResponse({ statusCode: answer.statusCode, headers: plain(answer.headers), body: bytes }),
      };
    } catch (error) {
      throw asNodeSaysIt(error);
    }
  }

  /** Closes every connection. */
  destroy(): void {
    void this.agent.destroy();
  }

  /** Part of the SDK's interface; what a client was made with is not changed afterwards. */
  updateHttpClientConfig(): void {}

  /** Part of the SDK's interface. */
  httpHandlerConfigs(): object {
    return {};
  }
}

function plain(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}

/** undici has codes of its own for what the SDK's retries and our gaps know by Node's. */
function asNodeSaysIt(error: unknown): unknown {
  if (error instanceof errors.ConnectTimeoutError) {
    return Object.assign(new Error('no connection in time', { cause: error }), {
      code: 'ETIMEDOUT',
      syscall: 'connect',
    });
  }
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return Object.assign(new Error('no answer in time', { cause: error }), { name: 'TimeoutError' });
  }
  if (error instanceof errors.SocketError) {
    return Object.assign(new Error('the connection broke', { cause: error }), { code: 'ECONNRESET' });
  }
  return error;
}
