/** What the emulated account holds and moto has no place for; the proxy adds it to moto's answers. */
export interface Facts {
  /** The instant that every other date is relative to. */
  readonly now: Date;
  /** When things were made whose own date does not matter. */
  readonly created: Date;
  readonly root: RootFacts;
  /** By user name. */
  readonly users: Record<string, UserFacts>;
  /** What AWS says of each bucket that has a policy: whether the policy is public. */
  readonly publicPolicies: Record<string, boolean>;
  /** Rotation periods in days, by key id, where they are not 365. */
  readonly rotationPeriods: Record<string, number>;
  /** Ids of keys that AWS made for a service. */
  readonly awsManagedKeys: string[];
  /** By trail ARN. */
  readonly trails: Record<string, TrailFacts>;
  /** Opt-in regions that the account has enabled. */
  readonly optedIn: readonly string[];
}

export interface RootFacts {
  readonly password: boolean;
  readonly accessKeys: boolean;
  readonly signingCertificates: boolean;
  readonly mfa: boolean;
}

export interface UserFacts {
  readonly created: Date;
  /** False for a user made after the credential report was. */
  readonly inReport: boolean;
  /** In the order of their slots. */
  readonly keys: readonly KeyFacts[];
}

export interface KeyFacts {
  readonly created: Date;
  /** When its status last changed; the report shows this instead of the creation. */
  readonly changed?: Date;
  readonly used?: { readonly date: Date; readonly region: string; readonly service: string };
}

export interface TrailFacts {
  readonly started: Date;
  readonly stopped?: Date;
  readonly delivered?: Date;
  readonly deliveryError?: string;
}

/** Facts of an account with nothing in it. */
export function emptyFacts(now: Date): Facts {
  return {
    now,
    created: before(now, 400),
    root: { password: true, accessKeys: false, signingCertificates: false, mfa: false },
    users: {},
    publicPolicies: {},
    rotationPeriods: {},
    awsManagedKeys: [],
    trails: {},
    optedIn: [],
  };
}

/** The instant so many days before. */
function before(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

/** An instant the way IAM and EC2 write it. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
