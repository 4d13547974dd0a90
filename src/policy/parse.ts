import {
  type Condition,
  type Operator,
  operators,
  type Patterns,
  type Policy,
  type Principal,
  type Principals,
  principalTypes,
  type Statement,
} from './policy.js';
import { quoted } from './text.js';

/** Why a text is not a policy. */
export interface ParseFailure {
  /** One sentence. */
  readonly reason: string;
}

/** True when a text was not a policy. */
export function isParseFailure(parsed: Policy | ParseFailure): parsed is ParseFailure {
  return 'reason' in parsed;
}

/**
 * Parses a policy document in JSON (not URL-encoded).
 *
 * Whatever the grammar does not allow is a failure and never a policy that says less than the text: a statement
 * whose `condition` was overlooked would be wider than AWS reads it, a `Deny` without it stricter.
 * Never throws for what the text holds.
 */
export function parsePolicy(text: string): Policy | ParseFailure {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { reason: 'The policy is not valid JSON.' };
  }
  try {
    return policyOf(document);
  } catch (error) {
    if (error instanceof Malformed) return { reason: error.message };
    throw error;
  }
}

class Malformed extends Error {}

const policyElements = ['Version', 'Id', 'Statement'];
const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

type Fields = Readonly<Record<string, unknown>>;

function policyOf(document: unknown): Policy {
  const fields = elements(document, 'The policy', policyElements);
  const version = fields['Version'] === undefined ? '2008-10-17' : fields['Version'];
  if (version !== '2008-10-17' && version !== '2012-10-17') {
    throw new Malformed('The policy has a Version that is neither 2008-10-17 nor 2012-10-17.');
  }
  const statement = fields['Statement'];
  if (statement === undefined) throw new Malformed('The policy has no Statement.');
  const list = Array.isArray(statement) ? statement : [statement];
  if (list.length === 0) throw new Malformed('The policy has an empty Statement.');
  return { version, ...optionalText(fields, 'Id', 'id', 'The policy'), statements: list.map(statementOf) };
}

function statementOf(value: unknown, index: number): Statement {
  const at = `Statement[${index}]`;
  const fields = elements(value, at, statementElements);
  const effect = fields['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw new Malformed(`${at} has no Effect of Allow or Deny.`);
  const action = patternsOf(fields, 'Action', at);
  if (action === undefined) throw new Malformed(`${at} has neither Action nor NotAction.`);
  const principal = principalsOf(fields, at);
  const resource = patternsOf(fields, 'Resource', at);
  return {
    index,
    ...optionalText(fields, 'Sid', 'sid', at),
    effect,
    ...(principal && { principal }),
    action,
    ...(resource && { resource }),
    conditions: conditionsOf(fields['Condition'], at),
  };
}

function principalsOf(fields: Fields, at: string): Principals | undefined {
  const element = positiveOrNegated(fields, 'Principal', at);
  if (element === undefined) return undefined;
  const { name, negated, value } = element;
  if (value === '*') return { negated, named: [{ type: '*', id: '*' }] };
  const map = elements(value, `${name} of ${at}`, principalTypes);
  const named = principalTypes.flatMap((type): Principal[] =>
    map[type] === undefined ? [] : texts(map[type], `${name}.${type} of ${at}`).map((id) => ({ type, id })),
  );
  if (named.length === 0) throw new Malformed(`${name} of ${at} is empty.`);
  return { negated, named };
}

function patternsOf(fields: Fields, positive: 'Action' | 'Resource', at: string): Patterns | undefined {
  const element = positiveOrNegated(fields, positive, at);
  if (element === undefined) return undefined;
  return { negated: element.negated, patterns: texts(element.value, `${element.name} of ${at}`) };
}

function positiveOrNegated(fields: Fields, positive: string, at: string) {
  const negative = `Not${positive}`;
  if (fields[positive] !== undefined && fields[negative] !== undefined) {
    throw new Malformed(`${at} has both ${positive} and ${negative}.`);
  }
  const name = fields[negative] === undefined ? positive : negative;
  return fields[name] === undefined ? undefined : { name, negated: name === negative, value: fields[name] };
}

function conditionsOf(block: unknown, at: string): Condition[] {
  if (block === undefined) return [];
  const seen = new Set<string>();
  return Object.entries(record(block, `Condition of ${at}`)).flatMap(([written, keys]) => {
    const operator = operatorOf(written, at);
    return Object.entries(record(keys, `Condition ${quoted(written)} of ${at}`)).map(([name, value]): Condition => {
      const key = name.toLowerCase();
      const identity = JSON.stringify([operator, key]);
      if (seen.has(identity)) {
        throw new Malformed(`Condition ${quoted(written)} of ${at} names the key ${quoted(name)} twice.`);
      }
      seen.add(identity);
      const values = Array.isArray(value) ? value : [value];
      return { ...operator, key, name, values: values.map((item) => scalar(item, name, at)) };
    });
  });
}

const operatorByName = new Map<string, Operator>(operators.map((operator) => [operator.toLowerCase(), operator]));

// AWS does not document the case of operator names, so a document that AWS stored is read whatever their case.
function operatorOf(written: string, at: string): Pick<Condition, 'qualifier' | 'operator' | 'ifExists'> {
  const [, qualifier, base = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/i.exec(written) ?? [];
  const operator = operatorByName.get(base.toLowerCase());
  const ifExists = suffix !== undefined;
  if (operator === undefined || (operator === 'Null' && ifExists)) {
    throw new Malformed(`Condition of ${at} has the unknown operator ${quoted(written)}.`);
  }
  if (qualifier === undefined) return { operator, ifExists };
  const all = qualifier.toLowerCase() === 'forallvalues';
  return { qualifier: all ? 'ForAllValues' : 'ForAnyValue', operator, ifExists };
}

function scalar(value: unknown, name: string, at: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Malformed(`The condition key ${quoted(name)} of ${at} has a value that is no string, number or boolean.`);
}

function texts(value: unknown, what: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new Malformed(`${what} is empty.`);
  return list.map((item) => {
    if (typeof item !== 'string') throw new Malformed(`${what} holds something other than a string.`);
    return item;
  });
}

function optionalText<Name extends string>(
  fields: Fields,
  element: string,
  name: Name,
  at: string,
): { [K in Name]?: string } {
  const value = fields[element];
  if (value === undefined) return {};
  if (typeof value !== 'string') throw new Malformed(`${at} has a ${element} that is not a string.`);
  return { [name]: value } as { [K in Name]?: string };
}

function elements(value: unknown, what: string, known: readonly string[]): Fields {
  const fields = record(value, what);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Malformed(`${what} has the unknown element ${quoted(unknown)}.`);
  return fields;
}

function record(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Malformed(`${what} is not a JSON object.`);
  }
  return value as Fields;
}
