// What `accolade/full` does beside verifying, in Node and in a browser alike: each call, from its JavaScript to its answer.

const AT = new Date('2026-06-01T00:00:00Z');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>';

/** Issues, presents, shows parts, bakes, reads and compares; gives a line for each thing shown, and throws where one is otherwise. */
export async function functions(accolade, template) {
  const { CallError, bake, derive, diff, inspect, issue, present, unbake, verify } = accolade;
  const shown = [];
  const show = (holds, what) => {
    if (!holds) throw new Error(`not so: ${what}`);
    shown.push(what);
  };
  const refused = async (call) => {
    try {
      await call();
      return undefined;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return error;
    }
  };
  // What follows from the key is left out, and filled in.
  const credential = structuredClone(template);
  delete credential.issuer.id;
  const ed25519 = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const p256 = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

  let badge;
  for (const [name, key] of [['Ed25519', ed25519], ['P-256', p256]]) {
    for (const form of ['embedded', 'jwt', 'vcJwt']) {
      const issued = await issue(credential, key, { form, created: AT });
      const { report } = await verify(issued.credential, { at: AT });
      show(report.verdict === 'valid' && issued.filled[0].pointer === '/issuer/id', `issued by WebCrypto, ${name}, ${form}, the key never leaving it: ${report.verdict}`);
      if (name === 'Ed25519' && form === 'embedded') badge = issued.credential;
    }
  }

  const base = await issue(credential, p256, { created: AT, disclosable: {} });
  const part = await derive(base.credential, { preset: 'achievement-only' });
  const { report } = await verify(JSON.stringify(part.credential), { at: AT });
  show(report.verdict === 'valid' && !part.credential.evidence, `a part is shown of a base proof: ${report.verdict}`);

  const image = await bake(SVG, badge);
  const { text, bakedAs } = await unbake(image);
  show(text === badge && bakedAs === 'openbadgecredential', 'baked into an SVG, and taken out as it was');
  show((await refused(() => bake(image, badge)))?.code === 'bake.already-baked', 'not baked twice');
  show((await bake(image, badge, { overwrite: true })).length === image.length, 'but where that is asked for');

  const inspection = await inspect(image, { canonical: true });
  show(inspection.verified === false && inspection.image === 'svg' && inspection.claimed.name === template.name, 'inspected, and not verified');
  show(inspection.canonical.statements.length > 10 && inspection.canonical.hash.length === 64, 'with what its proof signs');
  const altered = JSON.stringify({ ...JSON.parse(badge), name: 'Reading the stars' });
  const { same, onlyFirst, onlySecond } = await diff(badge, altered);
  show(!same && onlyFirst.length === 1 && onlySecond[0].pointer === '/name', 'what was altered is named with its place');
  show((await verify(altered, { at: AT })).report.verdict === 'invalid', 'and it is invalid');

  for (const form of ['embedded', 'jwt']) {
    const presentation = await present([badge, image], p256, { form, challenge: 'mooring-12', domain: 'club.example', created: AT });
    const policy = { challenge: 'mooring-12', domain: 'club.example' };
    const { report } = await verify(presentation, { at: AT, policy });
    show(report.verdict === 'valid' && report.nested.length === 2, `two badges presented, ${form}: ${report.verdict}`);
  }

  const other = await refused(() => issue({ ...template, issuer: 'did:example:somebody-else' }, ed25519));
  show(other?.findings.some(({ code, pointer }) => code === 'issuer.not-bound-to-key' && pointer === '/issuer'), 'no credential in the name of another');
  const jwk = await crypto.subtle.exportKey('jwk', ed25519.publicKey);
  const forged = { publicKey: { jwk: { kty: jwk.kty, crv: jwk.crv, x: jwk.x } }, sign: async () => new Uint8Array(64) };
  show((await refused(() => issue(credential, forged)))?.code === 'proof.signature-mismatch', 'nor one whose signature does not hold');
  return shown;
}
