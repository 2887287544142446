// The same badge in the same page: ours, and Digital Bazaar's JavaScript. Verifications per second, and how long it takes from the
// script to the first verdict.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { check, median, open } from './chromium.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
/** What is aimed at, and the least that a change may leave: a busy machine slows WebAssembly's second compiler more than JavaScript's. */
const [AIM, LEAST] = [10, 4];
const ROUNDS = 5;

export async function against(browser, { origin, texts }, builds) {
  const name = builds.includes('verify-core') ? 'verify-core' : builds[0];
  const bundle = { bundle: true, write: false, minify: true, format: 'esm', platform: 'browser', target: 'es2022', logLevel: 'error' };
  const theirs = await build({ ...bundle, entryPoints: [at('digitalbazaar.mjs')], define: { global: 'globalThis' } });
  texts['/theirs.js'] = { type: 'text/javascript', body: theirs.outputFiles[0].contents };
  const size = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const ours = size(readFileSync(at(`../../dist/${name}/accolade_bg.wasm`))) + size(readFileSync(at(`../../dist/${name}/index.js`)));
  console.log(`gzipped: ours (${name}) ${ours} bytes; @digitalbazaar/vc with its suite and contexts ${size(theirs.outputFiles[0].contents)}`);

  // To the first verdict, each in pages of its own.
  const first = {};
  for (const [whose, script] of [['ours', `/dist/${name}/index.js`], ['theirs', '/theirs.js']]) {
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { page, context, troubles } = await open(browser, `${origin}/test/blank.html`);
      times.push(
        await page.evaluate(async ({ whose, script }) => {
          const text = await (await fetch('/fixtures/verify/good/eddsa-rdfc.json')).text();
          const now = new Date('2026-06-01T00:00:00Z');
          const began = performance.now();
          const { verify } = await import(script);
          const answer = await verify(text, whose === 'ours' ? { at: now } : now);
          const spent = performance.now() - began;
          if (whose === 'ours' && answer.report.verdict !== 'valid') throw new Error(JSON.stringify(answer));
          return spent;
        }, { whose, script }),
      );
      await context.close();
      check(troubles.length === 0, troubles.join('\n'));
    }
    first[whose] = median(times);
  }

  // Again and again, in one page, by turns.
  const { page, context, troubles } = await open(browser, `${origin}/test/blank.html`);
  const rates = await page.evaluate(async ({ script, rounds }) => {
    const [ours, theirs] = [await import(script), await import('/theirs.js')];
    const text = await (await fetch('/fixtures/verify/good/eddsa-rdfc.json')).text();
    const now = new Date('2026-06-01T00:00:00Z');
    const altered = text.replace('Reading the tides', 'Reading the stars');
    if ((await ours.verify(altered, { at: now })).report.verdict !== 'invalid') throw new Error('ours takes an altered badge');
    if (await theirs.verify(altered, now).then(() => true, () => false)) throw new Error('theirs takes an altered badge');
    const rate = async (verify, times) => {
      const began = performance.now();
      for (let turn = 0; turn < times; turn += 1) await verify();
      return (times * 1000) / (performance.now() - began);
    };
    const mine = async () => {
      if ((await ours.verify(text, { at: now })).report.verdict !== 'valid') throw new Error('not valid');
    };
    const other = () => theirs.verify(text, now);
    await rate(mine, 200);
    await rate(other, 100);
    const rates = [];
    for (let round = 0; round < rounds; round += 1) rates.push({ ours: await rate(mine, 500), theirs: await rate(other, 60) });
    return rates;
  }, { script: `/dist/${name}/index.js`, rounds: ROUNDS });
  await context.close();
  check(troubles.length === 0, troubles.join('\n'));
  const [ours_, theirs_] = ['ours', 'theirs'].map((whose) => median(rates.map((round) => round[whose])));
  const ratio = median(rates.map((round) => round.ours / round.theirs));
  console.log(`verifications per second: ours ${ours_.toFixed(0)}, theirs ${theirs_.toFixed(0)}: ${ratio.toFixed(1)} times as many (the median of ${ROUNDS} turns), and ${AIM} are aimed at`);
  console.log(`milliseconds from the script to the first verdict: ours ${first.ours.toFixed(1)}, theirs ${first.theirs.toFixed(1)}: ${(first.theirs / first.ours).toFixed(1)} times as long`);
  check(ratio >= LEAST, `${ratio.toFixed(1)} times as many, and at least ${LEAST} are wanted`);
}
