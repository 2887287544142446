import { read } from '../component/claims.js';
import { claim, h, printable, replace, type Child } from '../component/dom.js';
import type { Verified } from '../drive.js';
import { differences } from './differences.js';
import { linkedIn, linkFrom, linkTo } from './share.js';
import { MOST_BYTES, own, say, state } from './state.js';
import { supplement } from './supplement.js';
import { ask, claimed } from './verifier.js';

/** Whether the largest build is there, too, which asks lists of issuers. */
declare const FULL: boolean;

/** What can be done with it, by what came of it. */
export function tools(): void {
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
  if (!FULL || !verified || !looked) return undefined;
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
    state.other = { claimed: await claimed(bytes) };
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

/** The switch of the network. */
export function networked(): HTMLElement {
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
