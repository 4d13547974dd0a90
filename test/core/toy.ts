/** A small made-up service: things in regions, clubs once an account, and what a run of checks about them gives. */
import {
  acrossRegions,
  collect,
  perAccount,
  perRegion,
  perResource,
  resourceType,
  type FactsOf,
  type Needs,
  type Within,
} from '../../src/core/dataset.js';
import { type Check, type CheckSpec, defineCheck, type Evidence, pass } from '../../src/core/check.js';
import { run, type Run } from '../../src/core/engine.js';
import { compareFindings, type Finding, type Source } from '../../src/core/finding.js';
import type { Operation } from '../../src/core/operation.js';
import type { Coverage } from '../../src/core/result.js';
import { required } from '../../src/datasets/require.js';
import { type Call, FakeTransport, refused, type Responder } from './fake-transport.js';

function operation<Output>(name: string): Operation<object, Output> {
  return { service: 'toy', name, actions: [`toy:${name}`] };
}

const listThings = operation<{ readonly Things?: readonly ListedThing[] }>('ListThings');
const describeThing = operation<{ readonly Size?: number }>('DescribeThing');
export const getColour = operation<{ readonly Colour?: string }>('GetColour');
export const lookUpThing = operation<{ readonly There?: boolean }>('LookUpThing');
const getRegion = operation<{ readonly Open?: boolean }>('GetRegion');
const getAccount = operation<{ readonly Plan?: string }>('GetAccount');
const listClubs = operation<{ readonly Clubs?: readonly string[] }>('ListClubs');

interface ListedThing {
  readonly Name: string;
  readonly Owner?: string;
}

/** Things of a region; some may belong to another account. */
export const thing = resourceType({
  name: 'toy.thing',
  type: 'Toy::Thing',
  reach: 'regional',
  listed: 'per-region',
  operations: [listThings],
  gone: {
    codes: ['NoSuchThing'],
    operations: [lookUpThing],
    async stillThere({ name }, { send, region }) {
      const { There } = await send(lookUpThing, { Name: name });
      return required(There, 'There', { operation: lookUpThing, region });
    },
  },
  async *list({ pages, region }) {
    for await (const { Things } of pages(listThings, {}, { input: 'Token', output: 'Token' })) {
      yield {
        items: required(Things, 'Things', { operation: listThings, region }).map(({ Name, Owner }) => ({
          name: Name,
          arn: `arn:toy:${region}:${Name}`,
          ...(Owner !== undefined && { account: Owner }),
          data: {},
        })),
      };
    }
  },
});

/** Clubs, which live in no region. */
export const club = resourceType({
  name: 'toy.club',
  type: 'Toy::Club',
  reach: 'global',
  listed: 'per-account',
  operations: [listClubs],
  async *list({ send }) {
    const { Clubs = [] } = await send(listClubs, {});
    yield { items: Clubs.map((name) => ({ name, arn: `arn:toy::${name}`, data: {} })) };
  },
});

export const size = perResource(thing, {
  name: 'toy.size',
  operations: [describeThing],
  async read({ send, region }, _, { name }) {
    const { Size } = await send(describeThing, { Name: name });
    return required(Size, 'Size', { operation: describeThing, region });
  },
});

export const colour = perResource(thing, {
  name: 'toy.colour',
  operations: [getColour],
  async read({ send, region }, _, { name }) {
    const { Colour } = await send(getColour, { Name: name });
    return required(Colour, 'Colour', { operation: getColour, region });
  },
});

export const regionOpen = perRegion({
  name: 'toy.regionOpen',
  operations: [getRegion],
  async read({ send, region }) {
    const { Open } = await send(getRegion, {});
    return required(Open, 'Open', { operation: getRegion, region });
  },
});

export const plan = perAccount({
  name: 'toy.plan',
  operations: [getAccount],
  async read({ send, region }) {
    const { Plan } = await send(getAccount, {});
    return required(Plan, 'Plan', { operation: getAccount, region });
  },
});

export const openRegions = acrossRegions(regionOpen);
export const sizedThings = collect(thing, { size });

/** A check of a thing with everything filled in that a test does not care about. */
export function checkOf<const N extends Needs<Within<'toy.thing', 'regional'>>>(
  id: string,
  needs: N,
  evaluate?: CheckSpec<'toy.thing', object, 'regional', N, Record<never, never>>['evaluate'],
): Check {
  return defineCheck({
    ...described(id),
    resource: thing,
    needs,
    evaluate: evaluate ?? ((_, facts: FactsOf<N>) => pass('Read', { ...facts, read: true } as Evidence)),
  });
}

/** What every check states. */
export function described(id: string) {
  return {
    id,
    title: `The toy is as ${id} says`,
    severity: 'high',
    recommendation: 'toy',
    rationale: 'It is a toy.',
    remediation: { text: 'Mend it.', url: 'https://docs.aws.amazon.com/' },
  } as const;
}

/** What a run gave, findings in order of a result. */
export interface Ran {
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  readonly sources: readonly Source[];
  readonly transport: FakeTransport;
}

/** Runs checks against made-up answers. */
export async function runToy(
  checks: readonly Check[],
  respond: Responder,
  options: Partial<Run> & { readonly idPrefix?: string } = {},
): Promise<Ran> {
  const transport = new FakeTransport(respond, options.idPrefix);
  const findings: Finding[] = [];
  const sources: Source[] = [];
  const ledger = await run(
    {
      partition: 'aws',
      account: '111122223333',
      homeRegion: 'us-east-1',
      regions: ['us-east-1', 'eu-west-1'],
      now: new Date('2026-01-01T00:00:00Z'),
      options: {},
      selected: null,
      inFlight: 10,
      signal: new AbortController().signal,
      checks,
      transport,
      ...options,
    },
    { finding: (finding) => findings.push(finding), source: (source) => sources.push(source) },
  );
  return { findings: findings.sort(compareFindings), coverage: ledger.coverage(), sources, transport };
}

/** A responder that knows some operations and gives two things in each region for the rest. */
export function toyAccount(
  special: Readonly<Record<string, (call: Call) => object | Promise<object>>> = {},
): Responder {
  const usual: Record<string, (call: Call) => object> = {
    'toy:ListThings': () => ({ Things: [{ Name: 'a' }, { Name: 'b' }] }),
    'toy:DescribeThing': () => ({ Size: 1 }),
    'toy:GetColour': () => ({ Colour: 'red' }),
    'toy:LookUpThing': () => ({ There: true }),
    'toy:GetRegion': () => ({ Open: true }),
    'toy:GetAccount': () => ({ Plan: 'basic' }),
    'toy:ListClubs': () => ({ Clubs: ['chess'] }),
  };
  return (call) => (special[call.id] ?? usual[call.id] ?? (() => refused('defect', 'NoAnswerPrepared')))(call);
}
