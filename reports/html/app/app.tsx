import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Coverage } from './coverage.js';
import { Findings } from './findings.js';
import { Frameworks } from './frameworks.js';
import { keyHelp } from './keys.js';
import type { Model } from './model.js';
import { Overview } from './overview.js';
import { ModelContext } from './parts.js';
import { Printed } from './print.js';
import { Recommendations } from './recommendations.js';
import { Resources } from './resources.js';
import { href, type Route, useRoute, type View, views } from './route.js';
import { Suppressions } from './suppressions.js';

/** The whole page. While it is printed it is another: all of it at once. */
export function App({ model, printing }: { readonly model: Model; readonly printing: boolean }): JSX.Element {
  const route = useRoute();
  return (
    <ModelContext.Provider value={model}>
      {printing ? <Printed route={route} /> : <Page route={route} />}
    </ModelContext.Provider>
  );
}

function Page({ route }: { readonly route: Route }): JSX.Element {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    document.getElementById('title')?.focus({ preventScroll: true });
  }, [route.view]);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the report
      </a>
      <header class="top">
        <p class="brand">lintel</p>
        <nav aria-label="Views">
          <ul>
            {(Object.keys(views) as View[]).map((view) => (
              <li key={view}>
                <a href={href(view)} aria-current={view === route.view ? 'page' : undefined}>
                  {views[view]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main">
        <ViewOf route={route} />
      </main>
      <footer class="small muted">
        <p>This page loads nothing and sends nothing. Times are UTC.</p>
        <p class="keys">
          {keyHelp.map(([key, what]) => (
            <span key={key}>
              <kbd>{key}</kbd> {what}
            </span>
          ))}
        </p>
      </footer>
    </>
  );
}

/** The fragment names the view, so a link within the page moves the focus alone. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('title')?.focus();
}

function ViewOf({ route: { view, params } }: { readonly route: Route }): JSX.Element {
  switch (view) {
    case 'overview':
      return <Overview />;
    case 'findings':
      return <Findings params={params} />;
    case 'recommendations':
      return <Recommendations />;
    case 'frameworks':
      return <Frameworks params={params} />;
    case 'resources':
      return <Resources params={params} />;
    case 'coverage':
      return <Coverage />;
    case 'suppressions':
      return <Suppressions />;
  }
}
