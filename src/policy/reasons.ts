import type { Applied, Element } from './applies.js';
import { type Condition, operatorText, type Statement } from './policy.js';
import { contextOf, type PolicyRequest } from './request.js';
import { quoted } from './text.js';

/** A kind of policy. */
export type Layer = 'identity' | 'boundary' | 'session' | 'resource';

/** What part of which policy decided, and why. */
export interface Reason {
  readonly layer: Layer;
  /** Absent when none of the layer's policies has a statement to name. */
  readonly policy?: string;
  /** The statement's place in the document, from 0. */
  readonly index?: number;
  readonly sid?: string;
  /** The element that fails or is unknown; absent when the whole statement applies. */
  readonly element?: Element;
  /** One sentence. */
  readonly why: string;
}

/** A statement held against a request. */
export interface Explained {
  readonly layer: Layer;
  readonly policy: string;
  readonly statement: Statement;
  readonly applied: Applied;
}

/** Why a statement applies to a request, fails, or leaves it unknown. */
export function explain({ layer, policy, statement, applied }: Explained, request: PolicyRequest): Reason {
  const { index, sid, effect } = statement;
  const { held, element } = applied;
  const subject = { layer, policy, index, ...(sid !== undefined && { sid }), ...(element && { element }) };
  if (held === true) {
    const does = effect === 'Allow' ? 'allows' : 'denies';
    return { ...subject, why: `It ${does} ${quoted(request.action)} on ${quoted(request.resource)}.` };
  }
  if (held !== false) return { ...subject, why: `It cannot be decided: ${held.unknown.join('; ')}.` };
  return { ...subject, why: failure(applied, request) };
}

/** For each layer that does not allow: the `Allow` statement that comes nearest, or that there is none. */
export function missing(
  layers: readonly Layer[],
  allowances: readonly Explained[],
  request: PolicyRequest,
): readonly Reason[] {
  return layers.flatMap((layer): Reason[] => {
    const inLayer = allowances.filter((entry) => entry.layer === layer);
    const nearest = inLayer.reduce<Explained | undefined>(
      (best, entry) => (best === undefined || distance(entry) < distance(best) ? entry : best),
      undefined,
    );
    if (nearest === undefined) return [{ layer, why: `No statement of the ${layer} policies allows anything.` }];
    return nearest.applied.held === true && layers.length > 1 ? [] : [explain(nearest, request)];
  });
}

const order: readonly Applied['element'][] = ['Condition', 'NotResource', 'Resource', 'NotAction', 'Action'];

/** How early a statement fails; one that applies, or may, is nearest. */
function distance({ applied: { held, element } }: Explained): number {
  if (held !== false) return held === true ? -2 : -1;
  const place = order.indexOf(element);
  return place < 0 ? order.length : place;
}

function failure({ element, condition }: Applied, request: PolicyRequest): string {
  if (condition !== undefined) return unmet(condition, request);
  if (element === 'Principal' || element === 'NotPrincipal') return `${element} does not admit the caller.`;
  const asked = element === 'Action' || element === 'NotAction' ? request.action : request.resource;
  return element?.startsWith('Not') === true
    ? `${element} leaves out ${quoted(asked)}.`
    : `${element ?? 'It'} does not match ${quoted(asked)}.`;
}

function unmet(condition: Condition, request: PolicyRequest): string {
  const found = contextOf(request)(condition.name);
  const values = 'unknown' in found ? [] : found;
  const seen =
    values.length === 0 ? 'the request does not have it' : `the request has ${values.map(quoted).join(', ')}`;
  return `${operatorText(condition)} of ${quoted(condition.name)} is not met: ${seen}.`;
}
