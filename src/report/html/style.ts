/** The style sheet of the page. No rule names anything outside of the page, and no element has a style of its own. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c1c1a; --soft: #5b5a55; --hair: #dddbd4; --panel: #f8f7f4;
  --link: #1b4f87; --error: #a8201a; --warning: #7d4e00; --note: #1b5a86; --good: #27632d;
  --on: #fdf4d3; --marked: #fbdedb; --added: #eaf5ea; --removed: #faedec;
  --path: #3f6fb5; --lender: #bb862b; --cache: #4f937d; --swap: #71983b; --map: #9176b5; --private: #bf745d;
  --visitor: #918f88; --other: #7f8b99;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", "Liberation Sans", sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #17181b; --ink: #e3e1db; --soft: #a2a097; --hair: #37383c; --panel: #1e2023;
    --link: #8bbcf0; --error: #ff9086; --warning: #e6b35a; --note: #86bfe8; --good: #8ccb8f;
    --on: #38321b; --marked: #4f2523; --added: #1b2f20; --removed: #35211f;
    --path: #5b8fd8; --lender: #c08f36; --cache: #4f927d; --swap: #7a9a49; --map: #8c72af; --private: #b06d59;
    --visitor: #6d6c68; --other: #66717e;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: auto; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.5rem 3rem; background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.5 var(--sans); tab-size: 8; overflow-wrap: break-word; }
h1, h2, h3, p, ul, dl, dd, figure, pre { margin: 0; padding: 0; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
article:focus { outline: none; }
article:focus h3 { box-shadow: -0.75rem 0 var(--paper), calc(-0.75rem - 3px) 0 var(--link); }
code, pre, .place, .rule, .meta, .tool, .message-id, h3, svg text, .overview a { font-family: var(--mono); font-variant-ligatures: none; }
.skip { position: absolute; left: -100rem; background: var(--paper); padding: 0.25rem 0.5rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.error, .refuted { color: var(--error); }
.warning { color: var(--warning); }
.note { color: var(--soft); }
span.note, td.note { color: var(--note); }
.confirmed { font-weight: 650; color: var(--ink); }
.unconfirmed { color: var(--soft); }
.rule, .tool, .message-id, .keys { color: var(--soft); }

header { border-bottom: 2px solid var(--ink); padding-bottom: 1.25rem; }
.tool { font-size: 0.8125rem; }
h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; margin: 0.125rem 0 0.25rem; }
table { border-collapse: collapse; }
th { text-align: left; font-weight: 600; }
td, th { vertical-align: top; }
.overview { width: 100%; margin-top: 1rem; font-size: 0.875rem; }
.overview td { padding: 0.1875rem 1rem 0.1875rem 0; border-top: 1px solid var(--hair); }
.overview td:not(:last-child) { white-space: nowrap; }
.overview td:last-child { width: 100%; }
.overview th { padding: 0.75rem 0 0.25rem; }
.overview .place { font-size: 0.8125rem; }
.overview .rule { font-size: 0.8125rem; }
.overview td:last-child, .why, h2, h3 { overflow-wrap: anywhere; }

section { margin-top: 2rem; }
h2 { font-size: 1.1875rem; line-height: 1.35; font-weight: 650; }
.message-id { font-size: 0.8125rem; overflow-wrap: anywhere; }
.plain { list-style: none; font-size: 0.875rem; }
.plain .place { font-size: 0.8125rem; }
article { margin: 1.25rem 0 2.5rem; padding-top: 1rem; border-top: 1px solid var(--hair); }
h3 { font-size: 0.9375rem; line-height: 1.45; font-weight: 700; }
h3 .place, h3 .rule { font-weight: 400; }
h3 .rule { white-space: nowrap; }
.meta { font-size: 0.8125rem; color: var(--soft); display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0.125rem 0 0.5rem; }
.why { max-width: 50rem; margin-bottom: 0.75rem; }
.scroll { overflow-x: auto; }
caption { text-align: left; color: var(--soft); font-size: 0.8125rem; padding: 0 0 0.25rem; }
.no { display: inline-block; min-width: 1.375rem; padding: 0 0.25rem; border: 1px solid var(--soft); border-radius: 0.625rem;
  font: 600 0.6875rem/1.125rem var(--mono); text-align: center; }
.marked .no { border-color: var(--error); background: var(--error); color: var(--paper); }
.no + .no { margin-left: 0.125rem; }

.code { width: 100%; background: var(--panel); font-size: 0.8125rem; line-height: 1.375rem; }
.code caption { font-family: var(--mono); background: var(--paper); }
.code td { padding: 0 0.5rem; }
.code td:nth-child(1) { width: 3.25rem; white-space: nowrap; text-align: right; padding-right: 0; }
.code td:nth-child(2) { width: 1%; text-align: right; color: var(--soft); font-family: var(--mono); }
.code td:nth-child(3) { width: 1%; padding: 0; font-family: var(--mono); }
.code td:nth-child(4) { white-space: pre; padding-left: 0.25rem; }
.code td:nth-child(4) b { font-weight: 700; text-decoration: underline 1px; text-underline-offset: 3px; text-decoration-color: var(--soft); }
.code td:nth-child(5) { min-width: 15rem; padding-left: 1.5rem; font-family: var(--sans); }
/* The notes stay in sight beside a line that is too long. */
.code tr { background: var(--panel); }
.code td:nth-child(5):not(:empty) { position: sticky; right: 0; background: inherit; }
.code td p { line-height: 1.375rem; }
.code .of { color: var(--soft); }
.code .added { background: var(--added); }
.code .removed { background: var(--removed); }
.code .added td:nth-child(3) { color: var(--good); font-weight: 700; }
.code .removed td:nth-child(3) { color: var(--error); font-weight: 700; }
.code .on { background: var(--on); }
.code .marked { background: var(--marked); box-shadow: inset 3px 0 var(--error); }
.code .gap td { color: var(--soft); padding-top: 0.125rem; padding-bottom: 0.125rem; }
strong { color: var(--error); font-weight: 600; }

.proof { margin-top: 1rem; display: flex; flex-wrap: wrap; gap: 0.75rem 2rem; align-items: flex-start; }
.proof > * { min-width: 0; }
.proof > figure { flex: 0 1 auto; max-width: 100%; }
.proof > .scroll { flex: 1 1 34rem; }
.proof.stacked > * { flex-basis: 100%; }
.proof > .note { flex-basis: 100%; }
.plots { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; overflow-x: auto; }
.plot p, .world p { font-size: 0.8125rem; color: var(--soft); }
.chart { display: block; }
.chart text { font-size: 11px; fill: var(--soft); }
.chart .value { fill: var(--ink); font-weight: 600; }
.grid { stroke: var(--hair); fill: none; shape-rendering: crispEdges; }
.count { stroke: var(--ink); stroke-width: 2; fill: none; shape-rendering: crispEdges; }
.due { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 3; fill: none; }
.fault { stroke: var(--error); stroke-width: 2.5; fill: none; }
.fault-at { stroke: var(--error); stroke-dasharray: 2 2; fill: none; }
rect { shape-rendering: crispEdges; }
.h-path { fill: var(--path); } .h-lender { fill: var(--lender); } .h-cache { fill: var(--cache); } .h-swap { fill: var(--swap); }
.h-map { fill: var(--map); } .h-private { fill: var(--private); } .h-visitor { fill: var(--visitor); } .h-other { fill: var(--other); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: 0.8125rem; margin-top: 0.25rem; }
.swatch { width: 0.75rem; height: 0.75rem; vertical-align: -1px; }
figcaption .note { font-size: 0.8125rem; }

.ledger { width: 100%; font-size: 0.8125rem; line-height: 1.375rem; }
.ledger thead th { border-bottom: 1px solid var(--ink); padding: 0 0.75rem 0.125rem 0; color: var(--soft); font-weight: 500; white-space: nowrap; vertical-align: bottom; }
.ledger td, .ledger tbody th { border-bottom: 1px solid var(--hair); padding: 0.125rem 0.75rem 0.125rem 0; }
.ledger tbody th { width: 2.25rem; }
.ledger tbody td:nth-child(2) { color: var(--soft); font-family: var(--mono); }
.ledger.schedule tbody td, .ledger.calls tbody td { color: inherit; font-family: inherit; }
.ledger td b, .ledger .held span { white-space: nowrap; }
.ledger.calls { width: auto; min-width: 28rem; }
.ledger i { color: var(--soft); }
.ledger em { color: var(--soft); font-style: italic; margin-right: 0.375rem; }
.ledger .none { color: var(--soft); font-style: italic; }
.ledger .marked td, .ledger .marked th { background: var(--marked); }
.schedule code { display: block; }
.ledger .access { padding-left: 1rem; color: var(--soft); }
.ledger code { white-space: pre-wrap; }

.suggested { margin-top: 0.75rem; }
.suggested pre { background: var(--panel); padding: 0.375rem 0.75rem; overflow-x: auto; font-size: 0.8125rem; }
.verdict { margin-top: 0.75rem; display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; font-size: 0.875rem; }
.verdict dt { font-weight: 600; }
.verdict code { font-size: 0.8125rem; overflow-wrap: anywhere; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--link); font-size: 0.875rem; }
details[open] { display: block; }
.worlds > div { display: flex; flex-wrap: wrap; gap: 0.75rem 2rem; margin-top: 0.5rem; }
.world { max-width: 20rem; display: flex; flex-direction: column; }
.world .plots { margin-top: auto; }
.worlds .proof { flex-basis: 100%; margin-top: 0; }
footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--hair); font-size: 0.8125rem; color: var(--soft); }

@media screen and (max-width: 40rem) {
  body { padding: 1rem 0.875rem 2rem; }
  .overview, .overview tbody, .overview tr, .overview td { display: block; }
  .overview td { border: 0; padding: 0; white-space: normal; }
  .overview td:first-child { border-top: 1px solid var(--hair); padding-top: 0.375rem; }
  .verdict { display: block; }
  .code { tab-size: 4; }
  .ledger { min-width: 36rem; }
  .stacked .ledger { min-width: 48rem; }
  .ledger.calls { min-width: 0; }
  .code, .code caption, .code tbody { display: block; width: max-content; min-width: 100%; }
  .code tr { display: grid; grid-template-columns: 2.25rem 2.5rem 0.75rem 1fr; }
  .code td:nth-child(n) { width: auto; }
  .code td:nth-child(5):nth-child(n) { grid-column: 4; min-width: 0; max-width: 20rem; padding: 0 0.25rem; position: static; }
  .code td:nth-child(5):empty { display: none; }
  .code .gap td:nth-child(4) { white-space: nowrap; }
}
@media print {
  @page { margin: 15mm; }
  html { font-size: 12px; }
  body { max-width: none; padding: 0; }
  .code { font-size: 0.75rem; line-height: 1.25rem; tab-size: 4; }
  .code td:nth-child(5) { min-width: 11rem; }
  .skip, .keys { display: none; }
  .scroll, .plots { overflow: visible; }
  .code td:nth-child(4), pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; color: inherit; }
  h2, h3, .meta, .why { break-after: avoid; }
  tr, figure, .verdict, .world { break-inside: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
