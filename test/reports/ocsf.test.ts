import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.js';
import type { ScanResult } from '../../src/core/result.js';
import { ocsfFinding, type OcsfFinding } from '../../reports/ocsf/schema.js';
import { renderOcsf } from '../../reports/ocsf.js';
import { annotatedResult, emptyResult, fixtureResult, iterable, partialResult } from './fixture.js';

async function text(results: readonly ScanResult[]): Promise<string> {
  let all = '';
  for await (const chunk of renderOcsf(results)) all += chunk;
  return all;
}

/** The events of a file, each of which the schema accepts. */
async function eventsOf(results: readonly ScanResult[]): Promise<OcsfFinding[]> {
  const all = await text(results);
  return all
    .split('\n')
    .slice(0, -1)
    .map((line) => ocsfFinding.parse(JSON.parse(line)));
}

async function findingsOf({ findings }: ScanResult): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of findings) all.push(finding);
  return all;
}

async function eventOf(more: Partial<Finding>, of = fixtureResult()): Promise<OcsfFinding> {
  const [first] = await findingsOf(of);
  const [event] = await eventsOf([{ ...of, findings: iterable([{ ...(first as Finding), ...more }]) }]);
  return event as OcsfFinding;
}

const now = Date.parse('2026-11-20T02:00:00.000Z');

describe('renderOcsf', () => {
  test('the golden result', async () => {
    await expect(await text([annotatedResult()])).toMatchFileSnapshot('../golden/report.ocsf.jsonl');
  });

  test.each([
    ['a whole scan', fixtureResult()],
    ['a scan that was compared and suppressed', annotatedResult()],
    ['a scan cut short', partialResult()],
  ])('%s is an event a finding, in order, each with its own uid', async (_, result) => {
    const findings = await findingsOf(result);
    const events = await eventsOf([result]);
    expect(events.map(({ finding_info }) => finding_info.uid)).toEqual(findings.map(({ fingerprint }) => fingerprint));
    expect(new Set(events.map(({ metadata }) => metadata.uid)).size).toBe(findings.length);
    expect(events.map(({ message }) => message)).toEqual(findings.map(({ message }) => message));
    expect(events.map(({ resources: [{ name }] }) => name)).toEqual(findings.map(({ resource }) => resource.name));
  });

  test('times are milliseconds of the instant that verdicts were judged at', async () => {
    const event = await eventOf({});
    expect([event.time, event.finding_info.last_seen_time]).toEqual([now, now]);
    expect(event.metadata.uid).toBe(`${event.finding_info.uid}:${now}`);
  });

  test('a fail names its check, resource, place, evidence and remediation', async () => {
    const events = await eventsOf([fixtureResult()]);
    expect(events.find(({ resources: [{ name }] }) => name === 'sg-1')).toEqual({
      activity_id: 1,
      activity_name: 'Create',
      category_uid: 2,
      category_name: 'Findings',
      class_uid: 2003,
      class_name: 'Compliance Finding',
      type_uid: 200301,
      time: now,
      message: 'Port 22 is open to 0.0.0.0/0.',
      severity_id: 4,
      severity: 'High',
      status_id: 1,
      status: 'New',
      metadata: {
        version: '1.8.0',
        uid: expect.stringMatching(/^v1:[0-9a-f]{64}:\d+$/) as string,
        profiles: ['cloud'],
        product: { name: 'lintel', vendor_name: 'lintel', version: '0.1.0' },
      },
      cloud: {
        provider: 'AWS',
        cloud_partition: 'aws',
        region: 'eu-west-1',
        account: { uid: '123456789012', type_id: 10, type: 'AWS Account' },
      },
      finding_info: {
        uid: expect.stringMatching(/^v1:[0-9a-f]{64}$/) as string,
        title: 'No security group opens SSH to the world',
        desc: 'Port 22 is open to 0.0.0.0/0.',
        last_seen_time: now,
        analytic: {
          uid: 'ec2-security-group-ssh',
          name: 'No security group opens SSH to the world',
          desc: 'What goes wrong when "No security group opens SSH to the world" is not so.',
          type_id: 1,
          type: 'Rule',
        },
      },
      compliance: {
        control: 'ec2-security-group-ssh',
        standards: [],
        requirements: [],
        status_id: 3,
        status: 'Fail',
      },
      remediation: {
        desc: 'Change the setting and scan again.',
        references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html'],
      },
      resources: [
        {
          uid: 'arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1',
          type: 'AWS::EC2::SecurityGroup',
          name: 'sg-1',
          region: 'eu-west-1',
          cloud_partition: 'aws',
          role_id: 1,
          role: 'Target',
        },
      ],
      evidences: [
        {
          data: {
            rules: [
              { port: 22, from: '0.0.0.0/0', ipv6: null },
              { port: 22, from: '::/0', ipv6: true },
            ],
            attached: true,
          },
        },
      ],
      unmapped: {
        recommendation: 'restrict-network-access',
        command: 'aws ec2 revoke-security-group-ingress --group-id sg-1 --region eu-west-1',
      },
    });
  });

  test.each([
    ['pass', 1, 'Pass'],
    ['fail', 3, 'Fail'],
    ['unknown', 0, 'Unknown'],
    ['not-applicable', 99, 'Not Applicable'],
  ] as const)('status %s is %i, %s', async (status, status_id, caption) => {
    expect((await eventOf({ status })).compliance).toMatchObject({ status_id, status: caption });
  });

  test('unknown says why, with the permission that was missing', async () => {
    const events = await eventsOf([fixtureResult()]);
    const event = events.find(
      ({ finding_info: { analytic }, compliance }) =>
        analytic.uid === 'cloudtrail-multi-region-trail' && compliance.status === 'Unknown',
    );
    expect(event?.compliance.status_details).toEqual([
      'unreachable (sa-east-1): The region did not answer.',
      'cloudtrail:DescribeTrails denied (AccessDeniedException, identity policy): ' +
        'No identity-based policy allows cloudtrail:DescribeTrails.',
    ]);
    expect(event?.unmapped.gaps).toMatchObject([{ kind: 'unreachable' }, { actions: ['cloudtrail:DescribeTrails'] }]);
    expect(event).not.toHaveProperty('evidences');
  });

  test('a suppressed finding keeps its verdict and says who accepted it and why', async () => {
    const suppression = { reason: 'Rotated by hand', owner: 'team', expires: '2027-01-31', ticket: 'SEC-12' };
    expect(await eventOf({ status: 'fail', suppression, change: 'unchanged' })).toMatchObject({
      status_id: 3,
      status: 'Suppressed',
      status_detail: 'Rotated by hand',
      compliance: { status: 'Fail' },
      unmapped: { suppression },
    });
  });

  test.each([
    [undefined, 'Create', 200301, 'New'],
    ['new', 'Create', 200301, 'New'],
    ['worse', 'Update', 200302, 'New'],
    ['changed', 'Update', 200302, 'New'],
    ['unchanged', 'Update', 200302, 'New'],
    ['resolved', 'Close', 200303, 'Resolved'],
  ] as const)('change %s is activity %s', async (change, activity_name, type_uid, status) => {
    expect(await eventOf(change === undefined ? {} : { change })).toMatchObject({ activity_name, type_uid, status });
  });

  test('a finding names the controls that its check assesses', async () => {
    const events = await eventsOf([annotatedResult()]);
    expect(events.find(({ compliance }) => compliance.control === 'kms-key-rotation')?.compliance).toMatchObject({
      standards: ['Toy Standard 1.0'],
      requirements: ['Toy Standard 1.0 1.2: Keys rotate'],
    });
  });

  test('tags are pairs; what is global has no region; an account that could not be read is left out', async () => {
    const event = await eventOf({
      account: 'unknown',
      region: 'global',
      resource: { type: 'AWS::IAM::User', key: 'the-key', name: 'n', tags: { '<team>': '=sum(1)' } },
    });
    expect(event.cloud).toEqual({ provider: 'AWS', cloud_partition: 'aws' });
    expect(event.resources[0]).not.toHaveProperty('region');
    expect(event.resources[0]).toMatchObject({ uid: 'the-key', tags: [{ name: '<team>', value: '=sum(1)' }] });
  });

  test('a check that the header does not know stands by its id', async () => {
    const event = await eventOf({ checkId: 'other-check' });
    expect(event.finding_info.title).toBe('other-check');
    expect(event).not.toHaveProperty('remediation');
  });

  test('several results follow each other; nothing found is nothing written', async () => {
    const one = await text([partialResult()]);
    expect(await text([partialResult(), emptyResult(), partialResult()])).toBe(one + one);
    expect(await text([emptyResult()])).toBe('');
  });

  test('the schema refuses what is not an event of ours', async () => {
    const good = await eventOf({});
    expect(ocsfFinding.safeParse(good).success).toBe(true);
    for (const bad of [
      { ...good, observables: [] },
      { ...good, type_uid: 200302 },
      { ...good, activity_name: 'Close' },
      { ...good, severity: 'Low' },
      { ...good, status: 'Resolved' },
      { ...good, time: '2026-11-20T02:00:00.000Z' },
      { ...good, compliance: { ...good.compliance, status_id: 1 } },
      { ...good, compliance: { ...good.compliance, status_id: 2, status: 'Warning' } },
      { ...good, resources: [] },
      { ...good, cloud: { ...good.cloud, provider: 'GCP' } },
    ]) {
      expect(ocsfFinding.safeParse(bad).success).toBe(false);
    }
  });
});
