/**
 * What BatchImportFindings takes, written from the documentation of ASFF and the API reference. Strict: a member that
 * is not here is not ours to send, least of all one that customers set by BatchUpdateFindings.
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
import { z } from 'zod';

// oxlint-disable-next-line no-control-regex -- what must not be there
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cs}/u;

/** Not blank, of so many bytes at most (the strictest reading of "characters"), and of nothing that is not text. */
const text = (longest: number) =>
  z
    .string()
    .regex(/\S/)
    .refine((value) => Buffer.byteLength(value) <= longest, `longer than ${longest} bytes`)
    .refine((value) => !unsafe.test(value), 'control character or lone surrogate');

const map = (key: number, value: number) =>
  z.record(text(key), text(value)).refine((fields) => Object.keys(fields).length <= 50, 'more than 50 entries');

const severity = z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);

const finding = z
  .strictObject({
    SchemaVersion: z.literal('2018-10-08'),
    Id: text(512),
    ProductArn: z.string().regex(/^arn:aws[\w-]*:securityhub:[a-z]+(-[a-z]+)+-\d:(\d{12}):product\/\2\/default$/),
    ProductName: text(128),
    GeneratorId: text(512),
    AwsAccountId: z.string().regex(/^\d{12}$/),
    CreatedAt: z.iso.datetime(),
    UpdatedAt: z.iso.datetime(),
    FindingProviderFields: z.strictObject({
      Severity: z.strictObject({ Label: severity, Original: text(64) }),
      Types: z.array(z.string().regex(/^Software and Configuration Checks\//)).max(50),
    }),
    Title: text(256),
    Description: text(1024),
    Remediation: z
      .strictObject({ Recommendation: z.strictObject({ Text: text(512), Url: z.url({ protocol: /^https$/ }) }) })
      .optional(),
    ProductFields: map(128, 2048),
    Resources: z
      .array(
        z.strictObject({
          Type: text(256),
          Id: text(2048),
          Partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']).optional(),
          Region: text(16).optional(),
          Tags: map(128, 256).optional(),
        }),
      )
      .length(1),
    Compliance: z.strictObject({
      Status: z.enum(['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE']),
      RelatedRequirements: z.array(text(64)).max(32).optional(),
      StatusReasons: z
        .array(z.strictObject({ ReasonCode: z.string().regex(/^[A-Z_]+$/), Description: text(1024) }))
        .optional(),
    }),
    RecordState: z.enum(['ACTIVE', 'ARCHIVED']),
  })
  .refine((one) => Buffer.byteLength(JSON.stringify(one)) <= 240_000, 'larger than 240 KB');

/** The input of one call. */
export const batchSchema = z
  .strictObject({ Findings: z.array(finding).min(1).max(100) })
  .refine((batch) => Buffer.byteLength(JSON.stringify(batch)) <= 6_000_000, 'larger than 6 MB');
