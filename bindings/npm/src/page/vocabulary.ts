import type { Language } from '../component/strings/index.js';

/** The European Commission's controlled lists, as far as micro-credentials name them, by the last part of their URI. */
const LISTS: Record<Language, Record<string, string>> = {
  en: {
    'learning-assessment/920fbb3cbe': 'online',
    'learning-assessment/e92d221e4d': 'blended',
    'learning-assessment/9191af2ed9': 'in person',
    'learning-assessment/729f3bed4b': 'work-based',
    'learning-assessment/7813801c77': 'project-based',
    'learning-assessment/ed4c557045': 'research or laboratory',
    'assessment/6e6cb2cc78': 'written examination',
    'assessment/d30284d7df': 'oral examination',
    'assessment/6a4db9f11d': 'practical examination',
    'assessment/4f03b91c0e': 'portfolio',
    'assessment/de4d165a6c': 'artefact',
    'assessment/795dac4096': 'project work',
    'assessment/c4256a2726': 'problem-based assessment',
    'assessment/b1b68f6735': 'quiz',
    'assessment/2939dae15f': 'marked assignment',
    'assessment/3484bd7e51': 'continuous evaluation',
    'assessment/19a2e5e671': 'peer assessment',
    'assessment/812e3b0ae1': 'peer review',
    'assessment/56539a6507': 'group performance',
    'assessment/7331eb4762': 'level of attendance',
    'supervision-verification/70be69aaf9': 'supervised, with identity verified',
    'supervision-verification/c598449d64': 'unsupervised, identity not verified',
    'supervision-verification/44314532f9': 'identity verified',
    'accreditation/003293d2ce': 'institutional licence',
    'accreditation/820101cba6': 'programme quality assurance',
    'accreditation/bb4618238e': 'institutional quality assurance',
    'accreditation/e57dddfcf3': 'programme licence',
  },
  de: {
    'learning-assessment/920fbb3cbe': 'online',
    'learning-assessment/e92d221e4d': 'teils online, teils vor Ort',
    'learning-assessment/9191af2ed9': 'vor Ort',
    'learning-assessment/729f3bed4b': 'am Arbeitsplatz',
    'learning-assessment/7813801c77': 'in einem Projekt',
    'learning-assessment/ed4c557045': 'in Forschung oder Labor',
    'assessment/6e6cb2cc78': 'schriftliche Prüfung',
    'assessment/d30284d7df': 'mündliche Prüfung',
    'assessment/6a4db9f11d': 'praktische Prüfung',
    'assessment/4f03b91c0e': 'Portfolio',
    'assessment/de4d165a6c': 'Werkstück',
    'assessment/795dac4096': 'Projektarbeit',
    'assessment/c4256a2726': 'problemorientierte Prüfung',
    'assessment/b1b68f6735': 'Quiz',
    'assessment/2939dae15f': 'benotete Hausarbeit',
    'assessment/3484bd7e51': 'laufende Bewertung',
    'assessment/19a2e5e671': 'Bewertung durch andere Lernende',
    'assessment/812e3b0ae1': 'Begutachtung durch andere Lernende',
    'assessment/56539a6507': 'Gruppenleistung',
    'assessment/7331eb4762': 'Anwesenheit',
    'supervision-verification/70be69aaf9': 'unter Aufsicht, Identität geprüft',
    'supervision-verification/c598449d64': 'ohne Aufsicht, Identität nicht geprüft',
    'supervision-verification/44314532f9': 'Identität geprüft',
    'accreditation/003293d2ce': 'Zulassung der Einrichtung',
    'accreditation/820101cba6': 'Qualitätssicherung des Programms',
    'accreditation/bb4618238e': 'Qualitätssicherung der Einrichtung',
    'accreditation/e57dddfcf3': 'Zulassung des Programms',
  },
};

/** The label of an entry of a controlled list; the URI where it is none that is known. */
export function label(uri: string, language: Language): string {
  const [, entry] = /^https?:\/\/data\.europa\.eu\/snb\/([\w-]+\/[\w-]+)$/.exec(uri) ?? [];
  return (entry && LISTS[language][entry]) || uri;
}
