// What `packages.mjs` installed and bundled, in Chromium: a bare script, a worker, and what Vite made.

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, launch, open } from './chromium.mjs';
import { serve } from '../serve.mjs';

const BARE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">
<script type="module">
  import { verify } from '/node_modules/accolade/dist/verify/index.js';
  const at = new Date('2026-06-01T00:00:00Z');
  const badge = await (await fetch('/fixtures/good/eddsa-rdfc.svg')).blob();
  const worker = new Worker('/node_modules/accolade/dist/verify/worker.js', { type: 'module' });
  const answered = new Promise((done) => { worker.onmessage = ({ data }) => done(data.verified?.report.verdict ?? data.error); });
  worker.postMessage({ id: 1, input: badge, options: { at } });
  document.body.append((await verify(badge, { at })).report.verdict + ' ' + (await answered));
</script></html>`;

/** Opens each consumer of a folder, and reads the verdicts from its text. */
export async function inChromium(home) {
  const fixtures = fileURLToPath(new URL('../../../../fixtures/verify', import.meta.url));
  const { origin, close } = await serve(
    { '/node_modules/': resolve(home, 'node_modules'), '/fixtures/': fixtures, '/': resolve(home, 'site/dist') },
    { '/bare.html': { body: BARE } },
  );
  const browser = await launch();
  try {
    // Vite's page asks about a document that nothing secures, in itself and in its worker.
    for (const [name, path, expected] of [['a bare script and its worker', '/bare.html', 'valid valid'], ['what Vite made', '/index.html', 'invalid invalid']]) {
      const { page, context, troubles } = await open(browser, `${origin}${path}`);
      await page.waitForFunction((words) => document.body.innerText.trim().split(/\s+/).length === words, 2, { timeout: 30_000 }).catch(() => {});
      const found = await page.evaluate(() => document.body.innerText.trim().split(/\s+/).sort().join(' '));
      await context.close();
      check(found === expected && troubles.length === 0, `${name}: ${found}\n${troubles.join('\n')}`);
      console.log(`${name} in Chromium: ${found}`);
    }
  } finally {
    await browser.close();
    close();
  }
}
