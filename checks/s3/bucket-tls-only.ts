import { defineCheck, fail, isAbsent, pass } from '../../src/core/index.js';
import * as s3 from '../../src/datasets/s3.js';
import { describeStatement, statementName } from '../../src/policy/describe.js';
import type { Condition } from '../../src/policy/policy.js';
import { refusals, shortfall } from '../../src/policy/refuse.js';

export default defineCheck({
  id: 's3-bucket-tls-only',
  title: 'Bucket policies refuse requests without TLS',
  severity: 'medium',
  recommendation: 'encrypt-traffic-in-transit',
  rationale: 'S3 also answers plain HTTP, where what is read and written can be seen and altered on the way.',
  remediation: {
    text: 'Add a statement to the bucket policy that denies s3:* to Principal "*" on both the bucket and its objects while aws:SecureTransport is false.',
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  },
  resource: s3.bucket,
  needs: { policy: s3.bucketPolicy },
  evaluate({ key: arn }, { policy }) {
    if (isAbsent(policy)) return fail('There is no bucket policy to refuse requests without TLS', { policy });
    const parts = [arn, `${arn}/*`].map((resource) => {
      const requests = { action: 's3:*', resource, meets: holdsWithoutTls };
      return { requests, refusedBy: refusals(policy, requests)[0] };
    });
    const statements = [...new Set(parts.flatMap(({ refusedBy }) => refusedBy ?? []))];
    const open = parts.find(({ refusedBy }) => refusedBy === undefined);
    if (open === undefined) {
      const names = statements.map(statementName).join(' and ');
      return pass(`Requests without TLS are refused by ${names}`, { statements: statements.map(describeStatement) });
    }
    const tries = policy.statements.filter(
      ({ effect, conditions }) => effect === 'Deny' && conditions.some(isAboutTls),
    );
    const evidence = { statements: tries.map(describeStatement), notRefusedOn: open.requests.resource };
    const [nearest] = [...statements, ...tries];
    if (nearest === undefined) return fail('No statement of its policy refuses requests without TLS', evidence);
    const why = shortfall(nearest, open.requests) ?? '';
    return fail(`Requests without TLS are not all refused: ${statementName(nearest)} ${why}`, evidence);
  },
});

function isAboutTls({ key }: Condition): boolean {
  return key === 'aws:securetransport';
}

/** The key is part of every request, so that set operators and `IfExists` change nothing. */
function holdsWithoutTls(condition: Condition): boolean {
  return isAboutTls(condition) && condition.operator === 'Bool' && condition.values.includes('false');
}
