/** The element's style. Colours come from custom properties; light or dark follows the page's `color-scheme`. */
const STYLE = /* css */ `
:host {
  --ink: var(--badge-ink, #1a2330);
  --muted: var(--badge-muted, #55606e);
  --paper: var(--badge-paper, #ffffff);
  --line: var(--badge-line, #dde2e8);
  --link: var(--badge-link, #17517e);
  --good: var(--badge-valid, #12603a);
  --bad: var(--badge-invalid, #9b1c1c);
  --open: var(--badge-open, #744700);
  --good-paper: var(--badge-valid-paper, #edf6f0);
  --bad-paper: var(--badge-invalid-paper, #fbeeed);
  --open-paper: var(--badge-open-paper, #fbf4e4);
  --sans: var(--badge-font, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Inter, "Helvetica Neue", system-ui, sans-serif);
  --serif: var(--badge-title-font, "Iowan Old Style", Charter, "Palatino Linotype", Palatino, "TeX Gyre Pagella", Georgia, serif);
  display: block;
  container-type: inline-size;
  color: var(--ink);
  font: 400 1rem/1.55 var(--sans);
  text-align: start;
}
@supports (color: light-dark(#fff, #000)) {
  :host {
    --ink: var(--badge-ink, light-dark(#1a2330, #e8ecf1));
    --muted: var(--badge-muted, light-dark(#55606e, #a7b1bd));
    --paper: var(--badge-paper, light-dark(#ffffff, #171d25));
    --line: var(--badge-line, light-dark(#dde2e8, #333d49));
    --link: var(--badge-link, light-dark(#17517e, #8ec5f2));
    --good: var(--badge-valid, light-dark(#12603a, #86d8a9));
    --bad: var(--badge-invalid, light-dark(#9b1c1c, #ff9f98));
    --open: var(--badge-open, light-dark(#744700, #f0c674));
    --good-paper: var(--badge-valid-paper, light-dark(#edf6f0, #15281e));
    --bad-paper: var(--badge-invalid-paper, light-dark(#fbeeed, #33191a));
    --open-paper: var(--badge-open-paper, light-dark(#fbf4e4, #2d2412));
  }
}
:host([hidden]) { display: none; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, h4, p, ul, ol, dl, dd, pre, blockquote { margin: 0; padding: 0; }
ul[role] { list-style: none; }
small, .fine { font-size: 0.8125rem; color: var(--muted); }
a { color: var(--link); text-underline-offset: 0.15em; }
code { font: 0.8125em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; min-block-size: 2.75rem; padding: 0.5rem 1rem;
  font: 500 0.9375rem/1.3 var(--sans); color: var(--link); background: transparent;
  border: 1px solid currentColor; border-radius: 0.375rem; cursor: pointer;
}
button:disabled { opacity: 0.6; cursor: progress; }

.card {
  background: var(--paper); border: 1px solid var(--line); border-radius: var(--badge-radius, 0.625rem);
  overflow: clip; overflow-wrap: anywhere; contain: paint;
}
.verdict { --tone: var(--muted); --tint: transparent; display: flex; gap: 1rem; align-items: center; padding: 1.25rem clamp(1rem, 4cqi, 2.25rem); border-inline-start: 0.375rem solid var(--tone); background: var(--tint); }
.verdict:empty { display: none; }
.verdict.valid { --tone: var(--good); --tint: var(--good-paper); }
.verdict.invalid, .verdict.error { --tone: var(--bad); --tint: var(--bad-paper); }
.verdict.indeterminate { --tone: var(--open); --tint: var(--open-paper); }
.verdict strong { display: block; font: 600 1.625rem/1.2 var(--serif); color: var(--tone); }
.verdict .mark { --size: 3rem; background: var(--tone); color: var(--tint); }
.verdict .mark.failed { border-radius: 0.5rem; }
.verdict .mark.unknown { border-radius: 1.5rem 1.5rem 0.375rem 1.5rem; }
.verdict button { margin-inline-start: auto; color: var(--tone); }

.mark { --size: 1.5rem; display: inline-grid; place-items: center; flex: none; inline-size: var(--size); block-size: var(--size); border-radius: 50%; color: var(--muted); }
.mark svg { inline-size: 70%; block-size: 70%; fill: none; stroke: currentColor; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
.passed > .mark { color: var(--good); background: var(--good-paper); }
.failed > .mark { color: var(--bad); background: var(--bad-paper); border-radius: 0.3rem; }
.unknown > .mark { color: var(--open); background: var(--open-paper); }

.layers { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); border-block-end: 1px solid var(--line); }
.layers li { display: flex; gap: 0.75rem; padding: 1rem clamp(1rem, 2.5cqi, 2.25rem); font-size: 0.875rem; line-height: 1.4; color: var(--muted); }
.layers li + li { border-inline-start: 1px solid var(--line); }
.layers strong { display: block; font-weight: 600; color: var(--ink); }

.claims { padding: clamp(1.25rem, 4cqi, 2.25rem); display: grid; gap: 1.75rem; }
.unproven { padding: 0.5rem 0.875rem; border-inline-start: 3px solid var(--open); background: var(--open-paper); color: var(--open); font-weight: 500; }
.invalid .unproven { border-color: var(--bad); background: var(--bad-paper); color: var(--bad); }
header { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: clamp(1.25rem, 4cqi, 2.25rem); align-items: center; }
.picture { inline-size: clamp(7rem, 24cqi, 11.5rem); }
.picture img { display: block; inline-size: 100%; max-block-size: 16rem; object-fit: contain; }
.invalid .picture img { filter: grayscale(1); opacity: 0.65; }
.picture.none { display: grid; justify-items: center; gap: 0.75rem; text-align: center; }
.picture.none > svg { inline-size: 5rem; block-size: 5rem; fill: none; stroke: var(--muted); stroke-width: 0.75; stroke-linejoin: round; }
.consent { display: grid; gap: 0.5rem; }
.consent button { font-size: 0.875rem; padding: 0.5rem 0.75rem; }
h2 { font: 600 clamp(1.5rem, 4.4cqi, 2.125rem)/1.18 var(--serif); letter-spacing: -0.005em; text-wrap: balance; }
h3 { font: 600 1.0625rem/1.3 var(--serif); }
h4 { font: 600 0.875rem/1.3 var(--sans); color: var(--muted); }
dt { font-size: 0.8125rem; color: var(--muted); }
.who { display: grid; gap: 0.125rem; margin-block-start: 1rem; }
.who dd + dt { margin-block-start: 0.625rem; }
.named { font-weight: 600; }
.word { font-style: normal; color: var(--muted); }
.id { display: block; color: var(--muted); }
.held { margin-block-start: 1rem; padding-inline-start: 1.25rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: 1.25rem 2rem; padding-block: 1.5rem; border-block: 1px solid var(--line); }
.facts dd small { display: block; }
.sections { display: grid; gap: 1.5rem; max-inline-size: 68ch; }
.sections:empty { display: none; }
section { display: grid; gap: 0.375rem; }
section ul, section ol { padding-inline-start: 1.25rem; }
section li + li { margin-block-start: 0.25rem; }
section li small { display: block; }
.prose { display: grid; gap: 0.625rem; }
.prose .heading { font-weight: 600; }
.prose ul, .prose ol { padding-inline-start: 1.5rem; }
.prose blockquote { padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); color: var(--muted); }
.prose pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.625rem 0.75rem; border: 1px solid var(--line); border-radius: 0.25rem; }
.prose hr { inline-size: 100%; border: 0; border-block-start: 1px solid var(--line); }

.checks { border-block-start: 1px solid var(--line); padding-inline: clamp(1.25rem, 4cqi, 2.25rem); }
.checks summary { display: flex; align-items: center; gap: 0.625rem; min-block-size: 3.5rem; cursor: pointer; list-style: none; }
.checks summary::-webkit-details-marker { display: none; }
.checks summary::before { content: ""; inline-size: 0.5rem; block-size: 0.5rem; border: solid var(--link); border-width: 0 2px 2px 0; transform: rotate(-45deg); transition: transform 0.15s; }
.checks[open] summary::before { transform: rotate(45deg); }
.checks summary h3 { color: var(--link); }
.checks[open] { padding-block-end: 1.5rem; }
.list { display: grid; gap: 0.625rem; padding-block: 0.625rem 1.25rem; }
.list > li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.75rem; }
.list > li > div { padding-block-start: 0.03rem; }
.question { font-weight: 500; }
.answer { color: var(--muted); font-size: 0.875rem; }
.answer::before { content: " — "; }
.list .fine { overflow-wrap: anywhere; }
.failed > div > .answer { color: var(--bad); }
.unknown > div > .answer { color: var(--open); }
.notApplicable > div > .question { font-weight: 400; color: var(--muted); }
.finding { display: grid; gap: 0.25rem; margin-block: 0.5rem 0.75rem; padding: 0.75rem 1rem; border-inline-start: 3px solid var(--line); background: color-mix(in srgb, var(--line) 25%, transparent); font-size: 0.9375rem; max-inline-size: 75ch; }
.finding.error { border-color: var(--bad); }
.finding.undetermined, .finding.warning { border-color: var(--open); }
.finding b { font-weight: 600; }

.drop { display: grid; justify-items: center; gap: 1rem; padding: 2.5rem 1.5rem; text-align: center; border: 2px dashed var(--line); margin: 1rem; border-radius: 0.5rem; }
.drop.over { border-color: var(--link); background: color-mix(in srgb, var(--link) 8%, transparent); }
.drop input { position: absolute; inline-size: 1px; block-size: 1px; opacity: 0; }
.drop input:focus-visible + label { outline: 3px solid var(--link); outline-offset: 2px; }

@container (max-width: 34rem) {
  .layers { grid-template-columns: 1fr; }
  .layers li + li { border-inline-start: 0; border-block-start: 1px solid var(--line); }
  .layers li { padding-block: 0.75rem; }
  header { grid-template-columns: 1fr; justify-items: start; }
  .verdict { flex-wrap: wrap; }
  .verdict .mark { --size: 2.5rem; }
  .verdict > div { flex: 1 1 12rem; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) {
  .verdict, .mark, .finding { border: 1px solid CanvasText; }
  .mark svg { stroke: CanvasText; }
}
@media print {
  .card { border: 0; }
  .verdict, .mark, .finding, .unproven { print-color-adjust: exact; }
  .consent { display: none; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for every element of a page, which no Content-Security-Policy takes for an inline style. */
export function style(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}
