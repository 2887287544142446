/** What may stand in an element: a node, or text. */
export type Child = Node | string | null | undefined | false;

type Handlers = { [name in `on${string}`]?: (event: Event) => void };
type Attributes = { [name: string]: string | boolean | undefined | ((event: Event) => void) } & Handlers;

/** Makes an element. Attributes and children are set as text: nothing given is ever read as markup. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  append(element, ...children);
  return element;
}

/** Adds what there is of these. */
export function append(element: Element, ...children: Child[]): void {
  for (const child of children) if (child) element.append(child);
}

/** Puts what there is of these in the place of what was there. */
export function replace(element: Element | undefined, ...children: Child[]): void {
  element?.replaceChildren(...children.filter((child) => !!child) as (Node | string)[]);
}

/** A drawing of 24 by 24 units, made of paths. Decoration: it never says what no text says. */
export function drawing(...paths: string[]): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' })) {
    svg.setAttribute(key, value);
  }
  for (const d of paths) {
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** Characters that are not seen, or that turn the direction of others. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
/** More than anybody reads. */
const MOST_CHARACTERS = 20_000;

/** A claim as it may be shown: hidden characters are named, so that no text looks like another, and it has an end. */
export function printable(text: string): string {
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
  return cut.replace(UNSEEN, (found) => `⟨U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** A claim, set apart so that its direction does not turn what stands around it. */
export function claim(text: string, lang?: string): HTMLElement {
  return h('bdi', { lang }, printable(text));
}

/** The address of a link, where it is one to follow: the web or a mailbox, and no other scheme. */
export function address(text: string): string | undefined {
  try {
    const url = new URL(text);
    return ['https:', 'http:', 'mailto:'].includes(url.protocol) && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A link to what a credential names, or its text where it is no address. */
export function link(to: string, ...children: Child[]): HTMLElement {
  const href = address(to);
  const shown = children.length > 0 ? children : [claim(to)];
  return href ? h('a', { href, rel: 'noopener noreferrer nofollow ugc', target: '_blank' }, ...shown) : h('span', {}, ...shown);
}
