import { bounded } from '../body.js';
import type { Claims } from '../component/claims.js';

/** The longest link that mail programs and messengers leave whole, as far as is known. */
const MOST_IN_LINK = 8_000;
/** The longest that LinkedIn is asked to keep. */
const MOST_FOR_LINKEDIN = 2_000;
/** The most bytes that a link may unfold to. */
const MOST_BYTES = 16 << 20;

/** A link to this page that holds the badge behind its `#`; nothing, where that would be too long. */
export async function linkTo(bytes: Uint8Array, page: string): Promise<string | undefined> {
  const folded = await through(bytes, new CompressionStream('deflate-raw'));
  let text = '';
  for (let at = 0; at < folded.length; at += 8192) text += String.fromCharCode(...folded.subarray(at, at + 8192));
  const link = `${page}#badge=${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
  return link.length <= MOST_IN_LINK ? link : undefined;
}

/** A link to this page that names where the badge is. */
export function linkFrom(url: string, page: string): string {
  return `${page}#from=${encodeURIComponent(url)}`;
}

/** What a link to this page asks for. */
export type Asked = { badge: Uint8Array } | { from: string };

/** Reads what stands behind the `#`. */
export async function asked(fragment: string): Promise<Asked | undefined> {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const [badge, from] = [given.get('badge'), given.get('from')];
  if (from) return { from };
  if (!badge) return undefined;
  const folded = Uint8Array.from(atob(badge.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return { badge: await through(folded, new DecompressionStream('deflate-raw')) };
}

async function through(bytes: Uint8Array, by: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  return bounded(new Response(new Blob([bytes as BlobPart]).stream().pipeThrough(by)), MOST_BYTES);
}

/** The link by which LinkedIn opens its form for a certificate. Its months count from 1. */
export function linkedIn(claims: Claims, share: string | undefined): string | undefined {
  if (!claims.name) return undefined;
  const query = new URLSearchParams({ startTask: 'CERTIFICATION_NAME', name: claims.name });
  if (claims.issuer.name) query.set('organizationName', claims.issuer.name);
  for (const [stamp, name] of [[claims.awarded ?? claims.from, 'issue'], [claims.until, 'expiration']] as const) {
    const time = new Date(stamp ?? NaN);
    if (Number.isNaN(time.getTime())) continue;
    query.set(`${name}Year`, String(time.getUTCFullYear()));
    query.set(`${name}Month`, String(time.getUTCMonth() + 1));
  }
  const own = claims.id?.startsWith('https://') ? claims.id : undefined;
  const url = share && share.startsWith('https://') && share.length <= MOST_FOR_LINKEDIN ? share : own;
  if (url) query.set('certUrl', url);
  if (claims.id) query.set('certId', claims.id);
  // `+` for a space is right in a form and not everywhere else.
  return `https://www.linkedin.com/profile/add?${query.toString().replaceAll('+', '%20')}`;
}
