import { z } from 'zod';

const activities = { 1: 'Create', 2: 'Update', 3: 'Close' } as const;
const severities = { 1: 'Informational', 2: 'Low', 3: 'Medium', 4: 'High', 5: 'Critical' } as const;
const statuses = { 1: 'New', 3: 'Suppressed', 4: 'Resolved' } as const;
const verdicts = { 0: 'Unknown', 1: 'Pass', 3: 'Fail', 99: 'Not Applicable' } as const;

const milliseconds = z.number().int().nonnegative();

const gap = z.strictObject({
  kind: z.string(),
  by: z.string().optional(),
  operation: z.string().optional(),
  actions: z.array(z.string()).readonly().optional(),
  code: z.string().optional(),
  region: z.string(),
  message: z.string(),
});

const resource = z.strictObject({
  uid: z.string(),
  type: z.string(),
  name: z.string(),
  region: z.string().optional(),
  cloud_partition: z.string(),
  role_id: z.literal(1),
  role: z.literal('Target'),
  tags: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
});

/**
 * What lintel writes of a Compliance Finding of OCSF 1.8.0 (https://schema.ocsf.io/1.8.0/classes/compliance_finding).
 * Strict: a name that is not here is a mistake. A caption stands beside each identifier, and only its own.
 */
export const ocsfFinding = z
  .strictObject({
    activity_id: z.literal([1, 2, 3]),
    activity_name: z.enum(activities),
    category_uid: z.literal(2),
    category_name: z.literal('Findings'),
    class_uid: z.literal(2003),
    class_name: z.literal('Compliance Finding'),
    type_uid: z.number(),
    time: milliseconds,
    message: z.string(),
    severity_id: z.literal([1, 2, 3, 4, 5]),
    severity: z.enum(severities),
    status_id: z.literal([1, 3, 4]),
    status: z.enum(statuses),
    /** Why a finding is suppressed. */
    status_detail: z.string().optional(),
    metadata: z.strictObject({
      version: z.literal('1.8.0'),
      uid: z.string(),
      profiles: z.tuple([z.literal('cloud')]),
      product: z.strictObject({ name: z.literal('lintel'), vendor_name: z.literal('lintel'), version: z.string() }),
    }),
    cloud: z.strictObject({
      provider: z.literal('AWS'),
      cloud_partition: z.string(),
      region: z.string().optional(),
      account: z.strictObject({ uid: z.string(), type_id: z.literal(10), type: z.literal('AWS Account') }).optional(),
    }),
    finding_info: z.strictObject({
      uid: z.string(),
      title: z.string(),
      desc: z.string(),
      last_seen_time: milliseconds,
      analytic: z.strictObject({
        uid: z.string(),
        name: z.string(),
        desc: z.string().optional(),
        type_id: z.literal(1),
        type: z.literal('Rule'),
      }),
    }),
    compliance: z.strictObject({
      control: z.string(),
      standards: z.array(z.string()).readonly(),
      requirements: z.array(z.string()).readonly(),
      status_id: z.literal([0, 1, 3, 99]),
      status: z.enum(verdicts),
      /** Why a finding is unknown, with the permission that was missing. */
      status_details: z.array(z.string()).optional(),
    }),
    remediation: z.strictObject({ desc: z.string(), references: z.array(z.string()) }).optional(),
    resources: z.tuple([resource]),
    evidences: z.tuple([z.strictObject({ data: z.record(z.string(), z.unknown()) })]).optional(),
    unmapped: z.strictObject({
      recommendation: z.string(),
      change: z.enum(['new', 'worse', 'changed', 'resolved', 'unchanged']).optional(),
      command: z.string().optional(),
      gaps: z.array(gap).readonly().optional(),
      suppression: z
        .strictObject({ reason: z.string(), owner: z.string(), expires: z.iso.date(), ticket: z.string().optional() })
        .optional(),
    }),
  })
  .refine((event) => event.type_uid === event.class_uid * 100 + event.activity_id)
  .refine((event) => activities[event.activity_id] === event.activity_name)
  .refine((event) => severities[event.severity_id] === event.severity)
  .refine((event) => statuses[event.status_id] === event.status)
  .refine((event) => verdicts[event.compliance.status_id] === event.compliance.status);

/** One line of the file. */
export type OcsfFinding = z.infer<typeof ocsfFinding>;
