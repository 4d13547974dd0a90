import { evaluate } from '../src/policy/evaluate.js';
import { isParseFailure, parsePolicy } from '../src/policy/parse.js';
import type { Caller } from '../src/policy/request.js';
import type { Row } from './table.js';

const account = '111122223333';
const caller: Caller = { kind: 'user', account, arn: `arn:aws:iam::${account}:user/ann`, tags: {} };

/** Statements that are held against a request in a second of one core; none of them decides, so all are looked at. */
export function policyEngine(): Row {
  const parsed = parsePolicy(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: Array.from({ length: 20 }, (_, index) => ({
        Effect: index % 4 === 0 ? 'Deny' : 'Allow',
        Action: ['s3:Get*', 's3:List*', 's3:PutObject'],
        Resource: ['arn:aws:s3:::bucket-${aws:username}/*', `arn:aws:s3:::bucket-*/${index}/*`, 'arn:aws:s3:::*'],
        Condition: {
          StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' },
          IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'] },
        },
      })),
    }),
  );
  if (isParseFailure(parsed)) throw new Error(parsed.reason);
  const request = {
    caller,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket-of-somebody/else/file',
    resourceAccount: account,
    context: { values: { 'aws:SourceIp': '203.0.113.9' }, unknown: [] },
  };
  const policies = { identity: [{ name: 'policy', policy: parsed }] };
  const started = process.cpuUsage();
  let statements = 0;
  let seconds = 0;
  while (seconds < 0.5) {
    for (let turn = 0; turn < 20; turn++) evaluate(request, policies);
    statements += 20 * parsed.statements.length;
    const { user, system } = process.cpuUsage(started);
    seconds = (user + system) / 1e6;
  }
  const rate = statements / seconds;
  return {
    what: 'policy statements evaluated in a second of one core',
    measured: Math.round(rate).toLocaleString('en'),
    target: 'at least 10,000',
    met: rate >= 10_000,
    decides: false,
  };
}
