import { isFixed } from './match.js';
import { type Policy, type Principal, type Principals, type Statement } from './policy.js';
import { looseness } from './restrict.js';
import { quoted } from './text.js';

/** What one `Allow` statement of a bucket policy grants: to everyone, or to fixed values only. */
export interface Grant {
  readonly public: boolean;
  /** The statement's place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  /** The element that decided. */
  readonly element: 'Principal' | 'NotPrincipal' | 'Condition';
  /** One sentence. */
  readonly why: string;
}

/**
 * Judges every `Allow` statement of a bucket policy by AWS's own definition of "public": a statement is taken to be
 * public unless its principals, or the values of one of its conditions, are fixed. One public statement makes
 * the whole policy public. `Deny` statements, actions and resources play no part in the definition, so a `Deny`
 * never makes a policy public and never saves it.
 *
 * A service principal is a fixed principal. A federated one is not: the documentation gives
 * `{"Federated": "graph.facebook.com"}` as public, and does not list federated users among the principals; a SAML
 * provider's ARN is therefore public too (the stricter reading). So is a statement without any principal.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function publicStatements(policy: Policy): readonly Grant[] {
  return grantsOf(policy, []);
}

/**
 * Judges every `Allow` statement of a key policy as {@link publicStatements} does those of a bucket policy: KMS gives
 * no definition of its own, and AWS Config asks for fixed values here too. `kms:CallerAccount` names the account of
 * the caller and limits who; `kms:ViaService` does not, since everyone can reach a key through a service.
 * https://docs.aws.amazon.com/config/latest/developerguide/kms-key-policy-no-public-access.html
 */
export function publicKeyStatements(policy: Policy): readonly Grant[] {
  return grantsOf(policy, ['kms:calleraccount']);
}

function grantsOf(policy: Policy, alsoLimiting: readonly string[]): readonly Grant[] {
  return policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => grantOf(statement, alsoLimiting));
}

function grantOf(statement: Statement, alsoLimiting: readonly string[]): Grant {
  const { index, sid, principal, conditions } = statement;
  const subject = { index, ...(sid !== undefined && { sid }) };
  const everyone = openness(principal);
  if (everyone === undefined) {
    return { ...subject, public: false, element: 'Principal', why: 'Every principal it names is a fixed one.' };
  }
  const loose: string[] = [];
  for (const condition of conditions) {
    const why = looseness(condition, alsoLimiting);
    if (why === undefined) {
      const limit = `${condition.operator} limits ${quoted(condition.name)} to fixed values`;
      return { ...subject, public: false, element: 'Condition', why: `${limit}, whoever the principal.` };
    }
    loose.push(why);
  }
  const conditionsToo = loose.length === 0 ? '' : `, and its conditions do not limit that: ${some(loose)}`;
  const element = principal?.negated === true ? 'NotPrincipal' : 'Principal';
  return { ...subject, public: true, element, why: `${everyone}${conditionsToo}.` };
}

/** Why an element lets in more than fixed principals; undefined when it does not. */
function openness(principals: Principals | undefined): string | undefined {
  if (principals === undefined) return 'It names no principal';
  if (principals.negated) return 'NotPrincipal admits everyone but those it names';
  const open = principals.named.find((principal) => principal.type === 'Federated' || !isFixed(principal.id));
  return open && describeOpen(open);
}

function describeOpen({ type, id }: Principal): string {
  if (type === '*') return 'Principal is "*", which is everyone';
  const named = `Principal ${type} is ${quoted(id)}`;
  if (type === 'Federated') return `${named}, and users of an identity provider are not fixed`;
  return id === '*' ? `${named}, which is everyone` : `${named}, which is not a fixed value`;
}

function some(reasons: readonly string[]): string {
  const shown = reasons.slice(0, 3).join('; ');
  return reasons.length > 3 ? `${shown}; and ${reasons.length - 3} more` : shown;
}
