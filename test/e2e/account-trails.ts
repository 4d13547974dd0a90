import {
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  type AdvancedEventSelector,
  type CreateTrailCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import type { Building } from './account.js';
import type { TrailFacts } from './facts.js';

/** A bucket of another account. */
const archive = 'harbourline-log-archive';

interface TrailPlan {
  readonly name: string;
  readonly region: string;
  readonly bucket: string;
  readonly input?: Partial<CreateTrailCommandInput>;
  readonly facts: TrailFacts;
  readonly selectors?: AdvancedEventSelector[];
}

const management = { Field: 'eventCategory', Equals: ['Management'] };
const objects = [
  { Field: 'eventCategory', Equals: ['Data'] },
  { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
];

/** A log group, and the role that writes to it. */
function logsOf(region: string, group: string): Partial<CreateTrailCommandInput> {
  return {
    CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:123456789012:log-group:${group}:*`,
    CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/trail-to-logs',
  };
}

function plans({ daysAgo }: Building, KmsKeyId: string): readonly TrailPlan[] {
  const justNow = daysAgo(0.01);
  return [
    {
      name: 'harbourline-audit',
      region: 'us-east-1',
      bucket: 'harbourline-audit-logs',
      input: {
        IsMultiRegionTrail: true,
        EnableLogFileValidation: true,
        KmsKeyId,
        ...logsOf('us-east-1', 'harbourline-audit'),
      },
      facts: { started: daysAgo(390), delivered: justNow, deliveredToLogs: justNow },
      selectors: [
        { Name: 'Everything that manages', FieldSelectors: [management] },
        {
          Name: 'Whatever writes an object',
          FieldSelectors: [...objects, { Field: 'readOnly', Equals: ['false'] }],
        },
      ],
    },
    {
      name: 'first-trail',
      region: 'eu-west-1',
      bucket: 'harbourline-old-trails',
      facts: { started: daysAgo(380), stopped: daysAgo(200), delivered: daysAgo(200) },
    },
    {
      name: 'warehouse-feed',
      region: 'eu-west-1',
      bucket: 'harbourline-old-trails',
      input: logsOf('eu-west-1', 'warehouse'),
      facts: {
        started: daysAgo(300),
        delivered: daysAgo(12),
        deliveryError: 'AccessDenied',
        deliveredToLogs: daysAgo(12),
        logsDeliveryError: 'ResourceNotFoundException',
      },
    },
    {
      name: 'payments-events',
      region: 'eu-central-1',
      bucket: archive,
      facts: { started: daysAgo(150), delivered: justNow },
      selectors: [
        {
          Name: 'Reads',
          FieldSelectors: [management, { Field: 'readOnly', Equals: ['true'] }],
        },
        {
          Name: 'Writes',
          FieldSelectors: [management, { Field: 'readOnly', Equals: ['false'] }],
        },
        {
          Name: 'Payroll',
          FieldSelectors: [...objects, { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::harbourline-payroll/'] }],
        },
      ],
    },
  ];
}

/** Trails that deliver, that stopped, that cannot deliver, and one that delivers to another account. */
export async function buildTrails(building: Building): Promise<void> {
  const { clients, facts } = building;
  const describe = new DescribeKeyCommand({ KeyId: 'alias/audit-trail' });
  const { KeyMetadata } = await clients.kms('us-east-1').send(describe);
  const s3 = clients.s3('us-east-1');
  // Moto wants to see the bucket in this account, and forgets it again.
  await s3.send(new CreateBucketCommand({ Bucket: archive }));
  for (const plan of plans(building, KeyMetadata?.Arn ?? '')) {
    const { name, region, bucket, input, selectors } = plan;
    const cloudtrail = clients.cloudtrail(region);
    const command = new CreateTrailCommand({ Name: name, S3BucketName: bucket, ...input });
    const { TrailARN = '' } = await cloudtrail.send(command);
    if (plan.facts.stopped === undefined) await cloudtrail.send(new StartLoggingCommand({ Name: name }));
    if (selectors !== undefined) {
      await cloudtrail.send(new PutEventSelectorsCommand({ TrailName: name, AdvancedEventSelectors: selectors }));
    }
    facts.trails[TrailARN] = plan.facts;
  }
  await s3.send(new DeleteBucketCommand({ Bucket: archive }));
}
