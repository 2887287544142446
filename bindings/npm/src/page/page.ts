import { bounded } from '../body.js';
import { claim, h, printable, replace, type Child } from '../component/dom.js';
import type { Language } from '../component/strings/index.js';
import { asked } from './share.js';
import { MOST_BYTES, own, say, speak, state, type Looked } from './state.js';
import { networked, tools } from './tools.js';
import { ask, badge, begin, offline } from './verifier.js';
import { SAMPLES, type SampleName } from './words.js';

/** Whether the largest build is there, too, which asks lists of issuers. */
declare const FULL: boolean;

const main = h('main', { id: 'main' });
badge.addEventListener('verified', ({ detail }) => {
  state.verified = detail;
  tools();
});
badge.addEventListener('failed', () => {
  state.verified = undefined;
  tools();
});

document.body.append(header(), main, footer());
render();
void open();
window.addEventListener('hashchange', () => void open());
window.addEventListener('popstate', () => {
  if (!location.hash && state.looked) start();
});
for (const name of ['dragover', 'drop'] as const) {
  window.addEventListener(name, (event) => {
    event.preventDefault();
    main.classList.toggle('over', name === 'dragover');
    const file = name === 'drop' ? event.dataTransfer?.files[0] : undefined;
    if (file) void take(file);
    else if (name === 'drop') paste(event.dataTransfer?.getData('text/plain') ?? '');
  });
}
window.addEventListener('dragleave', ({ relatedTarget }) => {
  if (!relatedTarget) main.classList.remove('over');
});
window.addEventListener('paste', ({ clipboardData }) => {
  const file = clipboardData?.files[0];
  if (file) void take(file);
});
// Started while nobody waits, so that the first badge does not wait for it.
begin();
offline();
void hosts();

/** Everything anew, in the language of now. */
function render(): void {
  const { language: now } = state;
  document.documentElement.lang = now;
  document.title = say().title;
  document.querySelector('.top')?.replaceWith(header());
  document.querySelector('.about')?.replaceWith(footer());
  badge.lang = now;
  if (state.looked || state.notice) result();
  else replace(main, intro(), samples());
}

function header(): HTMLElement {
  const choose = (to: Language, name: string): HTMLElement =>
    h('button', {
      type: 'button',
      lang: to,
      'aria-pressed': String(state.language === to),
      onclick: () => {
        speak(to);
        render();
        document.querySelector<HTMLElement>(`.top [lang=${to}]`)?.focus();
      },
    }, name);
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'brand', href: './' }, h('img', { src: './icon.svg', alt: '', width: '28', height: '28' }), 'Accolade'),
    h('nav', { 'aria-label': say().languages }, choose('en', 'English'), choose('de', 'Deutsch')),
  );
}

function footer(): HTMLElement {
  const { about, aboutText } = say();
  return h('footer', { class: 'about' }, h('h2', {}, about), h('div', { class: 'columns' }, ...aboutText.map((text) => h('p', {}, text))));
}

function intro(): HTMLElement {
  const { heading, lead, drop, choose, paste: label, pasteHint, check } = say();
  const file = h('input', { type: 'file', id: 'file', accept: '.png,.svg,.json,.jsonld,.jwt,.txt,image/png,image/svg+xml,application/json', 'aria-describedby': 'hint' });
  file.addEventListener('change', () => file.files?.[0] && void take(file.files[0]));
  const text = h('textarea', { id: 'text', rows: '2', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off' });
  const form = h('form', { class: 'paste' }, h('label', { for: 'text' }, label), h('div', {}, text, h('button', { type: 'submit' }, check)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (text.value.trim()) paste(text.value);
    else text.focus();
  });
  return h(
    'section',
    { class: 'intro' },
    h('div', { class: 'words' }, h('h1', {}, heading), h('p', { class: 'lead' }, lead)),
    h('div', { class: 'desk' },
      h('div', { class: 'drop' },
        h('p', { class: 'big' }, drop),
        h('div', { class: 'file' }, file, h('label', { for: 'file', class: 'button main' }, choose)),
        h('p', { class: 'fine', id: 'hint' }, pasteHint)),
      form,
      networked()),
  );
}

function samples(): HTMLElement {
  const { samples: title, samplesLead, sample } = say();
  const one = (name: SampleName): HTMLElement => {
    const [called, about] = sample[name];
    const button = h('button', { type: 'button', class: 'sample', onclick: () => void show(name) }, h('img', { src: `./samples/${name}.svg`, alt: '', width: '96', height: '96', class: name }), h('strong', {}, called), h('span', {}, about));
    return h('li', {}, button);
  };
  return h('section', { class: 'samples', 'aria-labelledby': 'samples' }, h('h2', { id: 'samples' }, title), h('p', {}, samplesLead), h('ul', { role: 'list' }, ...SAMPLES.map(one)));
}

/** A sample, with the list of revoked badges that its issuer keeps: the page brings it along. */
async function show(name: SampleName): Promise<void> {
  const [bytes, list] = await Promise.all([own(`./samples/${name}.svg`), own('./samples/status-list.json')]);
  const content = { text: new TextDecoder().decode(list) };
  const { id } = JSON.parse(content.text) as { id: string };
  look({ bytes, name: `${name}.svg`, sample: name, resources: { [id]: { document: { content } } } });
}

async function take(file: File): Promise<void> {
  if (file.size > MOST_BYTES) return notice(h('p', {}, `${printable(file.name)}: ${Math.ceil(file.size / 1e6)} MB`));
  look({ bytes: new Uint8Array(await file.arrayBuffer()), name: file.name });
}

/** A link to this page, a link to a badge, or the badge itself. */
function paste(given: string): void {
  const text = given.trim();
  if (!/^https?:\/\/\S+$/.test(text)) {
    if (text) look({ bytes: new TextEncoder().encode(text), name: 'badge' });
    return;
  }
  const url = new URL(text);
  if (url.hash && url.href.split('#')[0] === location.href.split('#')[0]) location.hash = url.hash;
  else void fetchFrom(url.href);
}

/** The list of issuers that whoever hosts the page names in it. */
async function hosts(): Promise<void> {
  const file = document.querySelector<HTMLMetaElement>('meta[name="accolade-registry"]')?.content;
  if (!FULL || !file) return;
  const text = new TextDecoder().decode(await own(file));
  state.list = { name: file, content: { text } };
  if (state.looked) ask();
}

/** What the page's own address asks for. */
async function open(): Promise<void> {
  if (!location.hash) return;
  try {
    const wanted = await asked(location.hash);
    if (wanted && 'badge' in wanted) look({ bytes: wanted.badge, name: 'badge' }, false);
    else if (wanted) await fetchFrom(wanted.from);
  } catch {
    notice(h('p', {}, say().notInLink));
  }
}

/** Fetches a badge, if the network is on; a link by itself turns nothing on. */
async function fetchFrom(url: string): Promise<void> {
  let host: string;
  try {
    const parsed = new URL(url);
    if (parsed.protocol !== 'https:') throw new Error(parsed.protocol);
    host = parsed.host;
  } catch {
    return notice(h('p', {}, say().notInLink));
  }
  if (!state.network) {
    const { linkNeeds, linkAsk } = say();
    const go = (): void => {
      state.network = true;
      void fetchFrom(url);
    };
    return notice(h('p', {}, linkNeeds(printable(host))), h('p', { class: 'fine' }, claim(url)), h('button', { type: 'button', class: 'main', onclick: go }, linkAsk));
  }
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(15_000) });
    if (!response.ok) throw new Error(String(response.status));
    look({ bytes: await bounded(response, MOST_BYTES), name: host, from: url });
  } catch (error) {
    notice(h('p', {}, say().linkFailed(printable(host))), h('p', { class: 'fine' }, printable(String(error))));
  }
}

/** Back to the beginning. */
function start(): void {
  state.looked = state.verified = state.other = state.notice = undefined;
  state.lacking = [];
  state.email = '';
  badge.value = undefined;
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  render();
  document.querySelector<HTMLElement>('h1')?.scrollIntoView({ block: 'nearest' });
  document.querySelector<HTMLElement>('#file')?.focus({ preventScroll: true });
}

/** Says something in place of a result. */
function notice(...children: Child[]): void {
  state.looked = undefined;
  state.notice = children;
  render();
  document.querySelector<HTMLElement>('.result')?.focus();
}

/** Looks at a badge. */
function look(looked: Looked, pushed = true): void {
  main.classList.remove('over');
  Object.assign(state, { looked, verified: undefined, other: undefined, notice: undefined, email: '', lacking: [] });
  if (pushed) history.pushState(null, '', location.pathname + location.search);
  render();
  ask();
  document.querySelector<HTMLElement>('.result')?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

function result(): void {
  const { back, result: title, sampleNote, listNote, tools: more } = say();
  const { looked, notice: said } = state;
  replace(
    main,
    h(
      'section',
      { class: 'result', tabindex: '-1', 'aria-labelledby': 'result' },
      h('div', { class: 'bar' }, h('h1', { id: 'result' }, title, looked && !looked.sample && h('span', { class: 'fine' }, claim(looked.name))), h('button', { type: 'button', onclick: start }, back)),
      looked?.sample && h('p', { class: 'fine sample-note' }, looked.sample === 'revoked' ? listNote : sampleNote),
      said && h('div', { class: 'notice', role: 'status' }, ...said),
      looked && h('div', { class: 'columns' }, badge, h('aside', { class: 'tools', 'aria-label': more })),
    ),
  );
  tools();
}

