/** What keeps a finding the same finding from one scan to the next. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Check, defineCheck, pass, severities } from '../../src/core/check.js';
import { type Finding, fingerprint } from '../../src/core/finding.js';
import type { Subject } from '../../src/core/resource.js';
import { account } from '../../src/core/scope.js';
import { record, type RecordedKey } from '../cli/recording.js';
import { lintel, workspace } from '../cli/run.js';
import { described } from './toy.js';

const check: Check = defineCheck({
  ...described('toy-service'),
  resource: account,
  needs: {},
  evaluate: () => pass('Fine', { fine: true }),
});
const of = (one: Check, subject: Subject): string => fingerprint(one, 'aws', '111122223333', subject);
const cluster = (name: string): Subject => ({
  type: 'AWS::ECS::Service',
  key: `arn:aws:ecs:us-east-1:111122223333:service/${name}/web`,
  name: 'web',
  region: 'us-east-1',
});

describe('a fingerprint', () => {
  test('does not change with what a check says of itself', () => {
    const told = { ...check, title: 'Another title', rationale: 'Another reason' };
    for (const severity of severities) expect(of({ ...told, severity }, cluster('a'))).toBe(of(check, cluster('a')));
  });

  test('tells two resources of one name in two clusters apart', () => {
    expect(of(check, cluster('a'))).not.toBe(of(check, cluster('b')));
  });

  test('does not change with the order in which resources are listed, or what else is there', async () => {
    const keys: RecordedKey[] = ['a', 'b', 'c'].map((id) => ({ id, rotation: 'off' }));
    const scan = async (listed: readonly RecordedKey[]): Promise<Map<string, string>> => {
      const at = workspace();
      const replay = ['--replay', record(at('r.jsonl'), listed), '--format', `json=${at('out.json')}`, '--quiet'];
      await lintel(['scan', '--check', 'kms-key-rotation', ...replay]);
      const { findings } = JSON.parse(readFileSync(at('out.json'), 'utf8')) as { findings: Finding[] };
      return new Map(findings.map((one) => [one.resource.name, one.fingerprint]));
    };
    const first = await scan(keys);
    expect(new Set(first.values()).size).toBe(3);
    expect(await scan(keys.toReversed())).toEqual(first);
    expect((await scan(keys.slice(1))).get('b')).toBe(first.get('b'));
  });
});
