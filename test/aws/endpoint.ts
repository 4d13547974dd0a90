import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What an AWS client sent. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** How many requests the endpoint has had, this one included. */
  readonly number: number;
}

/** What the endpoint answers; undefined when it has dealt with the response itself. */
export interface Response {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Answer = (request: Request, response: ServerResponse) => Response | undefined | Promise<Response | undefined>;

/** A local endpoint that every AWS client of this test talks to. */
export async function endpoint(answer: Answer): Promise<{ readonly requests: Request[]; readonly url: string }> {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        host: incoming.headers.host ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
        number: requests.length + 1,
      };
      requests.push(request);
      void Promise.resolve(answer(request, response)).then((answered) => {
        if (answered === undefined) return;
        response.writeHead(answered.status ?? 200, {
          'x-amzn-requestid': `request-${request.number}`,
          ...answered.headers,
        });
        response.end(answered.body ?? '');
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setEnv('AWS_ENDPOINT_URL', url);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { requests, url };
}

/** Sets a variable of the environment until the test ends. */
export function setEnv(name: string, value: string | undefined): void {
  const before = process.env[name];
  const set = (to: string | undefined): void => {
    if (to === undefined) delete process.env[name];
    else process.env[name] = to;
  };
  set(value);
  onTestFinished(() => set(before));
}

/** An error as the query protocol (IAM, STS) writes it. */
export function queryError(status: number, code: string, message = 'raw words of AWS'): Response {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** An error as S3 writes it. */
export function s3Error(status: number, code: string, message = 'raw words of AWS'): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** An error as EC2 writes it. */
export function ec2Error(status: number, code: string, message = 'raw words of AWS'): Response {
  const body = `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** An error as the JSON protocols (KMS) write it. */
export function jsonError(status: number, code: string, message = 'raw words of AWS'): Response {
  return json({ __type: code, message }, status);
}

/** A JSON answer. */
export function json(value: object, status = 200): Response {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(value) };
}

/** An XML answer. */
export function xml(body: string): Response {
  return { headers: { 'content-type': 'text/xml' }, body };
}

/** Who the caller is, as STS answers. */
export const callerIdentity = xml(
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/auditor</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
);
