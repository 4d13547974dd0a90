import type { Call } from './call.js';

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of a JSON service. */
export function jsonAnswer(value: object): Answer {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(value) };
}

/** An answer of an XML service. */
export function xmlAnswer(body: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

/** The same answer with another body. */
export function withBody(answer: Answer, body: string): Answer {
  return { ...answer, body };
}

/** Text as XML character data. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * An error in the form of the call's service: each AWS protocol has its own.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and its neighbours.
 */
export function errorAnswer(call: Call, status: number, code: string, message: string): Answer {
  const xml = (body: string): Answer => ({ ...xmlAnswer(body), status });
  const text = escapeXml(message);
  switch (call.service) {
    case 's3':
    case 's3express':
      return xml(`<Error><Code>${code}</Code><Message>${text}</Message><RequestId/><HostId/></Error>`);
    case 'ec2':
      return xml(
        `<Response><Errors><Error><Code>${code}</Code><Message>${text}</Message></Error></Errors><RequestID/></Response>`,
      );
    case 'iam':
    case 'sts':
    case 's3-control':
      return xml(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error><RequestId/></ErrorResponse>`,
      );
    default:
      return {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
        body: JSON.stringify({ __type: code, message }),
      };
  }
}
