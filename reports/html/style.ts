import { createHash } from 'node:crypto';

/**
 * The one style sheet. Preact escapes it like any text, and a style element does not unescape:
 * it may hold no double quote, ampersand or less-than sign (the test of the hash would fail).
 */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fff; --panel: #f6f6f4; --ink: #1a1c1f; --muted: #565a61; --rule: #d8d9d6; --accent: #a52a17;
  --label: 9.25rem;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #141518; --panel: #1d1f23; --ink: #e7e8ea; --muted: #a6abb3; --rule: #383c43; --accent: #ff8f7a; }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 100%/1.5 var(--sans); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 64rem; padding: 2rem clamp(1rem, 4vw, 2.5rem) 4rem; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, pre { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; }
h2, h3 { font-size: 1.3rem; line-height: 1.3; font-weight: 650; }
h3, .account > h2 { margin: 0 0 .75rem; }
.account h4 { font-size: 1rem; line-height: 1.4; font-weight: 600; }
.account h5 { font-size: 1rem; line-height: 1.4; font-weight: 600; }
a { color: inherit; text-decoration-line: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre, .value { font-family: var(--mono); font-size: .875em; }
.skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--paper); }
.skip:focus { left: 1rem; top: .5rem; z-index: 1; }
.muted, .kicker, caption { color: var(--muted); }
.kicker { font-size: .875rem; }
.small { font-size: .875rem; }
.lead { max-width: 48rem; margin-bottom: 1rem; }
.stack > * + * { margin-top: .75rem; }

.account { margin-top: 2.5rem; }
.account > section { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
.account > .facts { margin-top: .75rem; }
.facts { display: grid; grid-template-columns: var(--label) minmax(0, 1fr); gap: .25rem 1rem; font-size: .9375rem; }
.facts dt { color: var(--muted); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); margin: 1.5rem 0;
  border: solid var(--rule); border-width: 1px 0 0 1px; }
.figures > div { display: flex; flex-direction: column; padding: .75rem 1rem;
  border: solid var(--rule); border-width: 0 1px 1px 0; }
.figures dt { order: 2; color: var(--muted); font-size: .875rem; }
.figures dd { font-size: 1.75rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures .fail dd:not(.zero) { color: var(--accent); }
.banner { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--rule); border-left: .3rem solid var(--accent);
  background: var(--panel); }
.banner strong { font-weight: 650; }
.contents ul { display: flex; flex-wrap: wrap; gap: .375rem 1.5rem; padding: 0; list-style: none; font-size: .9375rem; }

.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1.5rem 2.5rem;
  align-items: start; }
.tables > .stack > * + * { margin-top: 1.5rem; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; padding-bottom: .375rem; font-size: .875rem; }
th, td { padding: .375rem 1rem .375rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
th { font-weight: 500; }
thead th { color: var(--muted); font-size: .8125rem; vertical-align: bottom; overflow-wrap: normal; }
.number { width: 14%; padding-right: 0; padding-left: .75rem; text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.zero { color: var(--muted); }
.scroll table { overflow-wrap: normal; }
.region, .index td, .index th[scope='row'] { white-space: nowrap; }
.wide .number { width: auto; }
.wide .name { min-width: 11rem; overflow-wrap: anywhere; }
details > .scroll caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

.mark { white-space: nowrap; font-weight: 600; }
.mark::before { content: ''; display: inline-block; width: .7em; height: .7em; margin-right: .4em; background: currentColor;
  forced-color-adjust: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.critical, .high, .status-fail { color: var(--accent); }
.medium, .low, .informational, .status-pass, .status-not-applicable { color: var(--ink); }
.critical::before { clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); }
.high::before { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.medium::before { clip-path: inset(6%); }
.low::before { border-radius: 50%; transform: scale(.85); }
.informational::before { background: none; border: .12em solid currentColor; border-radius: 50%; transform: scale(.85); }
.status-fail::before { clip-path: polygon(20% 0, 50% 30%, 80% 0, 100% 20%, 70% 50%, 100% 80%, 80% 100%, 50% 70%, 20% 100%,
  0 80%, 30% 50%, 0 20%); }
.status-unknown::before { background: none; border: .12em dashed currentColor; }
.status-pass::before { clip-path: polygon(14% 44%, 0 60%, 38% 98%, 100% 22%, 86% 8%, 38% 68%); }
.status-not-applicable::before { clip-path: inset(42% 5%); }

.plain { padding: 0; list-style: none; }
.entry { padding: .875rem 0; border-bottom: 1px solid var(--rule); }
.entry:first-child { border-top: 1px solid var(--rule); }
.entry:last-child { border-bottom: 0; padding-bottom: 0; }
.fix { display: grid; grid-template-columns: var(--label) minmax(0, 1fr) max-content; gap: .375rem 1rem; }
.fix > ul { grid-column: 2 / -1; margin: 0; }
.strong { font-weight: 600; }
.entry ul { margin: .375rem 0 0; padding-left: 1.25rem; }
.line { display: flex; flex-wrap: wrap; gap: .125rem 1rem; align-items: baseline; }
.line > h4, .line > h5 { flex: 1 1 16rem; min-width: 0; }

details { border-bottom: 1px solid var(--rule); }
details:last-child { border-bottom: 0; }
summary { display: flex; gap: .75rem; padding: .75rem 0; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ''; flex: none; align-self: flex-start; width: .5rem; height: .5rem; margin-top: .45rem;
  border: solid var(--muted); border-width: 0 .125rem .125rem 0; transform: rotate(-45deg); }
details[open] > summary::before { transform: rotate(45deg); }
summary > .line { flex: 1; min-width: 0; }
.read { border: 0; }
.read > summary { padding: 0; color: var(--muted); }
.read > summary::before { margin-top: .35rem; }
.read > ul, .inset, details > .scroll { margin: .375rem 0 0 1.25rem; }
.inset { padding-bottom: .875rem; }
details > .scroll { position: relative; margin-bottom: 1rem; max-width: calc(100% - 1.25rem); }
.about { margin-left: 1.25rem; padding-bottom: 1rem; }
.finding { margin: 0 0 1rem 1.25rem; padding: .875rem 1rem; border: 1px solid var(--rule); }
.finding:target { outline: 2px solid var(--accent); }
.finding > * + * { margin-top: .625rem; }
.where { color: var(--muted); font-size: .875rem; }
.evidence { background: var(--panel); }
.evidence th, .evidence td { padding: .25rem .625rem; }
.evidence th { width: 30%; }
.evidence tr:last-child > * { border-bottom: 0; }
.value { white-space: pre-wrap; }
ul.gaps { padding-left: 1.25rem; }
pre { padding: .625rem .75rem; background: var(--panel); white-space: pre-wrap; overflow-wrap: anywhere; }
.label { color: var(--muted); font-size: .8125rem; margin-bottom: .125rem; }

@media (max-width: 30rem) {
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  .fix { grid-template-columns: minmax(0, 1fr) max-content; }
  .fix > .strong { grid-row: 2; grid-column: 1 / -1; }
  .fix > ul { grid-column: 1 / -1; }
  .finding, .about, .inset, .read > ul, details > .scroll { margin-left: 0; max-width: 100%; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --panel: #f4f4f4; --ink: #000; --muted: #444; --rule: #bbb; --accent: #8c1d0c; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  .skip, .contents { display: none; }
  .scroll { overflow: visible; }
  .tables { grid-template-columns: 1fr 1fr; }
  h2, h3, h4, h5, summary, thead, .lead, .about { break-after: avoid; }
  .entry:first-child { break-before: avoid; }
  .finding, .entry, tr { break-inside: avoid; }
  summary { cursor: auto; }
  summary::before { display: none; }
  .open-in-print::details-content { content-visibility: visible; block-size: auto; }
  a[href^='https:']::after { content: ' (' attr(href) ')'; font-size: .875em; }
}
`;

/** What the page may load: nothing but its own style, known by its hash. */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ');
