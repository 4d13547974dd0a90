import type { Circumstances, Failure } from './errors.js';

/** Where AWS accepted the scan's credentials. */
export class Acceptance {
  private readonly places = new Set<string>();

  /** Notes what a call gave; undefined for a success. */
  note(service: string, scope: string, failure: Failure | undefined): void {
    if (failure === undefined || failure.kind === 'denied') this.places.add(`${service} ${scope}`);
  }

  /** Where the credentials were accepted before a call. */
  at(service: string, scope: string): Circumstances['credentialsWorked'] {
    if (this.places.has(`${service} ${scope}`)) return 'here';
    return this.places.size > 0 ? 'elsewhere' : 'nowhere';
  }
}
