import { isIP } from 'node:net';
import { isFixed } from './match.js';
import { type Condition, type Operator, operatorText } from './policy.js';
import { quoted } from './text.js';

/** Says what keeps a value from being a fixed one; undefined when it is fixed. */
type Flaw = (value: string) => string | undefined;

/**
 * The keys that can make a grant non-public, as the S3 documentation lists them.
 *
 * For principals it names `aws:PrincipalOrgID` only as an example. `aws:PrincipalArn` and `aws:PrincipalAccount`
 * name "an AWS principal, user, role" just as exactly and are taken as meant; other principal keys
 * (`aws:PrincipalOrgPaths`, tags) and other keys of the source (`aws:SourceOrgID`) are not listed and do not count.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const flaws: ReadonlyMap<string, Flaw> = new Map<string, Flaw>([
  ['aws:principalorgid', notFixed],
  ['aws:principalarn', notFixed],
  ['aws:principalaccount', notFixed],
  ['aws:sourceip', notNarrow],
  ['aws:sourcearn', notFixed],
  ['aws:sourcevpc', notFixed],
  ['aws:sourcevpce', notFixed],
  ['aws:sourceowner', notFixed],
  ['aws:sourceaccount', notFixed],
  ['s3:x-amz-server-side-encryption-aws-kms-key-id', notFixed],
  ['aws:userid', notOneUser],
  ['s3:dataaccesspointarn', notOneAccount],
  ['s3:dataaccesspointaccount', notFixed],
]);

/** The operators that match what is named, and nothing else. */
export const equality: readonly Operator[] = [
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
];

/**
 * Why a condition does not limit a grant to fixed values; undefined when it does.
 *
 * Only operators that fail on a missing key and match what is named limit anything: `...IfExists` and
 * `ForAllValues:` are met by a missing key, negated operators by everything else. Every one of the values must be
 * fixed, since any of them lets a request in. The definition names no operators; for `aws:SourceIp` it speaks of
 * CIDR ranges, which only `IpAddress` compares, so a string operator on it does not count. `alsoLimiting` names, in
 * lower case, the keys of another service than S3 that limit who as well.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function looseness(condition: Condition, alsoLimiting: readonly string[] = []): string | undefined {
  const { key, values } = condition;
  const name = quoted(condition.name);
  const operator = operatorText(condition);
  const flawOf = alsoLimiting.includes(key) ? notFixed : flaws.get(key);
  if (flawOf === undefined) return `${name} is not a key that limits who`;
  if (condition.ifExists || condition.qualifier === 'ForAllValues') {
    return `${operator} is also met by a request without ${name}`;
  }
  const allowed = key === 'aws:sourceip' ? ['IpAddress'] : equality;
  if (!allowed.includes(condition.operator)) return `${operator} does not limit ${name} to fixed values`;
  if (values.length === 0) return `${name} is compared with nothing`;
  for (const value of values) {
    const flaw = flawOf(value);
    if (flaw !== undefined) return `${name} may be ${quoted(value)}, ${flaw}`;
  }
  return undefined;
}

function notFixed(value: string): string | undefined {
  return isFixed(value) ? undefined : 'which is not a fixed value';
}

/**
 * Ranges broader than /8 (IPv4) or /32 (IPv6) are public, each value by itself. The documentation excludes the
 * private ranges of RFC 1918 from that; none of them is broader than /8, so the limit alone decides.
 */
function notNarrow(value: string): string | undefined {
  const [address = '', prefix, ...more] = value.split('/');
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (family === 0 || length > bits || more.length > 0) return 'which is not an address range';
  const broadest = family === 4 ? 8 : 32;
  return length < broadest ? `which is broader than /${broadest}` : undefined;
}

/**
 * `aws:userid` counts only "outside the pattern AROLEID:*": a role's id followed by a session name does not,
 * even when the session name is fixed (the stricter reading).
 */
function notOneUser(value: string): string | undefined {
  return /^ARO[^:]*:/i.test(value) ? 'which is any session of a role by the AROLEID:* pattern' : notFixed(value);
}

/** A bucket policy may leave the name of the access point open as long as the rest, the account above all, is fixed. */
function notOneAccount(value: string): string | undefined {
  const [, scope = '', name = ''] = /^(arn:[^:]*:s3:[^:]*:\d{12}:accesspoint\/)(.*)$/.exec(value) ?? [];
  const nameOpen = isFixed(scope) && scope !== '' && !name.includes('${');
  return nameOpen ? undefined : notFixed(value);
}
