import { bounded } from '../body.js';
import type { Input, Verified, VerifyOptions } from '../drive.js';
import { h, printable, replace } from './dom.js';
import { baked, Pictures } from './picture.js';
import { language, strings, type Language, type Strings } from './strings/index.js';
import { style } from './style.js';
import { body, verdict, type Explanations } from './view.js';

export type { Explanations } from './view.js';
export type { Language } from './strings/index.js';

/** Verifies an input: `verify` of any of the builds, or what asks a worker. */
export type BadgeVerifier = (input: Input, options?: VerifyOptions) => Promise<Verified>;

/** What the element sends. */
export interface BadgeEventMap {
  /** A report is there, whatever its verdict. */
  verified: CustomEvent<Verified>;
  /** Nothing was verified: the badge could not be had, or the call was wrong. */
  failed: CustomEvent<Error>;
}

/** The most bytes of a badge at `src`. */
const MOST_BYTES = 16 << 20;

/** What is known of a language's explanations, by language: they are asked for once. */
const explained = new Map<Language, Promise<Explanations>>();

/** Where there is no document, there is a class that nobody makes, so that the module can be imported on a server. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<open-badge>`: a badge with its verdict, and the checks behind it.
 *
 * | attribute | |
 * | --- | --- |
 * | `src` | where the badge is: JSON, a token, a PNG or an SVG |
 * | `network` | allows it to ask for its issuer's documents; without it, nothing but `src` is fetched |
 * | `open` | shows the checks from the start |
 * | `lang` | `en` or `de`; else the nearest `lang` around it |
 *
 * Without `src` and `value`, it takes a file that is picked or dropped.
 */
export class OpenBadge extends Base {
  static readonly observedAttributes = ['src', 'network', 'open', 'lang'];
  /** What verifies the badges of all elements. */
  static verifier: BadgeVerifier = () => Promise.reject(new Error('there is no verifier'));
  /** Where the explanations of codes are, by language; without them, codes and messages are shown alone. */
  static explanations: Partial<Record<Language, string | URL>> = {
    en: new URL('./explanations.json', import.meta.url),
    de: new URL('./explanations.de.json', import.meta.url),
  };

  #value: Input | undefined;
  #options: VerifyOptions = {};
  #verifier: BadgeVerifier | undefined;
  #verified: Verified | undefined;
  #failure: Error | undefined;
  #at = new Date();
  #own: Blob | undefined;
  #explanations: Explanations = {};
  #explained: Language = 'en';
  /** Counts what was begun: what came too late is not shown. */
  #turn = 0;
  #planned = false;
  #pictures = new Pictures();
  #verdict: HTMLElement | undefined;
  #body: HTMLElement | undefined;

  /** The badge itself, in place of `src`. */
  get value(): Input | undefined {
    return this.#value;
  }
  set value(value: Input | undefined) {
    this.#value = value;
    this.#plan();
  }

  /** What is asked of the badge, and with what. `network` here counts before the attribute. */
  get options(): VerifyOptions {
    return this.#options;
  }
  set options(options: VerifyOptions) {
    this.#options = options;
    this.#plan();
  }

  /** What verifies, in place of what verifies for all elements. */
  get verifier(): BadgeVerifier {
    return this.#verifier ?? OpenBadge.verifier;
  }
  set verifier(verifier: BadgeVerifier | undefined) {
    this.#verifier = verifier;
    this.#plan();
  }

  /** What came of the last verification. */
  get verified(): Verified | undefined {
    return this.#verified;
  }

  /** Where the badge is. */
  get src(): string {
    return this.getAttribute('src') ?? '';
  }
  set src(src: string) {
    this.setAttribute('src', src);
  }

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [style()];
      // It is there before anything is said in it, so that a screen reader hears it.
      this.#verdict = h('div', { class: 'verdict', part: 'verdict', role: 'status' });
      this.#body = h('div', { class: 'body' });
      root.append(h('div', { class: 'card', part: 'card' }, this.#verdict, this.#body));
    }
    for (const name of ['value', 'options', 'verifier'] as const) this.#upgrade(name);
    this.#plan();
  }

  disconnectedCallback(): void {
    this.#turn += 1;
    this.#pictures.clear();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === 'src' || name === 'network') this.#plan();
    else if (this.shadowRoot && !this.#planned) void this.#explain().then(() => this.#show());
  }

  addEventListener<Name extends keyof BadgeEventMap>(name: Name, listener: (event: BadgeEventMap[Name]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
  addEventListener(name: string, listener: any, options?: boolean | AddEventListenerOptions): void {
    super.addEventListener(name, listener, options);
  }

  /** Takes a property that was set before the element was defined. */
  #upgrade(name: 'value' | 'options' | 'verifier'): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<this>)[name];
    (this as Record<string, unknown>)[name] = value;
  }

  /** Several changes at once are one verification. */
  #plan(): void {
    if (this.#planned || !this.isConnected) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    const turn = (this.#turn += 1);
    this.#verified = this.#failure = this.#own = undefined;
    if (this.#value === undefined && !this.src) return this.#pick();
    this.#checking();
    try {
      const input = this.#value ?? (await this.#fetched());
      const options = { network: this.hasAttribute('network'), ...this.#options };
      const at = options.at ?? new Date();
      const [own, verified] = await Promise.all([baked(input), this.verifier(input, { ...options, at }), this.#explain()]);
      if (turn !== this.#turn) return;
      this.#at = at;
      this.#own = own;
      this.#verified = verified;
      this.#show();
      this.dispatchEvent(new CustomEvent('verified', { detail: verified }));
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#show();
      this.dispatchEvent(new CustomEvent('failed', { detail: this.#failure }));
    }
  }

  async #fetched(): Promise<Input> {
    const response = await fetch(this.src, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(15_000) });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    return bounded(response, MOST_BYTES);
  }

  /** The explanations in the language of now; English ones where it has none, and none where there are no files. */
  async #explain(): Promise<void> {
    const load = (of: Language): Promise<Explanations> => {
      const url = OpenBadge.explanations[of];
      const loaded = explained.get(of) ?? (url ? fetch(url).then((found) => (found.ok ? found.json() : {})) : Promise.resolve({})).catch(() => ({}));
      explained.set(of, loaded);
      return loaded;
    };
    const of = this.#language;
    const found = await load(of);
    this.#explained = Object.keys(found).length > 0 ? of : 'en';
    this.#explanations = this.#explained === of ? found : await load('en');
  }

  get #language(): Language {
    const around = this.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang;
    return language(around || navigator.language);
  }

  get #words(): Strings {
    return strings(this.#language);
  }

  #clear(state: string): void {
    this.#pictures.clear();
    this.#verdict?.setAttribute('class', `verdict ${state}`);
    this.#verdict?.setAttribute('lang', this.#language);
    this.#body?.setAttribute('lang', this.#language);
    this.setAttribute('aria-busy', String(state === 'checking'));
  }

  #checking(): void {
    this.#clear('checking');
    replace(this.#verdict, h('div', {}, h('span', {}, this.#words.checking)));
    replace(this.#body);
  }

  #pick(): void {
    this.#clear('empty');
    replace(this.#verdict);
    const words = this.#words;
    const input = h('input', { type: 'file', id: 'file', accept: '.png,.svg,.json,.jwt,.jsonld,.txt,image/png,image/svg+xml,application/json' });
    const drop = h('div', { class: 'drop', part: 'drop' }, h('p', {}, words.drop), input, h('label', { for: 'file', class: 'button', part: 'button' }, words.choose));
    const take = (files: FileList | null | undefined): void => {
      if (files?.[0]) this.value = files[0];
    };
    const over = (event: Event): void => {
      event.preventDefault();
      drop.classList.toggle('over', event.type === 'dragover');
    };
    input.addEventListener('change', () => take(input.files));
    drop.addEventListener('dragover', over);
    drop.addEventListener('dragleave', over);
    drop.addEventListener('drop', (event) => {
      over(event);
      take(event.dataTransfer?.files);
    });
    replace(this.#body, drop);
  }

  #show(): void {
    const words = this.#words;
    if (this.#failure) {
      this.#clear('error');
      const again = h('button', { type: 'button', part: 'button', onclick: () => this.#plan() }, words.tryAgain);
      replace(this.#verdict, h('div', {}, h('strong', {}, words.couldNot), h('span', {}, printable(this.#failure.message))), again);
      replace(this.#body);
    } else if (this.#verified) {
      const verified = this.#verified;
      const shown = { verified, at: this.#at, own: this.#own, pictures: this.#pictures, words, language: this.#language };
      this.#clear(verified.report.verdict);
      replace(this.#verdict, ...verdict(verified, this.#at, words, this.#language));
      const children = body({ ...shown, explanations: this.#explanations, explained: this.#explained, open: this.hasAttribute('open') });
      replace(this.#body, ...children);
    } else if (this.#value === undefined && !this.src) {
      this.#pick();
    } else {
      this.#checking();
    }
  }
}

/** Makes `<open-badge>` known, where there are elements at all. */
export function define(): void {
  if (globalThis.customElements && !customElements.get('open-badge')) customElements.define('open-badge', OpenBadge);
}

declare global {
  interface HTMLElementTagNameMap {
    'open-badge': OpenBadge;
  }
}
