import type { Framework } from '../../src/core/framework.js';

const cis: Framework = {
  id: 'cis-7.0',
  title: 'CIS AWS Foundations Benchmark 7.0',
  url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  controls: [
    {
      id: '2.5',
      title: 'The root user signs in with MFA',
      level: 1,
      assessment: 'automated',
      checks: ['iam-root-mfa'],
    },
  ],
};

export default cis;
