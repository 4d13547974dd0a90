import { type Applied, applies, appliesFor } from './applies.js';
import { allHold, anyHolds, type Held, unknown } from './held.js';
import type { Policy } from './policy.js';
import type { Reach } from './principals.js';
import { type Explained, explain, type Layer, missing, type Reason } from './reasons.js';
import { type Caller, contextOf, type PolicyRequest } from './request.js';

/** A policy and the name to call it by. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** The policies that have a say in a request, by layer. Service and resource control policies are not among them. */
export interface Policies {
  /** Of the caller: its own, inline and managed, and those of its groups. */
  readonly identity: readonly NamedPolicy[];
  /** The permissions boundary of the user or role. */
  readonly boundary?: NamedPolicy;
  /** Handed over when the session began; an empty list is a session without one. */
  readonly session?: readonly NamedPolicy[];
  readonly resource?: NamedPolicy;
}

/** What a request comes to. */
export interface Decision {
  /** `unknown` when what is not known of the request may change whether it is allowed. */
  readonly outcome: 'allow' | 'explicit-deny' | 'implicit-deny' | 'unknown';
  /** At least one: the statements that allow or deny, that come nearest to allowing, or that are unknown. */
  readonly reasons: readonly Reason[];
  /** What has to be known to decide, as clauses; empty unless the outcome is unknown. */
  readonly unknown: readonly string[];
}

/**
 * Decides a request in AWS's order: an explicit deny in any policy, then what is allowed, then the implicit deny.
 *
 * In one account the resource policy may allow by itself, or the caller's policies may, which are bounded by
 * boundary and session policies. A resource policy that names the role (or the user behind a federated session) is
 * bounded like them; one that names the user, the session itself or everyone is not; one that names the
 * account adds nothing, but for keys and roles, whose policy must let the account's policies count at all. Between
 * accounts both sides must allow. Services and anonymous callers have the resource policy only, and the
 * root user of an account needs no policy of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: PolicyRequest, policies: Policies): Decision {
  const lookup = contextOf(request);
  const layers = layersOf(request.caller);
  const bounded = layers.includes('boundary') && policies.boundary !== undefined;
  const entries = layers.flatMap((layer) =>
    policiesOf(policies, layer).flatMap(({ name, policy }) =>
      policy.statements.map((statement): Entry => {
        const reading = { version: policy.version, lookup };
        const by = (reach?: Reach): Applied =>
          layer === 'resource'
            ? appliesFor(statement, request, reading, { bounded, ...(reach && { reach }) })
            : applies(statement, request, reading);
        return { layer, policy: name, statement, applied: by(), by };
      }),
    ),
  );
  const denials = entries.filter(({ statement }) => statement.effect === 'Deny');
  const allowances = entries.filter(({ statement }) => statement.effect === 'Allow');
  const denied = anyHolds(denials, ({ applied }) => applied.held);
  if (denied === true) return decided('explicit-deny', denials.filter(holds), request);
  const granted = grants(request, policies, allowances);
  if (granted === false) {
    const asked = layers.filter((layer) => isAsked(layer, request) || policiesOf(policies, layer).length > 0);
    return { outcome: 'implicit-deny', reasons: missing(asked, allowances, request), unknown: [] };
  }
  if (granted === true && denied === false) {
    const allowed = decided('allow', allowances.filter(holds), request);
    return allowed.reasons.length > 0 ? allowed : { ...allowed, reasons: [rootNeedsNone] };
  }
  const open = entries.filter(({ applied }) => typeof applied.held !== 'boolean');
  const clauses = [granted, denied].flatMap((held) => (typeof held === 'boolean' ? [] : held.unknown));
  const undecided = decided('unknown', open, request);
  const reasons = open.length > 0 ? undecided.reasons : [gateNotGiven];
  return { ...undecided, reasons, unknown: [...new Set(clauses)] };
}

const rootNeedsNone: Reason = { layer: 'identity', why: 'The root user needs no policy in its own account.' };
const gateNotGiven: Reason = { layer: 'resource', why: 'The policy of the key or role is not given.' };

interface Entry extends Explained {
  /** Applied by one reach of a resource policy's principals. */
  readonly by: (reach: Reach) => Applied;
}

const bounds: readonly Layer[] = ['boundary', 'session'];

/** The policies that count for a caller. */
function layersOf(caller: Caller): readonly Layer[] {
  const alone = caller.kind === 'root' || !('account' in caller);
  return alone ? ['resource'] : ['identity', ...bounds, 'resource'];
}

function policiesOf(policies: Policies, layer: Layer): readonly NamedPolicy[] {
  const given = policies[layer] ?? [];
  return 'policy' in given ? [given] : given;
}

const holds = ({ applied }: Entry): boolean => applied.held === true;

function decided(outcome: Decision['outcome'], entries: readonly Entry[], request: PolicyRequest): Decision {
  const reasons = entries.map((entry) => explain(entry, request));
  return { outcome, reasons, unknown: [] };
}

/** Whether anything allows the request, explicit denials left aside. */
function grants(request: PolicyRequest, policies: Policies, allowances: readonly Entry[]): Held {
  const { caller, resourceAccount } = request;
  const allowed = (layer: Layer): Held =>
    anyHolds(
      allowances.filter((entry) => entry.layer === layer),
      ({ applied }) => applied.held,
    );
  const resource = (reach: Reach): Held =>
    anyHolds(
      allowances.filter((entry) => entry.layer === 'resource'),
      ({ by }) => by(reach).held,
    );
  if (!('account' in caller)) return resource('self');

  if (caller.kind === 'root') {
    const letIn = caller.account === resourceAccount && !isGated(request);
    return letIn || allowed('resource');
  }
  const within = all(bounds.map((layer) => policiesOf(policies, layer).length === 0 || allowed(layer)));
  const own = all([allowed('identity'), within]);
  if (caller.account !== resourceAccount) return all([own, allowed('resource')]);
  const letIn = isGated(request) ? (policies.resource ? resource('account') : noGate) : true;
  return any([resource('self'), all([resource('source'), within]), all([letIn, own])]);
}

/** Keys and roles always have a policy, and the policies of the account count only where that one lets them. */
function isGated({ action, resource }: PolicyRequest): boolean {
  return /^sts:AssumeRole/i.test(action) || (/^kms:/i.test(action) && resource.includes(':key/'));
}

/** Whether a request needs a policy of this layer, given or not. */
function isAsked(layer: Layer, request: PolicyRequest): boolean {
  if (layer !== 'resource') return layer === 'identity';
  return !('account' in request.caller) || request.caller.account !== request.resourceAccount || isGated(request);
}

const noGate = unknown('the policy of the key or role is not given');

const all = (values: readonly Held[]): Held => allHold(values, (held) => held);
const any = (values: readonly Held[]): Held => anyHolds(values, (held) => held);
