import { bounded } from '../body.js';
import { base64, bytes } from '../content.js';
import type { Input } from '../drive.js';
import { address, h, drawing, type Child } from './dom.js';
import type { Claims } from './claims.js';
import type { Strings } from './strings/index.js';

/** The most bytes of a picture. */
const MOST_BYTES = 8 << 20;
/** How long a server may take. */
const MOST_MILLISECONDS = 15_000;

/** The kinds of pictures that are shown, by how they begin. In an `<img>` none of them runs anything or asks for anything. */
const KINDS: [type: string, begins: (bytes: Uint8Array) => boolean][] = [
  ['image/png', (bytes) => starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/jpeg', (bytes) => starts(bytes, 0xff, 0xd8, 0xff)],
  ['image/gif', (bytes) => starts(bytes, 0x47, 0x49, 0x46, 0x38)],
  ['image/webp', (bytes) => starts(bytes, 0x52, 0x49, 0x46, 0x46) && starts(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50)],
  ['image/svg+xml', (bytes) => /^\uFEFF?\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)[^]*<svg[\s>]|^\uFEFF?\s*<svg[\s>]/.test(head(bytes))],
];

function starts(bytes: Uint8Array, ...wanted: number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte);
}

function head(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 4096));
}

/** A picture as a blob of the kind that its bytes are, whatever anybody says they are. */
export function blob(bytes: Uint8Array): Blob | undefined {
  const [type] = KINDS.find(([, begins]) => begins(bytes)) ?? [];
  return type && bytes.length <= MOST_BYTES ? new Blob([bytes as BlobPart], { type }) : undefined;
}

/** The picture that the badge itself is, where it is baked into one. */
export async function baked(input: Input): Promise<Blob | undefined> {
  if (typeof input === 'string') return blob(new TextEncoder().encode(input));
  if (input instanceof Uint8Array) return blob(input);
  return blob(new Uint8Array(input instanceof ArrayBuffer ? input : await input.arrayBuffer()));
}

/** The picture that the credential carries in a `data:` URL. */
function carried(url: string): Blob | undefined {
  const [, base64, data = ''] = /^data:[^,]*?(;base64)?,([^]*)$/i.exec(url) ?? [];
  try {
    const bytes = base64
      ? Uint8Array.from(atob(data), (c) => c.charCodeAt(0))
      : new TextEncoder().encode(decodeURIComponent(data));
    return blob(bytes);
  } catch {
    return undefined;
  }
}

/** Fetches a picture, without saying who asks. */
async function fetched(url: string): Promise<Blob | undefined> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(MOST_MILLISECONDS) });
  return response.ok ? blob(await bounded(response, MOST_BYTES)) : undefined;
}

/** The URLs of pictures that are shown, to be given back. */
export class Pictures {
  readonly #urls: string[] = [];

  /** Lets go of every picture. */
  clear(): void {
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
  }

  /** A drawing could hold a script. As an image it runs nothing, and as a `data:` URL it is nobody's when it is opened by itself. */
  async #image(picture: Blob, alt: string): Promise<HTMLElement> {
    const image = h('img', { part: 'picture', alt, decoding: 'async' });
    if (picture.type === 'image/svg+xml') {
      image.src = `data:${picture.type};base64,${base64(await bytes(picture))}`;
    } else {
      this.#urls.push((image.src = URL.createObjectURL(picture)));
    }
    return image;
  }

  /** The badge's picture, a way to ask for it, or a sign in its place. */
  show(own: Blob | undefined, claims: Claims, words: Strings): HTMLElement {
    const alt = words.picture(claims.name ?? words.untitled);
    const picture = own ?? (claims.picture && carried(claims.picture.url));
    if (picture) {
      const place = h('div', { class: 'picture' });
      void this.#image(picture, alt).then((image) => place.append(image));
      return place;
    }
    const place = h('div', { class: 'picture none', part: 'no-picture' }, medal());
    const away = claims.picture && address(claims.picture.url);
    if (!away?.startsWith('https:')) return place;
    const host = new URL(away).host;
    const button = h('button', { type: 'button', part: 'button', title: words.whyNoPicture }, words.showPicture(host));
    const consent: Child[] = [button, h('small', {}, words.whyNoPicture)];
    const asked = h('div', { class: 'consent', 'aria-live': 'polite' }, ...consent);
    button.addEventListener('click', () => {
      button.disabled = true;
      fetched(away)
        .catch(() => undefined)
        .then(async (found) => (found ? place.replaceChildren(await this.#image(found, alt)) : asked.replaceChildren(h('small', {}, words.pictureFailed))))
        .then(() => place.classList.toggle('none', !place.querySelector('img')));
    });
    place.append(asked);
    return place;
  }
}

/** In place of a picture. */
function medal(): SVGElement {
  return drawing('M12 3l2.2 1.6 2.7-.1.8 2.6 2.2 1.5-.9 2.6.9 2.6-2.2 1.5-.8 2.6-2.7-.1L12 19.4l-2.2-1.6-2.7.1-.8-2.6-2.2-1.5.9-2.6-.9-2.6 2.2-1.5.8-2.6 2.7.1z', 'M12 8.2a3 3 0 1 0 0 6 3 3 0 0 0 0-6z');
}
