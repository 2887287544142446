import type { Check, Finding, Nested, Outcome, Report } from '../types.js';
import type { Verified } from '../drive.js';
import { object, presents, read, type Claims } from './claims.js';
import { address, append, claim, drawing, h, link, printable, type Child } from './dom.js';
import { date, duration } from './format.js';
import { markdown } from './markdown.js';
import type { Pictures } from './picture.js';
import type { Language, Strings } from './strings/index.js';
import { decisive, LAYERS, of, outcome } from './summary.js';

/** What codes mean: `explanations.json`, or the same in another language. */
export type Explanations = Record<string, { clause: string; means: string; remedy: string; message?: string }>;

/** What is shown, and in which words. */
export interface Shown {
  verified: Verified;
  at: Date;
  own: Blob | undefined;
  pictures: Pictures;
  words: Strings;
  language: Language;
  explanations: Explanations;
  /** The language of the explanations, where it is another. */
  explained: Language;
  open: boolean;
}

const MARKS: Record<Outcome, string[]> = {
  passed: ['M5 12.5l4.5 4.5L19 7.5'],
  failed: ['M6.5 6.5l11 11', 'M17.5 6.5l-11 11'],
  unknown: ['M8.5 9.2a3.5 3.5 0 1 1 5.3 3c-1.2.7-1.8 1.3-1.8 2.6', 'M12 18.2v.1'],
  notApplicable: ['M6 12h12'],
};

/** The sign of an outcome. What it says is said in words beside it. */
export function mark(of: Outcome): HTMLElement {
  return h('span', { class: `mark ${of}`, 'aria-hidden': 'true' }, drawing(...MARKS[of]));
}

/** The verdict in a line. `valid` alone is ever called verified. */
export function verdict({ report, claimed }: Verified, at: Date, words: Strings, language: Language): Child[] {
  const sign: Outcome = report.verdict === 'valid' ? 'passed' : report.verdict === 'invalid' ? 'failed' : 'unknown';
  return [
    mark(sign),
    h('div', {}, h('strong', { part: 'verdict-word' }, words.verdict[report.verdict]), h('span', {}, sentence(report, presents(claimed), at, words, language))),
  ];
}

function sentence(report: Report, presented: boolean, at: Date, words: Strings, language: Language): string {
  if (report.verdict === 'valid') return (presented ? words.validPresented : words.valid)(date(at.toISOString(), language));
  const why = decisive(report);
  if (!why) return words.unproven;
  return words.code[why.code ?? ''] ?? (report.verdict === 'invalid' ? words.failed : words.unknown)[why.id];
}

/** Everything below the verdict. */
export function body(shown: Shown): Child[] {
  const { verified: { report, claimed }, words } = shown;
  const claims = claimed === undefined ? undefined : read(claimed);
  return [
    layers(report, words),
    claims && h(
      'article',
      { class: `claims ${report.verdict}`, part: 'claims' },
      report.verdict !== 'valid' && h('p', { class: 'unproven', part: 'unproven' }, unproven(report, words)),
      head(claims, shown),
      facts(claims, shown),
      sections(claims, words),
    ),
    checks(shown),
  ];
}

/** What lists of issuers say, where any were asked and none has the issuer. */
function listed({ checks }: Report, words: Strings): string | undefined {
  const asked = checks.find(({ id, findings = [] }) => id === 'issuer' && findings.some(({ code }) => code.startsWith('trust.')));
  return asked?.outcome === 'failed' ? words.notListed : asked?.outcome === 'unknown' ? words.listsOpen : undefined;
}

/** What is to be said above claims that are not verified. */
export function unproven(report: Report, words: Strings): string {
  if (!proven(report)) return words.claimed;
  return report.verdict === 'invalid' ? words.signed : words.signedOpen;
}

function proven({ checks }: Report): boolean {
  return checks.some(({ id, outcome }) => id === 'proof' && outcome === 'passed');
}

/** Three questions, each with its own answer. */
function layers(report: Report, words: Strings): HTMLElement {
  const row = LAYERS.map((layer) => {
    const came = outcome(report, layer);
    const { name, outcome: says } = words.layer[layer];
    const said = (layer === 'trusted' && listed(report, words)) || (came === 'notApplicable' && !proven(report) ? words.moot : says[came]);
    return h('li', { class: came }, mark(came), h('div', {}, h('strong', {}, name), h('span', { class: 'hidden' }, `: ${words.outcome[came]}. `), h('span', {}, said)));
  });
  return h('ul', { class: 'layers', part: 'layers', role: 'list', 'aria-label': words.three }, ...row);
}

function head(claims: Claims, { verified: { report }, own, pictures, words }: Shown): HTMLElement {
  const known = report.checks.some(({ id, outcome }) => id === 'issuer' && outcome === 'passed');
  const { issuer, learner, presents, held } = claims;
  const title = claims.name ? claim(claims.name, claims.lang) : presents ? words.presentation(held.length) : words.untitled;
  return h(
    'header',
    {},
    pictures.show(own, claims, words),
    h(
      'div',
      {},
      h('h2', { part: 'name' }, title),
      h('dl', { class: 'who' },
        h('dt', {}, presents ? words.presentedBy : words.issuedBy),
        h('dd', { part: 'issuer' },
          issuer.name !== undefined && h('span', { class: 'named' }, claim(issuer.name)),
          issuer.name !== undefined && !known && h('em', { class: 'word' }, ` ${words.ownWord}`),
          issuer.id !== undefined && h('code', { class: 'id', title: printable(issuer.id) }, short(issuer.id))),
        !presents && h('dt', {}, words.learner),
        !presents && h('dd', { part: 'learner' },
          h('span', { class: 'named' }, learner.name ? claim(learner.name) : learner.hashed ? words.hashed : learner.id ? '' : words.nobody),
          learner.id !== undefined && h('code', { class: 'id', title: printable(learner.id) }, short(learner.id)))),
      held.length > 0 && h('ul', { class: 'held' }, ...held.map((one) => h('li', {}, claim(one.name ?? words.untitled)))),
    ),
  );
}

/** An identifier, short enough to be compared and long enough to differ. */
function short(id: string): string {
  const text = printable(id);
  return text.length > 42 ? `${text.slice(0, 24)}…${text.slice(-12)}` : text;
}

function facts(claims: Claims, { words, language }: Shown): HTMLElement | false {
  const { facts: names } = words;
  const day = (stamp: string): string => date(stamp, language);
  const { from, until, kind, level, workload, credits } = claims;
  const since = from && claims.awarded && day(from) === day(claims.awarded) && !until ? undefined : from;
  const rows: [string, Child[]][] = [
    [names.awarded, [claims.awarded && day(claims.awarded)]],
    [names.valid, [since && until ? names.between(day(since), day(until)) : since ? names.validFrom(day(since)) : until && names.validUntil(day(until))]],
    [names.kind, [kind && (words.achievement[kind] ?? claim(kind.replace(/^ext:/, '')))]],
    [names.level, [level && (/^[1-8]$/.test(level) ? names.eqf(level) : claim(level))]],
    [names.workload, [workload && duration(workload, words)]],
    [names.credits, [credits && claim(`${credits.points}${credits.framework ? ` ${credits.framework}` : ''}`)]],
    ...claims.results.map(({ name, value, scale, required }): [string, Child[]] => [
      name ? `${names.results}: ${printable(name)}` : names.results,
      [h('b', {}, claim(value)), (scale || required) && h('small', {}, printable([scale && names.on(scale), required && names.required(required)].filter(Boolean).join(', ')))],
    ]),
  ];
  const given = rows.filter(([, value]) => value.some(Boolean));
  return given.length > 0 && h('dl', { class: 'facts', part: 'facts' }, ...given.map(([name, value]) => h('div', {}, h('dt', {}, h('bdi', {}, name)), h('dd', {}, ...value))));
}

function sections(claims: Claims, { facts: names }: Strings): HTMLElement {
  const section = (name: string, ...children: Child[]): Child => children.some(Boolean) && h('section', {}, h('h3', {}, name), ...children);
  const { outcomes, skills, criteria, criteriaUrl, evidence, description, lang } = claims;
  return h(
    'div',
    { class: 'sections', part: 'sections' },
    section(names.description, description && markdown(description, lang)),
    section(names.outcomes, outcomes.length > 0 && h('ul', {}, ...outcomes.map((one) => h('li', {}, claim(one.name, lang), one.description && markdown(one.description, lang))))),
    section(names.criteria, criteria && markdown(criteria, lang), criteriaUrl && h('p', {}, address(criteriaUrl) ? link(criteriaUrl, names.criteriaLink) : claim(criteriaUrl))),
    section(
      names.skills,
      skills.length > 0 && h('ul', {}, ...skills.map(({ name, url, framework }) => h('li', {}, url ? link(url, claim(name)) : claim(name), framework && h('small', {}, claim(framework))))),
    ),
    section(
      names.evidence,
      evidence.length > 0 && h('ul', {}, ...evidence.map(({ name, narrative, url }) => h('li', {}, url ? link(url, claim(name ?? url)) : claim(name ?? '—'), narrative && markdown(narrative, lang)))),
    ),
  );
}

/** Every check, by layer, with what was found. */
function checks(shown: Shown): HTMLElement {
  const { verified: { report }, words, open } = shown;
  const details = h('details', { class: 'checks', part: 'checks', open }, h('summary', {}, h('h3', {}, words.checks)));
  for (const layer of LAYERS) {
    const asked = of(report, layer).map((check) => checked(check, shown));
    if (asked.length > 0) details.append(h('h4', {}, words.layer[layer].name), h('ul', { class: 'list', role: 'list' }, ...asked));
  }
  if (report.nested?.length) details.append(h('h4', {}, words.inside), h('ul', { class: 'list', role: 'list' }, ...report.nested.map((one) => nested(one, shown))));
  return details;
}

function checked({ id, outcome, findings = [], facts = {} }: Check, shown: Shown): HTMLElement {
  const { words } = shown;
  return h(
    'li',
    { class: outcome, 'data-check': id, part: `check check-${outcome}` },
    mark(outcome),
    h('div', {}, h('span', { class: 'question' }, words.check[id]), h('span', { class: 'answer' }, words.outcome[outcome]), ...established(facts), ...findings.map((one) => found(one, shown))),
  );
}

/** What a check established, such as the key, or what supports a finding: the names are those of the report. */
function established(facts: Record<string, unknown>, label = ''): Child[] {
  const told = Object.entries(facts).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const line = told.flatMap(([name, value], index) => [index > 0 && ' · ', `${name} `, h('code', {}, claim(String(value)))]);
  // Such as the entries of status lists, each with what stands there.
  const several = Object.entries(facts).flatMap(([name, value]) => (Array.isArray(value) ? value.slice(0, 20).flatMap((one) => established(object(one), `${label}${name}: `)) : []));
  return [line.length > 0 && h('p', { class: 'fine', part: 'established' }, label, ...line), ...several];
}

function found({ code, severity, pointer, message, evidence = {} }: Finding, { words, explanations, explained: lang }: Shown): HTMLElement {
  const explained = explanations[code];
  const place = printable(pointer);
  return h(
    'div',
    { class: `finding ${severity}`, part: 'finding' },
    h('p', {}, h('b', {}, `${words.severity[severity]}: `), explained ? h('span', { lang }, ...worded(explained.means)) : h('span', { lang: 'en' }, ...worded(message))),
    explained && h('p', {}, h('b', {}, `${words.remedy}: `), h('span', { lang }, ...worded(explained.remedy))),
    h('p', { class: 'fine' }, h('code', {}, code), place && ' ', place && h('code', {}, place), explained && h('span', { lang: explained.message ? lang : 'en' }, ' ', ...worded(explained.message ?? message))),
    // A message that is the same for all findings of a code leaves out what was found.
    ...(explained?.message ? established(evidence, `${words.evidence}: `) : []),
    explained && h('p', { class: 'fine' }, `${words.clause}: `, h('span', { lang: 'en' }, ...worded(explained.clause))),
  );
}

/** A sentence of the report, whose values stand in backticks. */
function worded(sentence: string): Child[] {
  return printable(sentence).split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, h('bdi', {}, part)) : part));
}

function nested({ place, id, report }: Nested, shown: Shown): HTMLElement {
  const { words } = shown;
  const sign: Outcome = report.verdict === 'valid' ? 'passed' : report.verdict === 'invalid' ? 'failed' : 'unknown';
  const telling = report.checks.filter((check) => check.outcome === 'failed' || (check.outcome === 'unknown' && check.layer === 'authentic'));
  const inner = h('ul', { class: 'list', role: 'list' }, ...telling.map((check) => checked(check, shown)));
  const item = h('div', {}, h('span', { class: 'question' }, claim(id ?? place)), h('span', { class: 'answer' }, words.outcome[sign]));
  append(item, h('p', { class: 'fine' }, h('code', {}, printable(place))), telling.length > 0 && inner);
  return h('li', { class: sign }, mark(sign), item);
}
