/** What the emulated account holds and moto has no place for; the proxy adds it to moto's answers. */
export interface Facts {
  /** The instant that every other date is relative to. */
  readonly now: Date;
  /** When things were made whose own date does not matter. */
  readonly created: Date;
  root: RootFacts;
  /** By user name. */
  readonly users: Record<string, UserFacts>;
  /** By role name. */
  readonly roles: Record<string, RoleFacts>;
  /** When server certificates end, by name. */
  readonly certificates: Record<string, Date>;
  /** When SAML providers end, by name. */
  readonly samlProviders: Record<string, Date>;
  governance: GovernanceFacts;
  /** The region of each bucket. */
  readonly bucketRegions: Record<string, string>;
  /** What AWS says of each bucket that has a policy: whether the policy is public. */
  readonly publicPolicies: Record<string, boolean>;
  /** Buckets whose versions only MFA deletes. */
  readonly mfaDelete: string[];
  /** The encryption types that each bucket refuses, by bucket. */
  readonly blockedEncryption: Record<string, readonly string[]>;
  /** The region of each access point. */
  readonly accessPointRegions: Record<string, string>;
  /** By name. */
  readonly directoryBuckets: Record<string, DirectoryBucketFacts>;
  /** Rotation periods in days, by key id, where they are not 365. */
  readonly rotationPeriods: Record<string, number>;
  /** When each key was made, by key id, where it is not as old as the account. */
  readonly keysMade: Record<string, Date>;
  /** When each key was last rotated on demand, by key id. */
  readonly rotatedOnDemand: Record<string, Date>;
  /** The imported material of each key that has some, by key id. */
  readonly importedMaterial: Record<string, { readonly validTo?: Date }>;
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
  /** Whether a device of its MFA is a virtual one. */
  readonly virtualMfa: boolean;
  /** When its password was last used. */
  readonly used?: Date;
}

export interface UserFacts {
  readonly created: Date;
  /** False for a user made after the credential report was. */
  readonly inReport: boolean;
  /** The console password. */
  readonly password?: { readonly changed: Date; readonly used?: Date };
  /** In the order of their slots. */
  readonly keys: readonly KeyFacts[];
}

export interface KeyFacts {
  readonly created: Date;
  /** When its status last changed; the report shows this instead of the creation. */
  readonly changed?: Date;
  readonly used?: { readonly date: Date; readonly region: string; readonly service: string };
}

export interface RoleFacts {
  readonly created: Date;
  readonly used?: Date;
}

/** What the services beside IAM hold on the account itself and its organization. */
export interface GovernanceFacts {
  /** The primary contact of the account. */
  readonly contact?: Readonly<Record<string, string>>;
  /** Features of central root access; undefined where IAM has no trusted access to the organization. */
  readonly rootFeatures?: readonly string[];
  /** The organization's delegation policy. */
  readonly delegationPolicy?: object;
  /** The organization's Identity Center. */
  readonly identityCenter?: { readonly region: string; readonly id: string; readonly owner: string };
  /** External access analyzers of the account by region. */
  readonly analyzers: Readonly<Record<string, { readonly name: string; readonly status: string }>>;
}

export interface DirectoryBucketFacts {
  readonly region: string;
  /** Days after which its one lifecycle rule expires objects. */
  readonly expirationDays?: number;
}

export interface TrailFacts {
  readonly started: Date;
  readonly stopped?: Date;
  readonly delivered?: Date;
  readonly deliveryError?: string;
  /** When CloudWatch Logs last got something. */
  readonly deliveredToLogs?: Date;
  readonly logsDeliveryError?: string;
}

/** Facts of an account with nothing in it. */
export function emptyFacts(now: Date): Facts {
  return {
    now,
    created: before(now, 400),
    root: { password: true, accessKeys: false, signingCertificates: false, mfa: false, virtualMfa: false },
    users: {},
    roles: {},
    certificates: {},
    samlProviders: {},
    governance: { analyzers: {} },
    bucketRegions: {},
    publicPolicies: {},
    mfaDelete: [],
    blockedEncryption: {},
    accessPointRegions: {},
    directoryBuckets: {},
    rotationPeriods: {},
    keysMade: {},
    rotatedOnDemand: {},
    importedMaterial: {},
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
