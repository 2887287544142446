// A strict Content-Security-Policy, with the module in a script, fetched, and in a worker; and a worker that has nothing but
// the language, as at the edge of a network.

import { check, open } from './chromium.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
const WAYS = {
  'the module in a script': [
    STRICT,
    `import { init, verify } from '/dist/verify/index.js';
     import { module } from '/dist/verify/inline.js';
     await init(module);
     const badge = document.querySelector('#badge').textContent;
     found((await verify(badge, at)).report.verdict);`,
  ],
  'the module fetched': [
    `${STRICT}; connect-src 'self'`,
    `import { verify } from '/dist/verify/index.js';
     found((await verify(await (await fetch('/fixtures/verify/good/eddsa-rdfc.png')).blob(), at)).report.verdict);`,
  ],
  'the module in a worker': [
    `${STRICT}; connect-src 'self'`,
    `const worker = new Worker('/dist/verify/worker.js', { type: 'module' });
     worker.onmessage = ({ data }) => found(data.verified?.report.verdict ?? data.error);
     worker.postMessage({ id: 1, input: document.querySelector('#badge').textContent, options: at });`,
  ],
  'a worker with neither document nor network nor Node': [
    `${STRICT}; connect-src 'self'`,
    `const worker = new Worker('/edge.js', { type: 'module' });
     worker.onmessage = ({ data }) => found(data);
     const module = await WebAssembly.compileStreaming(fetch('/dist/verify/accolade_bg.wasm'));
     worker.postMessage({ module, badge: document.querySelector('#badge').textContent });`,
  ],
};
const EDGE = `
for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'importScripts', 'location', 'navigator', 'process', 'Buffer']) {
  Object.defineProperty(globalThis, name, { get() { throw new Error(name + ' is not there'); }, configurable: true });
}
onmessage = async ({ data: { module, badge } }) => {
  try {
    const { init, verify } = await import('/dist/verify/index.js');
    await init(module);
    postMessage((await verify(badge, { at: new Date('2026-06-01T00:00:00Z') })).report.verdict);
  } catch (error) {
    postMessage(error.message);
  }
};`;

export async function policy(browser, { origin, texts }, builds) {
  if (!builds.includes('verify')) return console.log('`verify` was not built');
  const { readFile } = await import('node:fs/promises');
  const badge = await readFile(new URL('../../../../fixtures/verify/good/eddsa-rdfc.json', import.meta.url), 'utf8');
  texts['/edge.js'] = { type: 'text/javascript', body: EDGE };
  for (const [name, [csp, script]] of Object.entries(WAYS)) {
    texts['/policy.js'] = {
      type: 'text/javascript',
      body: `globalThis.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective + ' ' + event.blockedURI));
        globalThis.found = (verdict) => { globalThis.verdict = verdict; };
        globalThis.at = { at: new Date('2026-06-01T00:00:00Z') };`,
    };
    texts['/way.js'] = { type: 'text/javascript', body: script };
    const inert = badge.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    texts['/policy'] = {
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Strict</title><body><p id="badge">${inert}</p><script src="/policy.js"></script><script type="module" src="/way.js"></script></body></html>`,
      headers: { 'content-security-policy': csp },
    };
    const { page, context, troubles } = await open(browser, `${origin}/policy`);
    await page.waitForFunction(() => globalThis.verdict !== undefined, undefined, { timeout: 30_000 }).catch(() => {});
    const { verdict, violations } = await page.evaluate(() => ({ verdict: globalThis.verdict, violations: globalThis.violations }));
    // Chromium asks for an icon that nobody named, and the policy says no: that is the browser's, not the package's.
    const others = violations.filter((violation) => !violation.endsWith('/favicon.ico'));
    const said = troubles.filter((trouble) => !trouble.includes('favicon'));
    check(verdict === 'valid' && others.length === 0 && said.length === 0, `${name}: ${verdict}\n${[...others, ...said].join('\n')}`);
    // The policy is in force: what it forbids does not happen.
    const evaluated = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.evaluated = true';
      document.body.append(script);
      return globalThis.evaluated === true;
    });
    check(!evaluated, `${name}: the policy is not in force`);
    await context.close();
    console.log(`under ${csp}: ${name}: ${verdict}, no violation`);
  }
}
