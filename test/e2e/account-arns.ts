/** The account id that moto gives. */
export const accountId = '123456789012';

/** ARN of a customer managed policy. */
export function policyArn(name: string): string {
  return `arn:aws:iam::${accountId}:policy/${name}`;
}

/** ARN of an AWS managed policy. */
export function awsPolicyArn(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

/** An allowing policy document of one statement. */
export function allow(Action: string | readonly string[], Resource: string | readonly string[] = '*'): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
}
