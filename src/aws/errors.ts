import { isThrottlingError } from '@smithy/core/retry';
import type { DeniedBy, GapKind, GapReason } from '../core/fact.js';
import { type Operation, operationId } from '../core/operation.js';
import { deniedBy } from './denied.js';

/** Why a call gave no answer to judge. */
export interface Failure {
  readonly kind: GapKind;
  /** The error code as AWS, Node or the SDK spelled it. */
  readonly code: string;
  readonly by?: DeniedBy;
}

/** What is known of the call besides its error. */
export interface Circumstances {
  /** The scan was cancelled. */
  readonly cancelled: boolean;
  /** The call's own deadline passed. */
  readonly late: boolean;
  /** Whether these credentials were accepted in this scan: by this service in this region, or at least elsewhere. */
  readonly credentialsWorked: 'here' | 'elsewhere' | 'nowhere';
}

/** What an error of the SDK, of Node or of ours may carry. */
interface Raised {
  readonly name?: string;
  readonly message?: string;
  readonly code?: unknown;
  readonly syscall?: string;
  readonly $fault?: string;
  readonly $response?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** Credentials could not be had; thrown around the credential provider, whose own errors may look like an answer. */
export class CredentialsUnavailable extends Error {
  override readonly name = 'CredentialsUnavailable';
  readonly code: string;

  constructor(cause: unknown) {
    super('no credentials could be had', { cause });
    this.code = cause instanceof Error ? cause.name : this.name;
  }
}

/** The answer is a page for a browser: a proxy, an emulator or a load balancer spoke instead of the service. */
export class HtmlAnswer extends Error {
  override readonly name = 'HtmlAnswer';
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(status: number) {
    super('HTML instead of an AWS answer');
    this.$metadata = { httpStatusCode: status };
  }
}

/** The region's circuit is open: it did not answer, so it is not asked again. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
}

/** The service only throttled, for so long that waiting on is of no use. */
export class Starved extends Error {
  override readonly name = 'Starved';
}

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const unknownKey = new Set(['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId']);
const badSignature = new Set([
  'AuthFailure',
  'IncompleteSignature',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);
const unsupported = new Set(['OptInRequired', 'SubscriptionRequiredException', 'NotSignedUp', 'EndpointError']);
const denied = /^(Client\.)?(AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden)/;
const timeouts = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);

/** True for credentials that were good and are no longer: a refresh may help. */
export function isExpired(error: unknown): boolean {
  return expired.has((error as Raised).name ?? '');
}

/** True when AWS asks to be asked more slowly, in any of its spellings. */
export function isThrottle(error: unknown): boolean {
  return isThrottlingError(error as Parameters<typeof isThrottlingError>[0]);
}

/** True when the service answered, whatever it said. */
export function isAnswer(error: unknown): boolean {
  return (error as Raised).$metadata?.httpStatusCode !== undefined && !isNetworkFailure(error);
}

/** The request id of an error that AWS answered. */
export function requestIdOf(error: unknown): string | undefined {
  return (error as Raised).$metadata?.requestId;
}

/** True when no connection was had or it broke; throttles, deadlines and answers of any status are none. */
export function isNetworkFailure(error: unknown): boolean {
  const { code, syscall, name, message } = error as Raised;
  // The SDK's connection timeout has no code, and its request timeout borrows the one of a TCP timeout.
  if (name === 'TimeoutError' && /did not establish a connection/.test(message ?? '')) return true;
  if (typeof code !== 'string') return false;
  if (code === 'ETIMEDOUT') return syscall !== undefined;
  return /^(E[A-Z]{3,}|EAI_\w+|HPE_\w+|ERR_(TLS|SSL|STREAM_PREMATURE)\w*|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/.test(
    code,
  );
}

/**
 * What an error of a call means. An error code that AWS documents for something else than access, throttling or
 * credentials is `unsupported` below status 500 (the service understood and did not serve it: the code is in the
 * message) and `unreachable` from 500 on; `malformed` is only what could not be read at all.
 * @throws the error itself when neither AWS nor the network can have caused it: a defect.
 */
export function classify(error: unknown, circumstances: Circumstances): Failure {
  const raised = error as Raised;
  const name = raised.name ?? '';
  const status = raised.$metadata?.httpStatusCode;
  const code = codeOf(raised);
  if (circumstances.cancelled) return { kind: 'cancelled', code: 'Cancelled' };
  if (circumstances.late) return { kind: 'timeout', code: 'DeadlineExceeded' };
  if (error instanceof CircuitOpen) return { kind: 'unreachable', code };
  if (error instanceof HtmlAnswer) return { kind: 'malformed', code };
  if (error instanceof CredentialsUnavailable || isExpired(error)) return { kind: 'credentials', code };
  if (error instanceof Starved || isThrottle(error)) return { kind: 'throttled', code };
  if (isNetworkFailure(error)) return { kind: 'unreachable', code };
  if (timeouts.has(name)) return { kind: 'timeout', code };
  if (unsupported.has(name)) return { kind: 'unsupported', code };
  if (unknownKey.has(name) || badSignature.has(name)) return notAccepted(raised, code, circumstances);
  if (raised.$fault === undefined) {
    if (raised.$response === undefined && status === undefined) throw error;
    // The SDK's deserializer failed: what AWS refuses carries `$fault`.
    return { kind: 'malformed', code };
  }
  if (denied.test(name) || status === 403) return { kind: 'denied', code, by: deniedBy(raised.message ?? '') };
  return { kind: status !== undefined && status >= 500 && status !== 501 ? 'unreachable' : 'unsupported', code };
}

/**
 * A region that is not enabled does not know the account's keys; bad keys look the same. Told apart by whether
 * the keys were accepted before. Where they were accepted by this very service, an unknown key was taken away since,
 * but a signature is refused for reasons of the one call, and EC2 says AuthFailure about things of other accounts.
 */
function notAccepted({ name = '', message = '' }: Raised, code: string, { credentialsWorked }: Circumstances): Failure {
  if (credentialsWorked === 'nowhere') return { kind: 'credentials', code };
  if (credentialsWorked === 'elsewhere') return { kind: 'unsupported', code };
  if (name === 'AuthFailure') return { kind: 'denied', code, by: deniedBy(message) };
  return { kind: unknownKey.has(name) ? 'credentials' : 'unsupported', code };
}

function codeOf({ name, code, $metadata }: Raised): string {
  const spelled = typeof code === 'string' && $metadata?.httpStatusCode === undefined ? code : name;
  // The SDK says `Unknown` where an answer names no code.
  if (spelled !== undefined && !/^(Error|Unknown|UnknownError)$/.test(spelled) && /^[\w.:-]{1,64}$/.test(spelled))
    return spelled;
  return $metadata?.httpStatusCode === undefined ? 'UnknownError' : `HTTP ${$metadata.httpStatusCode}`;
}

const policyNames: Readonly<Record<DeniedBy, string>> = {
  identity: 'by the identity-based policies of the caller',
  scp: 'by a service control policy',
  rcp: 'by a resource control policy',
  boundary: 'by a permissions boundary',
  session: 'by a session policy',
  resource: 'by a resource-based policy',
  endpoint: 'by a VPC endpoint policy',
  unstated: 'without saying by which policy',
};

/** The reason for a gap. Says nothing that AWS wrote but its code: raw messages hold ids and the account's strings. */
export function reasonOf(operation: Operation, region: string, { kind, code, by }: Failure): GapReason {
  const id = operationId(operation);
  return {
    kind,
    ...(by !== undefined && { by }),
    operation: id,
    actions: operation.actions,
    code,
    region,
    message: sentence(),
  };

  function sentence(): string {
    const place = region === 'global' ? '' : ` in ${region}`;
    switch (kind) {
      case 'denied':
        return `AWS denied ${operation.actions.join(', ') || id}${place} ${policyNames[by ?? 'unstated']} (${code}).`;
      case 'throttled':
        return `${id} was throttled${place} until its retries ran out (${code}).`;
      case 'timeout':
        return `${id} was not answered in time${place} (${code}).`;
      case 'unreachable':
        return `${id} could not be reached${place} (${code}).`;
      case 'unsupported':
        return `${id} is not available to this account${place}, or not for this resource (${code}).`;
      case 'malformed':
        return `The answer to ${id}${place} could not be read (${code}).`;
      case 'credentials':
        return `${id} was not sent or not accepted${place}, because the credentials are not valid (${code}).`;
      case 'cancelled':
        return `The scan ended before ${id} was answered${place}.`;
      case 'not-recorded':
        return `The recording does not hold this call of ${id}${place}.`;
      default:
        return `${id} gave no answer${place} (${code}).`;
    }
  }
}
