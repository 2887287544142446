import { bounded } from '../body.js';
import { drive, type Input, type Verified, type VerifyOptions } from '../drive.js';
import type { PolicyOptions, Request, Resource } from '../types.js';
import { read } from '../component/claims.js';
import { claim, h, printable, replace, type Child } from '../component/dom.js';
import { OpenBadge } from '../component/element.js';
import { language, type Language } from '../component/strings/index.js';
import { differences } from './differences.js';
import { asked, linkedIn, linkFrom, linkTo } from './share.js';
import { supplement } from './supplement.js';
import { SAMPLES, words, type SampleName, type Words } from './words.js';

/** Whether the build that asks lists of issuers is there, too. */
declare const LISTS: boolean;

/** What is being looked at. */
interface Looked {
  bytes: Uint8Array;
  /** The file's name, or where it came from. */
  name: string;
  /** Where it was fetched from. */
  from?: string;
  sample?: SampleName;
  /** Documents that come with it. */
  resources?: Record<string, Resource>;
}

/** The script of a worker. */
type Build = './step.js' | './full/step.js';
/** Puts a call to the verifier. */
type Step = (call: string) => Promise<string>;

/** The most bytes of a badge, and how long a step of its verification may take. */
const MOST_BYTES = 16 << 20;
const MOST_MILLISECONDS = 60_000;
const KEPT = 'accolade-language';

const state: {
  language: Language;
  network: boolean;
  looked?: Looked;
  verified?: Verified;
  at: Date;
  email: string;
  other?: { claimed: unknown };
  /** The list of issuers that is asked. */
  list?: { name: string; content: { text: string } };
  lacking: Request[];
  notice?: Child[];
} = { language: spoken(), network: false, at: new Date(), email: '', lacking: [] };

const running = new Map<Build, Step>();
let calls = 0;
let policy: { createScriptURL(url: string): string } | undefined;
const main = h('main', { id: 'main' });
const badge = new OpenBadge();
badge.setAttribute('open', '');
badge.verifier = verifying;
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

/** A worker that verifies: whatever it is given, the page goes on. Only the larger build asks lists of issuers. */
function begin(file: Build = './step.js'): Step {
  const worker = new Worker(ownScript(file), { type: 'module' });
  const waiting = new Map<number, { answer: (answer: string) => void; fail: (error: Error) => void }>();
  const stop = (reason: string): void => {
    for (const { fail } of waiting.values()) fail(new Error(reason));
    waiting.clear();
    worker.terminate();
    if (running.get(file) === step) running.delete(file);
  };
  worker.addEventListener('message', ({ data: { id, answer, failed } }: MessageEvent<{ id: number; answer?: string; failed?: string }>) => {
    if (answer === undefined) return stop(failed ?? 'no answer');
    waiting.get(id)?.answer(answer);
    waiting.delete(id);
  });
  worker.addEventListener('error', ({ message }) => stop(message || 'the verifier could not be started'));
  const step: Step = (call) => {
    const id = (calls += 1);
    worker.postMessage({ id, call });
    const late = setTimeout(() => stop('the verification took too long'), MOST_MILLISECONDS);
    return new Promise<string>((answer, fail) => waiting.set(id, { answer, fail })).finally(() => clearTimeout(late));
  };
  running.set(file, step);
  return step;
}

/** Verifies on the page's terms, and notes what the network would have been asked. */
async function verifying(input: Input, options: VerifyOptions = {}): Promise<Verified> {
  state.lacking = [];
  state.at = options.at ?? new Date();
  const declined = async (request: Request): Promise<Resource> => {
    state.lacking.push(request);
    return { unavailable: { code: 'fetch.declined', reason: 'the network is off' } };
  };
  const file = options.policy?.registries ? './full/step.js' : './step.js';
  return drive(running.get(file) ?? begin(file), input, { ...options, network: state.network || declined });
}

function spoken(): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // A browser may keep nothing; then its own language counts.
  }
  return language(kept ?? navigator.language);
}

function say(): Words {
  return words(state.language);
}

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
        state.language = to;
        try {
          localStorage.setItem(KEPT, to);
        } catch {
          // Then it counts for this visit.
        }
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

/** The switch of the network. */
function networked(): HTMLElement {
  const { network, networkOff, networkOn } = say();
  const box = h('input', { type: 'checkbox', role: 'switch', id: 'network', 'aria-describedby': 'network-says' });
  box.checked = state.network;
  const says = h('span', { id: 'network-says', class: 'fine' }, state.network ? networkOn : networkOff);
  box.addEventListener('change', () => {
    state.network = box.checked;
    replace(says, state.network ? networkOn : networkOff);
    if (state.looked) ask();
  });
  return h('div', { class: 'network' }, box, h('label', { for: 'network' }, network), says);
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

async function own(file: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(file)).arrayBuffer());
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
  if (!LISTS || !file) return;
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

/** Verifies it as the page stands. */
function ask(): void {
  const { looked, email, list } = state;
  if (!looked) return;
  const policy: PolicyOptions = {
    ...(email && { recipient: { identifier: { kind: 'emailAddress', value: email } } }),
    ...(list && { registries: [{ document: list }] }),
  };
  badge.value = looked.bytes;
  badge.options = { policy, resources: looked.resources };
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

/** What can be done with it, by what came of it. */
function tools(): void {
  const aside = document.querySelector<HTMLElement>('.tools');
  if (!aside) return;
  const focused = document.activeElement?.id;
  replace(aside, lacking(), changed(), recipient(), issuer(), kept(), networked());
  document.querySelector('.supplement')?.remove();
  if (state.verified) document.body.append(supplement(state.verified, state.at, say(), state.language));
  if (focused) document.getElementById(focused)?.focus();
}

function tool(name: string, title: string, ...children: Child[]): HTMLElement {
  return h('section', { class: `tool ${name}`, 'aria-labelledby': `tool-${name}` }, h('h2', { id: `tool-${name}` }, title), ...children);
}

function lacking(): Child {
  const { missing, missingLead, request: names, ask: turnOn } = say();
  if (state.network || state.lacking.length === 0) return undefined;
  const go = (): void => {
    state.network = true;
    tools();
    ask();
  };
  const asked = new Map(state.lacking.map((one) => [one.url, one]));
  const list = [...asked.values()].slice(0, 10).map(({ kind, url }) => h('li', {}, names[kind], h('span', { class: 'fine' }, claim(url))));
  return tool('missing', missing, h('p', {}, missingLead), h('ul', {}, ...list), h('button', { type: 'button', class: 'main', onclick: go }, turnOn));
}

function recipient(): Child {
  const { recipient: title, recipientLead, email, compare, recipientYes, recipientNo, recipientOpen } = say();
  const field = h('input', { type: 'email', id: 'email', autocomplete: 'off', spellcheck: 'false', required: true, value: state.email });
  const form = h('form', {}, h('label', { for: 'email' }, email), h('div', { class: 'row' }, field, h('button', { type: 'submit', id: 'compare' }, compare)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    state.email = field.value.trim();
    ask();
  });
  const came = state.email ? state.verified?.report.checks.find(({ id }) => id === 'recipient')?.outcome : undefined;
  const says = came === 'passed' ? recipientYes : came === 'failed' ? recipientNo : recipientOpen;
  return tool('recipient', title, h('p', {}, recipientLead), form, h('p', { role: 'status', class: `answer ${came ?? ''}` }, came && says));
}

function issuer(): Child {
  const { issuer: title, issuerLead, issuerChoose, issuerSample, issuerAsked, issuerForget, issuerYes, issuerNo, issuerOpen } = say();
  const { verified, looked, list } = state;
  if (!LISTS || !verified || !looked) return undefined;
  const take = (name: string, text: string): void => {
    state.list = { name, content: { text } };
    ask();
  };
  const file = h('input', { type: 'file', id: 'list', accept: '.json,.jwt' });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (chosen && chosen.size <= MOST_BYTES) void chosen.text().then((text) => take(chosen.name, text));
  });
  const choose = h('div', { class: 'file' }, file, h('label', { for: 'list', class: 'button' }, issuerChoose));
  const sample = looked.sample && h('button', { type: 'button', id: 'sample-list', onclick: () => void own('./samples/registry.json').then((bytes) => take('registry.json', new TextDecoder().decode(bytes))) }, issuerSample);
  const forget = h('button', { type: 'button', id: 'forget', onclick: () => {
    state.list = undefined;
    ask();
  } }, issuerForget);
  const came = list && verified.report.checks.find(({ id }) => id === 'issuer')?.outcome;
  const says = came === 'passed' ? issuerYes : came === 'failed' ? issuerNo : issuerOpen;
  return tool('issuer', title, h('p', {}, issuerLead), list ? h('p', {}, issuerAsked(printable(list.name))) : undefined, list ? forget : h('div', { class: 'actions' }, sample, choose), h('p', { role: 'status', class: `answer ${came ?? ''}` }, came && says));
}

function changed(): Child {
  const { verified, looked, other } = state;
  const broken = verified?.report.checks.some(({ findings = [] }) => findings.some(({ code }) => code === 'proof.signature-mismatch'));
  if (!looked || !verified?.claimed || !broken) return undefined;
  const { changed: title, changedLead, changedChoose, changedSample } = say();
  const with_ = async (bytes: Uint8Array): Promise<void> => {
    const { claimed } = await drive(running.get('./step.js') ?? begin(), bytes);
    state.other = { claimed };
    tools();
    document.getElementById('tool-changed')?.scrollIntoView({ block: 'nearest' });
  };
  const file = h('input', { type: 'file', id: 'other' });
  file.addEventListener('change', () => void file.files?.[0]?.arrayBuffer().then((buffer) => with_(new Uint8Array(buffer))));
  const genuine = h('button', { type: 'button', id: 'genuine', onclick: () => void own('./samples/genuine.svg').then(with_) }, changedSample);
  const choose = h('div', { class: 'file' }, file, h('label', { for: 'other', class: 'button' }, changedChoose));
  return tool('changed', title, h('p', {}, changedLead), looked.sample === 'altered' ? genuine : choose, h('div', { role: 'status' }, ...(other ? compared(other.claimed, verified.claimed) : [])));
}

function compared(was: unknown, now: unknown): Child[] {
  const { changedNone, changedCount, was: before, now: after, nothing } = say();
  const found = differences(was, now);
  if (found.length === 0) return [h('p', {}, changedNone)];
  const value = (text: string | undefined): Child => (text === undefined ? h('i', {}, nothing) : claim(text.slice(0, 400)));
  const list = found.map((one) => h('li', {}, h('code', {}, printable(one.pointer)), h('dl', {}, h('dt', {}, before), h('dd', {}, h('del', {}, value(one.was))), h('dt', {}, after), h('dd', {}, h('ins', {}, value(one.now))))));
  return [h('p', {}, h('strong', {}, changedCount(found.length))), h('ul', { class: 'differences', role: 'list' }, ...list)];
}

function kept(): Child {
  const { verified, looked } = state;
  if (!verified || !looked) return undefined;
  const { keep, report, share, shareNote, shared, shareHere, tooLarge, linkedIn: add, print } = say();
  const says = h('div', { role: 'status', class: 'fine' });
  const page = location.href.split('#')[0] ?? '';
  const link = looked.from ? Promise.resolve(linkFrom(looked.from, page)) : linkTo(looked.bytes, page);
  const copy = async (): Promise<void> => {
    const text = await link;
    if (!text) return replace(says, tooLarge);
    try {
      await navigator.clipboard.writeText(text);
      replace(says, shared);
    } catch {
      const field = h('input', { readonly: true, value: text, 'aria-label': shareHere });
      replace(says, h('p', {}, shareHere), field);
      field.select();
    }
  };
  const linked = h('a', { class: 'button', target: '_blank', rel: 'noopener noreferrer', hidden: true }, add);
  if (verified.report.verdict === 'valid') {
    void link.then((text) => {
      const to = linkedIn(read(verified.claimed), text);
      if (!to) return;
      linked.href = to;
      linked.hidden = false;
    });
  }
  return tool(
    'keep',
    keep,
    h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => download(verified) }, report),
      h('button', { type: 'button', onclick: () => void copy() }, share),
      linked,
      h('button', { type: 'button', onclick: () => window.print() }, print)),
    says,
    !looked.from && h('p', { class: 'fine' }, shareNote),
  );
}

/** The report, with the time of the verification and whether the network was on: without these it means little. */
function download({ report, claimed }: Verified): void {
  const text = JSON.stringify({ at: state.at.toISOString(), network: state.network, report, claimed }, null, 2);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const name = (state.looked?.name ?? 'badge').replace(/\.\w+$/, '').replace(/[^\p{L}\p{N}.-]+/gu, '-');
  h('a', { href: url, download: `${name}.report.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Makes the page work without a network. */
function offline(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  navigator.serviceWorker.register(ownScript('./sw.js')).catch(() => undefined);
}

/** The address of a script of the page's own. Where scripts must come from a policy, the one there is lets no other through. */
function ownScript(file: Build | './sw.js'): string {
  type Policy = { createScriptURL(url: string): string };
  const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  const own = (url: string): string => {
    if (!['./step.js', './full/step.js', './sw.js'].includes(url)) throw new TypeError(url);
    return url;
  };
  policy ??= trustedTypes?.createPolicy('accolade', { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(file);
}
