import { defineCheck, fail, pass } from '../../src/core/index.js';
import { serverCertificate } from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-expired-server-certificate',
  title: 'No expired TLS certificate remains in IAM',
  severity: 'medium',
  recommendation: 'manage-certificates-with-acm',
  rationale:
    'A load balancer that is given an expired certificate turns its visitors away, and nothing renews what was uploaded to IAM. AWS Certificate Manager renews what it issued.',
  remediation: {
    text: 'Move what uses the certificate to one of AWS Certificate Manager, then delete it.',
    cli: 'aws iam delete-server-certificate --server-certificate-name {name}',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html',
  },
  resource: serverCertificate,
  needs: {},
  evaluate({ data: { expires } }, _, { now }) {
    const date = expires.toISOString().slice(0, 10);
    return expires <= now ? fail(`Expired on ${date}`, { expires }) : pass(`Valid until ${date}`, { expires });
  },
});
