/** An IAM policy that allows the actions, for a person to review. */
export function allowing(actions: readonly string[]): string {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
}
