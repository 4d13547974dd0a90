import {
  CreateAccessPointCommand,
  CreateMultiRegionAccessPointCommand,
  type PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3-control';
import type { Building } from './account.js';

const AccountId = '123456789012';

const blockAll = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

interface AccessPointPlan {
  readonly name: string;
  readonly bucket: string;
  readonly region: string;
  readonly block: PublicAccessBlockConfiguration;
  /** The one VPC that may use it. */
  readonly vpc?: string;
}

const accessPoints: readonly AccessPointPlan[] = [
  { name: 'crew-app', bucket: 'harbourline-crew-roster', region: 'eu-west-1', block: blockAll },
  {
    name: 'press-downloads',
    bucket: 'harbourline-press-kit',
    region: 'eu-central-1',
    block: { ...blockAll, BlockPublicPolicy: false, RestrictPublicBuckets: false },
  },
  {
    name: 'booking-engine',
    bucket: 'harbourline-booking-assets',
    region: 'eu-west-1',
    block: { ...blockAll, BlockPublicPolicy: false },
    vpc: 'vpc-0a1b2c3d4e5f60718',
  },
];

const multiRegionAccessPoints = [
  { name: 'route-maps', block: blockAll },
  { name: 'brochures', block: { ...blockAll, RestrictPublicBuckets: false } },
];

/** Access points that block public access and that do not, and directory buckets, which moto has no place for. */
export async function buildAccessPoints({ clients, facts }: Building): Promise<void> {
  for (const { name: Name, bucket: Bucket, region, block, vpc } of accessPoints) {
    await clients.s3control(region).send(
      new CreateAccessPointCommand({
        AccountId,
        Name,
        Bucket,
        PublicAccessBlockConfiguration: block,
        ...(vpc !== undefined && { VpcConfiguration: { VpcId: vpc } }),
      }),
    );
    facts.accessPointRegions[Name] = region;
  }
  for (const { name: Name, block: PublicAccessBlock } of multiRegionAccessPoints) {
    const Details = { Name, PublicAccessBlock, Regions: [{ Bucket: 'harbourline-website' }] };
    await clients
      .s3control('us-west-2')
      .send(new CreateMultiRegionAccessPointCommand({ AccountId, ClientToken: Name, Details }));
  }
  facts.directoryBuckets['harbourline-berth-telemetry--euw1-az1--x-s3'] = { region: 'eu-west-1', expirationDays: 7 };
  facts.directoryBuckets['harbourline-fare-models--use1-az4--x-s3'] = { region: 'us-east-1' };
}
