/** Most characters of a managed policy, white space not counted (IAM quotas). */
export const managedPolicyLimit = 6144;

/** An IAM policy document that allows actions on every resource. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    { readonly Sid: string; readonly Effect: 'Allow'; readonly Action: readonly string[]; readonly Resource: '*' },
  ];
}

/** The policy that allows a set of actions and nothing else. */
export function policyDocument(actions: readonly string[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'LintelRead', Effect: 'Allow', Action: actions, Resource: '*' }],
  };
}

/** Characters of a document as IAM counts them. */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replaceAll(/\s/g, '').length;
}

/** The same actions in as few documents as {@link managedPolicyLimit} needs, in order. */
export function splitPolicy(actions: readonly string[]): PolicyDocument[] {
  const documents: PolicyDocument[] = [];
  let held: string[] = [];
  for (const action of actions) {
    if (policySize(policyDocument([...held, action])) > managedPolicyLimit) {
      documents.push(policyDocument(held));
      held = [];
    }
    held.push(action);
  }
  return [...documents, policyDocument(held)];
}
