import type { JSX } from 'preact';
import type { FacetName } from './facets.js';
import { FacetMenu } from './facet-menu.js';
import {
  type Filter,
  facetNames,
  type Grouping,
  groupings,
  type Sort,
  sorts,
  startFilter,
  writeFilter,
} from './filter.js';
import { Text, useModel } from './parts.js';

interface Props {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

/** Search and facets of findings. */
export function FilterBar({ filter, onChange }: Props): JSX.Element {
  const { facets } = useModel();
  const choose = (name: FacetName, values: readonly string[]): void =>
    onChange({ ...filter, chosen: { ...filter.chosen, [name]: values } });
  const isAtStart = writeFilter(filter).toString() === '';
  // A facet of one value parts nothing.
  const offered = facetNames.filter((name) => facets[name].values.length > 1 || (filter.chosen[name] ?? []).length > 0);
  return (
    <div class="filters">
      <label class="search">
        <span class="hidden">Search</span>
        <input
          id="search"
          type="search"
          placeholder="Search names, ARNs, messages, evidence"
          value={filter.text}
          onInput={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        />
      </label>
      <div class="facets">
        {offered.map((name) => (
          <FacetMenu key={name} name={name} filter={filter} onChange={(values) => choose(name, values)} />
        ))}
        {filter.control !== '' && (
          <button type="button" class="chip" onClick={() => onChange({ ...filter, control: '' })}>
            Control <Text value={filter.control} /> <span aria-hidden="true">×</span>
            <span class="hidden">, remove</span>
          </button>
        )}
        {!isAtStart && (
          <button type="button" onClick={() => onChange(startFilter)}>
            Reset
          </button>
        )}
      </div>
    </div>
  );
}

/** Order and grouping of findings. */
export function Arrangement({ filter, onChange }: Props): JSX.Element {
  const { facets } = useModel();
  return (
    <>
      <Choice
        label="Sort"
        value={filter.sort}
        options={Object.entries(sorts)}
        onChange={(sort) => onChange({ ...filter, sort: sort as Sort })}
      />
      <Choice
        label="Group"
        value={filter.group}
        options={groupings.map((name) => [name, name === 'none' ? 'No groups' : facets[name].label])}
        onChange={(group) => onChange({ ...filter, group: group as Grouping })}
      />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps): JSX.Element {
  return (
    <label class="choice">
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
