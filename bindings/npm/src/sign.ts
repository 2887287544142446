import { ask, base64, fromBase64 } from './content.js';
import type { PublicKeyOption, SecretKeyOption } from './types.js';

/**
 * Who signs. A pair of WebCrypto and a function keep their secret where it is, and get bytes to sign; a secret key passes
 * through memory that nobody wipes.
 */
export type Signer =
  | CryptoKeyPair
  | { publicKey: PublicKeyOption; sign: Sign }
  | { secretKey: SecretKeyOption };

/** Signs bytes by an algorithm of JOSE, such as `EdDSA` or `ES256`, that hashes them itself; `messages` come with BBS alone. */
export type Sign = (bytes: Uint8Array<ArrayBuffer>, algorithm: string, messages?: string[]) => Promise<BufferSource>;

type Step = { type: 'sign'; algorithm: string; bytes: string; messages?: string[] | undefined } | { type: 'done' } | { type: 'error' };

/** Asks what to sign, has it signed, and asks again with the signature. @internal */
export async function signed<Answer extends Step>(
  step: (call: string) => string,
  call: Record<string, unknown>,
  signer: Signer,
): Promise<Extract<Answer, { type: 'done' }>> {
  const given = 'secretKey' in signer ? { secretKey: signer.secretKey } : { publicKey: await publicKey(signer) };
  const answer = ask<Answer>(step, { ...call, ...given }) as Exclude<Step, { type: 'error' }>;
  if (answer.type === 'done' || 'secretKey' in signer) return answer as unknown as Extract<Answer, { type: 'done' }>;
  const sign = 'sign' in signer ? signer.sign : withWebCrypto(signer.privateKey);
  const made = await sign(fromBase64(answer.bytes), answer.algorithm, answer.messages);
  const signature = base64(ArrayBuffer.isView(made) ? new Uint8Array(made.buffer, made.byteOffset, made.byteLength) : new Uint8Array(made));
  return ask<Answer>(step, { ...call, ...given, signature }) as unknown as Extract<Answer, { type: 'done' }>;
}

async function publicKey(signer: Exclude<Signer, { secretKey: SecretKeyOption }>): Promise<PublicKeyOption> {
  if ('sign' in signer) return signer.publicKey;
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', signer.publicKey);
  return { jwk: { kty, crv, x, ...(y && { y }) } };
}

function withWebCrypto(key: CryptoKey): Sign {
  return async (bytes, algorithm) => {
    const hash = { ES256: 'SHA-256', ES384: 'SHA-384', ES512: 'SHA-512' }[algorithm];
    return crypto.subtle.sign(hash ? { name: 'ECDSA', hash } : { name: 'Ed25519' }, key, bytes);
  };
}
