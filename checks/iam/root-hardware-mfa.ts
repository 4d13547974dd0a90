import { account, defineCheck, fail, isAbsent, notApplicable, pass } from '../../src/core/index.js';
import * as iam from '../../src/datasets/iam-account.js';

export default defineCheck({
  id: 'iam-root-hardware-mfa',
  title: 'Every root MFA device is hardware or a passkey',
  severity: 'high',
  recommendation: 'use-hardware-authenticators',
  rationale:
    'The secret of a virtual device lies on a phone or in a password manager, where it can be copied, and its codes can be phished. One such device among several is enough to sign in.',
  remediation: {
    text: 'Sign in as the root user, register a passkey or hardware key under Security credentials, and remove every virtual device.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
  },
  resource: account,
  needs: { root: iam.rootCredentials, virtualDevices: iam.rootVirtualDevices },
  evaluate(_, { root, virtualDevices }) {
    const evidence = { ...root, virtualDevices };
    if (!iam.hasRootCredentials(root)) {
      return notApplicable('The root user has no password, access key or signing certificate to protect', evidence);
    }
    if (!root.mfa || isAbsent(virtualDevices)) return fail('The root user has credentials and no MFA device', evidence);
    return virtualDevices.length > 0
      ? fail(`The root user has a virtual MFA device: ${virtualDevices.join(', ')}`, evidence)
      : pass('The root user has MFA and no virtual device, so by inference a hardware device or passkey', evidence);
  },
});
