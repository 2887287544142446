import { bake as bakeStep, derive as deriveStep, issue as issueStep, present as presentStep } from 'glue';
import { ask, base64, content, fromBase64, type Input } from './content.js';
import { signed, type Signer } from './sign.js';
import { init } from './start.js';
import type { BakeAnswer, DeriveAnswer, DeriveCall, IssueAnswer, IssueCall, PresentAnswer, PresentCall } from './types.js';

export * from './index.js';
export type { Sign, Signer } from './sign.js';

/** How to issue. */
export type IssueOptions = Partial<Pick<IssueCall, 'verificationMethod' | 'form' | 'cryptosuite'>> & {
  /** When it is issued; now, where nothing else is said. */
  created?: Date;
  /** Makes a base proof, of which its holder shows parts; `mandatory` are JSON pointers to what is always shown. */
  disclosable?: { mandatory?: string[] };
};
/** How to present. */
export type PresentOptions = Partial<Pick<PresentCall, 'verificationMethod' | 'form' | 'challenge' | 'domain'>> & { created?: Date };
/** A credential as it was issued, and what its template did not say and was filled in. */
export type Issued = Omit<Extract<IssueAnswer, { type: 'done' }>, 'type'>;
/** A part of a credential, and what is shown beside what was asked for. */
export type Derived = Omit<Extract<DeriveAnswer, { type: 'done' }>, 'type'>;

/** Issues a credential, given without its proof, and verifies it before it is returned. */
export async function issue(credential: object | string, signer: Signer, options: IssueOptions = {}): Promise<Issued> {
  await init();
  const { created, disclosable, ...rest } = options;
  const { type, ...issued } = await signed<IssueAnswer>(
    issueStep,
    {
      ...rest,
      credential: { text: typeof credential === 'string' ? credential : JSON.stringify(credential) },
      created: (created ?? new Date()).toISOString(),
      ...(disclosable && { disclosable: { ...disclosable, entropy: random(96) } }),
    },
    signer,
  );
  return issued;
}

/** Shows a part of a credential with a base proof: what the pointers of `reveal` lead to, or a preset. */
export async function derive(credential: Input, shown: Pick<DeriveCall, 'reveal' | 'preset'>): Promise<Derived> {
  await init();
  const { type, ...derived } = ask<DeriveAnswer>(deriveStep, { ...shown, credential: await content(credential), entropy: random(64) });
  return derived;
}

/** Presents credentials under the holder's key. */
export async function present(credentials: Input[], signer: Signer, options: PresentOptions = {}): Promise<string> {
  await init();
  const { created, ...rest } = options;
  const call = { ...rest, credentials: await Promise.all(credentials.map(content)), created: (created ?? new Date()).toISOString() };
  return (await signed<PresentAnswer>(presentStep, call, signer)).presentation;
}

/** Puts a signed credential into a PNG or SVG, of which every byte stays as it is. */
export async function bake(image: Input, credential: Input, options: { overwrite?: boolean } = {}): Promise<Uint8Array<ArrayBuffer>> {
  await init();
  const baked = ask<BakeAnswer>(bakeStep, { ...options, image: await content(image), credential: await content(credential) });
  return fromBase64(baked.image);
}

function random(length: number): string {
  return base64(crypto.getRandomValues(new Uint8Array(length)));
}
