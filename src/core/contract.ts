/**
 * Checks, datasets and resource types are known by name, contract version and the
 * copy of lintel that made them, so that a plug-in which brought a second copy is
 * refused with a sentence instead of being run against the wrong engine.
 */

/** Raised when a check or dataset written for an older lintel could no longer run. */
const contractVersion = 1;

const seal = Symbol.for('lintel.contract');
const thisCopy = Symbol('this copy of lintel');

/** What a sealed object is. */
export type Kind = 'check' | 'dataset' | 'resource-type' | 'across' | 'collection' | 'lookup' | 'maybe' | 'on-demand';

/** The seal of an object made by lintel. */
export interface Seal {
  readonly kind: Kind;
  readonly version: number;
  readonly copy: symbol;
}

/** Seals an object as made by this copy of lintel. */
export function sealed<T extends object>(kind: Kind, value: T): T {
  Object.defineProperty(value, seal, { value: { kind, version: contractVersion, copy: thisCopy } satisfies Seal });
  return Object.freeze(value);
}

/** The kind of a value that this copy of lintel made; undefined for anything else. */
export function kindOf(value: unknown): Kind | undefined {
  const found = sealOf(value);
  return found?.copy === thisCopy ? found.kind : undefined;
}

/** True when another copy of lintel made the value. */
export function isForeign(value: unknown): boolean {
  const found = sealOf(value);
  return found !== undefined && found.copy !== thisCopy;
}

function sealOf(value: unknown): Seal | undefined {
  if (typeof value !== 'object' || value === null || !(seal in value)) return undefined;
  return value[seal] as Seal;
}
