import type { Verified } from '../drive.js';
import { listed, object, read, text } from '../component/claims.js';
import { claim, h, type Child } from '../component/dom.js';
import { date, duration } from '../component/format.js';
import { strings, type Language } from '../component/strings/index.js';
import { decisive } from '../component/summary.js';
import { unproven, verdict } from '../component/view.js';
import { label } from './vocabulary.js';
import type { Words } from './words.js';

/** A sheet about one badge, for paper: the elements of a micro-credential, and how it was checked. */
export function supplement({ report, claimed }: Verified, at: Date, words: Words, language: Language): HTMLElement {
  const { supplement: own } = words;
  const { rows: names } = own;
  const element = strings(language);
  const claims = read(claimed);
  const { achievement } = claims;
  const assessments = listed(achievement['assessment']).map(object);
  const labels = (given: unknown[]): string[] => given.map(text).filter((one) => one !== undefined).map((one) => label(one, language));
  const several = (...given: (string | undefined)[]): Child[] => {
    const there = given.filter((one) => one !== undefined);
    return there.length > 1 ? [h('ul', {}, ...there.map((one) => h('li', {}, claim(one))))] : there.map((one) => claim(one));
  };
  const partial = text(achievement['isPartialQualification']);
  const rows: [string, Child[]][] = [
    [names.learner, several(claims.learner.name ?? claims.learner.id)],
    [names.name, several(claims.name)],
    [names.country, several(claims.issuer.country && country(claims.issuer.country, language))],
    [names.body, several(claims.issuer.name ?? claims.issuer.id)],
    [names.awarded, several(claims.awarded ? date(claims.awarded, language) : claims.from && date(claims.from, language))],
    [names.outcomes, several(...claims.outcomes.map(({ name }) => name))],
    [names.workload, several([claims.workload && duration(claims.workload, element), claims.credits && `${claims.credits.points} ${claims.credits.framework ?? ''}`.trim()].filter(Boolean).join(' · ') || undefined)],
    [names.level, several(claims.level && (/^[1-8]$/.test(claims.level) ? element.facts.eqf(claims.level) : claims.level))],
    [names.assessment, several(...labels(assessments.map((one) => one['assessmentType'])))],
    [names.participation, several(...labels(listed(achievement['participationMode'])))],
    [names.quality, several(...listed(achievement['qualityAssurance']).map(object).map((one) => [text(one['name']), text(one['accreditingAgent'])].filter(Boolean).join(', ') || undefined))],
    [names.entry, several(text(achievement['entryRequirement']))],
    [names.supervision, several(...labels(assessments.map((one) => one['idVerification'])))],
    [names.result, several(...claims.results.map(({ name, value, scale }) => `${name ? `${name}: ` : ''}${value}${scale ? ` (${scale})` : ''}`))],
    [names.stacks, several(...listed(achievement['stacksTowards']).map(text), partial === undefined ? undefined : partial === 'true' ? own.yes : undefined)],
    [names.more, several(claims.description)],
  ];
  const facts = report.checks.flatMap(({ facts = {} }) => Object.entries(facts));
  const fact = (name: string): string | undefined => text(facts.find(([given]) => given === name)?.[1]);
  const why = decisive(report)?.code;
  const proof: [string, string | undefined][] = [
    [own.verifiedAt, `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    [own.code, report.verdict === 'valid' ? undefined : why],
    [own.id, claims.id],
    [own.key, fact('verificationMethod')],
    [own.method, fact('cryptosuite') ?? fact('alg')],
  ];
  const sheet = h(
    'section',
    { class: 'supplement', 'aria-label': own.title },
    h('p', { class: 'kicker' }, own.title),
    h('h2', {}, claims.name ? claim(claims.name) : element.untitled),
    h('div', { class: `sheet-verdict ${report.verdict}` }, ...verdict({ report, claimed }, at, element, language)),
    report.verdict !== 'valid' && h('p', {}, unproven(report, element)),
    h('table', {}, h('tbody', {}, ...rows.map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, ...(value.length > 0 ? value : [h('i', {}, own.missing)])))))),
    h('dl', {}, ...proof.flatMap(([name, value]) => (value ? [h('dt', {}, name), h('dd', {}, claim(value))] : []))),
    h('p', { class: 'foot' }, own.foot),
  );
  return sheet;
}

/** The name of a country of that code. */
function country(code: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}
