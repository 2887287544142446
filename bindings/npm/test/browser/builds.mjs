// Every build in a real Chromium: the cases of `fixtures` with the native answers, wrong calls, start-up and memory.

import { existsSync } from 'node:fs';
import { cases, compare } from '../cases.mjs';
import { check, median, open } from './chromium.mjs';

export const BUILDS = ['verify-core', 'verify', 'full'];

/** The builds that were made: all of them, unless somebody is working on one. */
export const built = (folder) => BUILDS.filter((build) => existsSync(`${folder}/${build}/accolade_bg.wasm`));

/** The cases, and what each comes to natively. */
export async function fixtures(browser, { origin, texts }, builds) {
  const every = cases();
  texts['/cases.json'] = { type: 'application/json', body: JSON.stringify(every) };
  const asked = [];
  for (const build of builds) {
    const { page, context, troubles } = await open(browser, `${origin}/test/blank.html`);
    const { answers, wrong, failed } = await page.evaluate(async (build) => {
      const { drive, misuse } = await import('/tests/drive.mjs');
      const glue = await import(`/pkg/${build}/accolade.js`);
      await glue.default({ module_or_path: `/pkg/${build}/accolade_bg.wasm` });
      const failed = [];
      const answers = (await (await fetch('/cases.json')).json()).flatMap((given) => {
        try {
          return drive(glue.verify, given).map((one) => ({ build, id: given.id, ...one }));
        } catch (error) {
          failed.push(`${given.id}: ${error.stack}`);
          return [];
        }
      });
      return { answers, wrong: misuse(glue), failed };
    }, build);
    await context.close();
    const failures = [...failed, ...wrong.failures, ...troubles];
    check(failures.length === 0, `${build} in Chromium:\n${failures.slice(0, 20).join('\n')}`);
    console.log(`${build} in Chromium: ${wrong.put} wrong calls, each a coded answer`);
    asked.push(...answers);
  }
  delete texts['/cases.json'];
  const failures = compare('in Chromium', asked, every);
  check(failures.length === 0, `${failures.length} answers in Chromium are not the native ones`);
}

const ROUNDS = 7;

/** How long it takes from the bytes of the module to a verifier, to its first verdict, and to each later one. */
export async function start(browser, { origin }, builds) {
  console.log(`${'in Chromium'.padEnd(12)} ${'start'.padStart(9)} ${'first'.padStart(9)} ${'later'.padStart(9)}   milliseconds, the median of ${ROUNDS} pages; the module is fetched before`);
  for (const build of builds) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { page, context, troubles } = await open(browser, `${origin}/test/blank.html`);
      rounds.push(
        await page.evaluate(async (build) => {
          const glue = await import(`/pkg/${build}/accolade.js`);
          const module = await (await fetch(`/pkg/${build}/accolade_bg.wasm`)).arrayBuffer();
          const text = await (await fetch('/fixtures/verify/good/eddsa-rdfc.json')).text();
          const call = JSON.stringify({ input: { text }, at: '2026-06-01T00:00:00Z' });
          const times = [performance.now()];
          await glue.default({ module_or_path: module });
          times.push(performance.now());
          const answer = glue.verify(call);
          times.push(performance.now());
          for (let again = 0; again < 200; again += 1) glue.verify(call);
          times.push(performance.now());
          const { verdict } = JSON.parse(answer).report;
          return { verdict, start: times[1] - times[0], first: times[2] - times[1], later: (times[3] - times[2]) / 200 };
        }, build),
      );
      await context.close();
      check(troubles.length === 0, troubles.join('\n'));
    }
    check(rounds.every(({ verdict }) => verdict === 'valid'), `${build}: the badge is valid`);
    const of = (name) => median(rounds.map((round) => round[name])).toFixed(2).padStart(9);
    console.log(`${build.padEnd(12)} ${of('start')} ${of('first')} ${of('later')}`);
  }
}

/** A thousand verifications, and as many wrong calls, take no more memory than the first. */
export async function memory(browser, { origin }, builds) {
  for (const build of builds) {
    const { page, context, troubles } = await open(browser, `${origin}/test/blank.html`);
    const devtools = await context.newCDPSession(page);
    await page.evaluate(async (build) => {
      const glue = await import(`/pkg/${build}/accolade.js`);
      const { memory } = await glue.default({ module_or_path: `/pkg/${build}/accolade_bg.wasm` });
      const { misuse } = await import('/tests/drive.mjs');
      const base64 = async (path) => {
        const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
      };
      const files = ['good/eddsa-rdfc.json', 'good/eddsa-rdfc.png', 'good/eddsa-rdfc.svg', 'good/eddsa.jwt', 'good/did-web.json'];
      const inputs = await Promise.all(files.map((file) => base64(`/fixtures/verify/${file}`)));
      globalThis.round = (times) => {
        for (let turn = 0; turn < times; turn += 1) {
          glue.verify(JSON.stringify({ input: { base64: inputs[turn % inputs.length] }, at: '2026-06-01T00:00:00Z' }));
          if (turn % 50 === 0) misuse(glue);
        }
        return memory.buffer.byteLength / 65536;
      };
    }, build);
    const used = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize;
    };
    const before = { pages: await page.evaluate(() => globalThis.round(100)), heap: await used() };
    const after = { pages: await page.evaluate(() => globalThis.round(1000)), heap: await used() };
    await context.close();
    const grown = after.heap - before.heap;
    console.log(
      `${build}: 1,000 verifications; ${before.pages} pages of memory before, ${after.pages} after; JavaScript's heap ${grown < 0 ? 'shrank' : 'grew'} by ${Math.abs(grown)} bytes`,
    );
    check(troubles.length === 0, troubles.join('\n'));
    check(after.pages === before.pages, `${build}: the module's memory grew`);
    check(grown < 256 << 10, `${build}: JavaScript's heap grew by ${grown} bytes`);
  }
}
