import type { DeniedBy } from '../core/fact.js';

const policies: readonly (readonly [RegExp, DeniedBy])[] = [
  [/^service control/i, 'scp'],
  [/^resource control/i, 'rcp'],
  [/^permissions boundary/i, 'boundary'],
  [/^session/i, 'session'],
  [/^resource-based/i, 'resource'],
  [/^VPC endpoint/i, 'endpoint'],
  [/^identity-based/i, 'identity'],
];

const clause =
  /(?:explicit deny in (?:an?|the) |because no )(service control|resource control|permissions boundary|session|resource-based|VPC endpoint|identity-based)/gi;

/**
 * Which kind of policy refused a call, by the wording of the refusal. AWS names it in a clause at the end,
 * "with an explicit deny in a service control policy" or "because no session policy allows the ... action";
 * the last clause counts, since names from the account stand before it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function deniedBy(message: string): DeniedBy {
  const kind = [...message.matchAll(clause)].at(-1)?.[1] ?? '';
  return policies.find(([pattern]) => pattern.test(kind))?.[1] ?? 'unstated';
}
