import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { counted, number } from '../words.js';
import { csvOf } from './csv.js';
import { Arrangement, FilterBar } from './filter-bar.js';
import { apply, type Filter, linesOf, readFilter, writeFilter } from './filter.js';
import { FindingList } from './finding-list.js';
import { useKeys } from './keys.js';
import { rowOf } from './model.js';
import { FindingPane } from './pane.js';
import { Title, useModel } from './parts.js';
import { href, replaceRoute } from './route.js';

/** Every finding: searched, filtered, grouped, sorted, and one of them open beside the list. */
export function Findings({ params }: { readonly params: URLSearchParams }): JSX.Element {
  const model = useModel();
  const asked = params.toString();
  const filter = useMemo(() => readFilter(new URLSearchParams(asked)), [asked]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const filterKey = writeFilter(filter).toString();
  const rows = useMemo(() => apply(model, filter), [model, filterKey]);
  const lines = useMemo(() => linesOf(model, rows, filter.group, closed), [model, rows, filter.group, closed]);
  const link = params.get('finding');
  const open = useMemo(() => (link === null ? undefined : rowOf(model, link)), [model, link]);
  const change = (next: Filter): void => replaceRoute('findings', writeFilter(next));
  const withFinding = (finding: string): string => {
    const next = writeFilter(filter);
    next.set('finding', finding);
    return href('findings', next);
  };
  const closeHref = href('findings', writeFilter(filter));
  const list = useRef<HTMLDivElement>(null);
  useKeys(list, lines.length, open === undefined ? undefined : closeHref);
  useKeptScroll(open !== undefined);
  const toggle = (group: string): void => {
    const next = new Set(closed);
    if (!next.delete(group)) next.add(group);
    setClosed(next);
  };
  return (
    <>
      <Title>Findings</Title>
      <FilterBar filter={filter} onChange={change} />
      <div class="count">
        <p role="status">{said(rows.length, model.rows)}</p>
        <div class="tools">
          <Arrangement filter={filter} onChange={change} />
          {rows.length > 0 && <Export rows={rows} />}
        </div>
      </div>
      {link !== null && open === undefined && (
        <p class="notice">The finding that this link names is not in this report.</p>
      )}
      <div class={open === undefined ? 'split' : 'split open'} ref={list}>
        <FindingList lines={lines} closed={closed} onToggle={toggle} open={open} hrefOf={withFinding} />
        {open !== undefined && <FindingPane row={open} closeHref={closeHref} />}
      </div>
    </>
  );
}

function said(shown: number, all: number): string {
  if (all === 0) return 'This report has no findings.';
  return shown === all ? counted(all, 'finding') : `${number(shown)} of ${counted(all, 'finding')}`;
}

/** Writes what is shown into a file of the reader's. */
function Export({ rows }: { readonly rows: Uint32Array }): JSX.Element {
  const model = useModel();
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([...csvOf(model, rows)], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'lintel-findings.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <button type="button" onClick={save}>
      Export as CSV
    </button>
  );
}

/** On a narrow screen a finding takes the place of the list: closing it leads back to where the reader was. */
function useKeptScroll(open: boolean): void {
  const place = useRef(0);
  useEffect(() => {
    if (!open || innerWidth >= 960) return;
    const { current } = kept(place);
    scrollTo(0, 0);
    return () => scrollTo(0, current);
  }, [open]);
  useEffect(() => {
    const note = (): void => {
      if (document.querySelector('.split.open') === null) place.current = scrollY;
    };
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, []);
}

function kept(place: { readonly current: number }): { readonly current: number } {
  return { current: place.current };
}
