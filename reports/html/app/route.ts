import { useEffect, useState } from 'preact/hooks';

/** The views in the order in which they are read. */
export const views = {
  overview: 'Overview',
  findings: 'Findings',
  recommendations: 'Recommendations',
  frameworks: 'Frameworks',
  resources: 'Resources',
  coverage: 'Coverage',
  suppressions: 'Suppressions',
} as const;
export type View = keyof typeof views;

/** Where the reader is: a view and what it is asked to show. All of it stands in the fragment. */
export interface Route {
  readonly view: View;
  readonly params: URLSearchParams;
}

/** The route that a fragment names; one that names none is the overview. */
export function readRoute(fragment: string): Route {
  const [name = '', query = ''] = fragment.replace(/^#/, '').split(/\?(.*)/s);
  const view = Object.hasOwn(views, name) ? (name as View) : 'overview';
  return { view, params: new URLSearchParams(query) };
}

/** A link to a view. */
export function href(view: View, params: URLSearchParams | Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params).toString();
  return `#${view}${query === '' ? '' : `?${query}`}`;
}

/** Changes the address without a step of its own in the history. */
export function replaceRoute(view: View, params: URLSearchParams): void {
  history.replaceState(null, '', href(view, params));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The route, kept up to date. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(readRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
