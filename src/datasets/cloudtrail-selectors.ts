import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import { perResource } from '../core/dataset.js';
import { malformed } from '../core/unreadable.js';
import { cloudtrail } from './cloudtrail-client.js';
import { trail } from './cloudtrail.js';

/** What one selector, or all of a trail's together, record of management events. */
export interface ManagementEvents {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Event sources left out of it, which CloudTrail lets one exclude (KMS, RDS Data API). */
  readonly excludedSources: readonly string[];
  /** Fields by which it was narrowed further, so that it does not count. */
  readonly narrowedBy: readonly string[];
}

/** What one selector records of the events of S3 objects. */
export interface ObjectSelection {
  readonly reads: boolean;
  readonly writes: boolean;
  /** The beginnings of the ARNs of the objects that it is about. */
  readonly of: readonly string[];
  /** The beginnings of ARNs that it leaves out. */
  readonly except: readonly string[];
  /** Fields by which it was narrowed further, so that it does not count. */
  readonly narrowedBy: readonly string[];
}

/** What the selectors of a trail record: of management events, and of the events of S3 objects. */
export interface Selections {
  readonly management: readonly ManagementEvents[];
  readonly objects: readonly ObjectSelection[];
}

/** What a trail's selectors record, basic or advanced. */
export const selections = perResource(trail, {
  name: 'cloudtrail.selections',
  operations: [cloudtrail.GetEventSelectors],
  async read({ send, region }, _, { key }): Promise<Selections> {
    const operation = cloudtrail.GetEventSelectors;
    const { EventSelectors: basic, AdvancedEventSelectors: advanced } = await send(operation, { TrailName: key });
    const broken = (what: string): never => malformed(operation, region, what);
    if (advanced !== undefined && advanced.length > 0) {
      return joined(advanced.map((selector) => readAdvanced(selector, broken)));
    }
    if (basic === undefined || basic.length === 0) return broken('it lists no event selectors');
    return joined(basic.map((selector) => readBasic(selector, broken)));
  },
});

type Broken = (what: string) => never;

function joined(selectors: readonly Selections[]): Selections {
  return {
    management: selectors.flatMap(({ management }) => management),
    objects: selectors.flatMap(({ objects }) => objects),
  };
}

const objectType = 'AWS::S3::Object';

function readBasic(selector: EventSelector, broken: Broken): Selections {
  const type = selector.ReadWriteType ?? broken('a selector has no ReadWriteType');
  const events = { reads: type === 'All' || type === 'ReadOnly', writes: type === 'All' || type === 'WriteOnly' };
  const management = selector.IncludeManagementEvents ?? broken('a selector has no IncludeManagementEvents');
  const excludedSources = selector.ExcludeManagementEventSources ?? [];
  return {
    management: management ? [{ ...events, excludedSources, narrowedBy: [] }] : [],
    objects: (selector.DataResources ?? [])
      .filter(({ Type }) => (Type ?? broken('a data resource has no Type')) === objectType)
      .map(({ Values }) => ({
        ...events,
        of: Values ?? broken('a data resource has no Values'),
        except: [],
        narrowedBy: [],
      })),
  };
}

function readAdvanced(selector: AdvancedEventSelector, broken: Broken): Selections {
  const fields = selector.FieldSelectors ?? broken('an advanced selector has no FieldSelectors');
  if (fields.some(isSilent)) return broken('a field selector has no operator');
  for (const { Field } of fields) if (Field === undefined) return broken('a field selector has no Field');
  const categories = valuesOf(fields, 'eventCategory') ?? broken('an advanced selector equals no eventCategory');
  const events = { reads: true, writes: true };
  const rest = fields.filter((field) => {
    if (field.Field !== 'readOnly' || field.Equals?.length !== 1) return field.Field !== 'eventCategory';
    if (field.Equals[0] === 'true') events.writes = false;
    else events.reads = false;
    return false;
  });
  return {
    management: categories.includes('Management') ? [{ ...events, ...readSources(rest) }] : [],
    objects: categories.includes('Data') && isAboutObjects(rest) ? [{ ...events, ...readArns(rest) }] : [],
  };
}

function valuesOf(fields: readonly AdvancedFieldSelector[], name: string): readonly string[] | undefined {
  return fields.find(({ Field }) => Field === name)?.Equals;
}

function isAboutObjects(fields: readonly AdvancedFieldSelector[]): boolean {
  return valuesOf(fields, 'resources.type')?.includes(objectType) === true;
}

/** Sources that a selector may leave out while the trail still counts as recording management events. */
const excludable = new Set(['kms.amazonaws.com', 'rdsdata.amazonaws.com']);

/** The event sources that fields leave out, and the fields that narrow a selector in any other way. */
function readSources(fields: readonly AdvancedFieldSelector[]) {
  const excludedSources: string[] = [];
  const narrowedBy: string[] = [];
  for (const field of fields) {
    const excluded = only('NotEquals', field);
    if (field.Field === 'eventSource' && excluded?.every((source) => excludable.has(source)) === true) {
      excludedSources.push(...excluded);
    } else {
      narrowedBy.push(`${field.Field}`);
    }
  }
  return { excludedSources, narrowedBy };
}

/** The objects that fields name, by the beginnings of their ARNs, and the fields that narrow a selector in any other way. */
function readArns(fields: readonly AdvancedFieldSelector[]) {
  const arns = fields.filter(({ Field }) => Field === 'resources.ARN');
  const others = fields.filter(({ Field }) => Field !== 'resources.ARN' && Field !== 'resources.type');
  const narrowedBy = others.map(({ Field }) => `${Field}`);
  const [field, ...more] = arns;
  if (field === undefined) return { of: ['arn:'], except: [], narrowedBy };
  const of = only('StartsWith', field);
  const except = only('NotStartsWith', field);
  if (more.length > 0 || (of ?? except) === undefined) narrowedBy.push('resources.ARN');
  return { of: of ?? ['arn:'], except: except ?? [], narrowedBy };
}

/** True where no operator of a field selector has a value. */
function isSilent({ Field: _, ...operators }: AdvancedFieldSelector): boolean {
  return Object.values(operators).every((values) => values === undefined || values.length === 0);
}

/** The values of a field selector that uses one operator and no other. */
function only(
  operator: Exclude<keyof AdvancedFieldSelector, 'Field'>,
  field: AdvancedFieldSelector,
): readonly string[] | undefined {
  return isSilent({ ...field, [operator]: undefined }) ? field[operator] : undefined;
}

/** The management events that a trail records: the union of what its selectors do. */
export const managementEvents = perResource(trail, {
  name: 'cloudtrail.managementEvents',
  needs: { selections },
  async read(_, { selections: { management } }): Promise<ManagementEvents> {
    const whole = management.filter(({ narrowedBy }) => narrowedBy.length === 0);
    const readers = whole.filter(({ reads }) => reads);
    const writers = whole.filter(({ writes }) => writes);
    // A source is recorded when one selector records it, for reads and for writes.
    const missed = (of: readonly ManagementEvents[]): string[] =>
      of
        .flatMap(({ excludedSources }) => excludedSources)
        .filter((source) => of.every((one) => one.excludedSources.includes(source)));
    return {
      reads: readers.length > 0,
      writes: writers.length > 0,
      excludedSources: [...new Set([...missed(readers), ...missed(writers)])].sort(),
      narrowedBy: [...new Set(management.flatMap(({ narrowedBy }) => narrowedBy))].sort(),
    };
  },
});
