import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { number } from '../words.js';
import { visible } from '../../../src/core/visible.js';
import type { FacetName } from './facets.js';
import { countsOf, type Filter } from './filter.js';
import { Text, useModel } from './parts.js';

interface Props {
  readonly name: FacetName;
  readonly filter: Filter;
  readonly onChange: (values: readonly string[]) => void;
}

/** Values offered at once; the box above them finds the others. */
const valuesShown = 100;
const valuesWithoutBox = 12;
const longestWords = 90;

/** A facet as a button that opens its values, each with how many findings it would show. */
export function FacetMenu({ name, filter, onChange }: Props): JSX.Element {
  const { label, values } = useModel().facets[name];
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDetailsElement>(null);
  const chosen = filter.chosen[name] ?? [];
  const words = chosen.map((id) => values.find((value) => value.id === id)?.words ?? id);
  const said = words.length === 0 ? '' : words.length <= 2 ? words.join(', ') : `${words.length} chosen`;
  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || box.current === null) return;
    event.stopPropagation();
    box.current.open = false;
    box.current.querySelector('summary')?.focus();
  };
  return (
    <details
      ref={box}
      name="facets"
      class="facet"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={close}
    >
      <summary>
        {label}
        {said !== '' && (
          <span class="said">
            {' '}
            <bdi>{visible(said, 40)}</bdi>
          </span>
        )}
      </summary>
      {open && <Values name={name} filter={filter} onChange={onChange} chosen={chosen} />}
    </details>
  );
}

function Values({ name, filter, onChange, chosen }: Props & { readonly chosen: readonly string[] }): JSX.Element {
  const model = useModel();
  const { label, values } = model.facets[name];
  const [sought, setSought] = useState('');
  const counts = useMemo(() => countsOf(model, filter, name), [model, filter, name]);
  const found = values
    .map((value, code) => ({ ...value, count: counts[code] ?? 0 }))
    .filter(({ id, words, count }) => {
      if (chosen.includes(id)) return true;
      return (count > 0 || values.length <= valuesWithoutBox) && words.toLowerCase().includes(sought.toLowerCase());
    });
  if (values.length > valuesWithoutBox) found.sort((a, b) => b.count - a.count);
  const toggle = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset class="values">
      <legend class="hidden">{label}</legend>
      {values.length > valuesWithoutBox && (
        <input
          type="search"
          aria-label={`Find in ${label.toLowerCase()}`}
          placeholder="Find"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      {found.slice(0, valuesShown).map(({ id, words, count }) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
          <Text value={words} longest={longestWords} />
          <span class="number muted">{number(count)}</span>
        </label>
      ))}
      {found.length > valuesShown && (
        <p class="small muted">{number(found.length - valuesShown)} more: find them above.</p>
      )}
      {found.length === 0 && <p class="small muted">Nothing is like that.</p>}
      {chosen.length > 0 && (
        <button type="button" onClick={() => onChange([])}>
          Any {label.toLowerCase()}
        </button>
      )}
    </fieldset>
  );
}
