// The verifier page as a visitor has it: badges are dropped, and what is read comes from the accessibility tree. The network is
// off, and nobody but the page's own server is asked anything.

import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../cases.mjs';
import { check, open } from './chromium.mjs';
import { serve } from '../serve.mjs';

const AT = '2026-06-01T00:00:00Z';
const WORDS = { valid: 'Verified', invalid: 'Not valid', indeterminate: 'Not proven' };
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NO_WORKER = { serviceWorkers: 'block', locale: 'en-GB' };

/** A visit at the time of the fixtures, with every request that left the page's own server. */
async function visit(browser, url, options = {}) {
  const visited = await open(browser, 'about:blank', { ...NO_WORKER, ...options });
  const asked = [];
  const { origin } = new URL(url);
  visited.context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(blob|data|about):/.test(request.url())) asked.push(request.url());
  });
  visited.page.on('dialog', async (dialog) => {
    visited.troubles.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await visited.page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => console.error(`policy: ${effectiveDirective} ${blockedURI}`));
  });
  await visited.page.clock.setFixedTime(AT);
  await visited.page.goto(url);
  return { ...visited, asked };
}

/** Gives the page a file, as a person would who picks it, and reads what the verdict says. */
async function verdict(page, file) {
  const back = page.getByRole('button', { name: 'Check another badge' });
  if (await back.count()) await back.click();
  await page.locator('#file').setInputFiles(file);
  return said(page);
}

/** What stands in the accessibility tree as the badge's verdict, once it is there. */
async function said(page) {
  await page.locator('open-badge[aria-busy="false"]').waitFor();
  return page.locator('open-badge').getByRole('status').first().ariaSnapshot();
}

/** The file of a case: itself, or written down where it has none. */
function given({ id, call }) {
  const buffer = Buffer.from(call.input.base64, 'base64');
  const [first] = buffer;
  const [name, mimeType] = first === 0x89 ? ['badge.png', 'image/png'] : first === 0x3c ? ['badge.svg', 'image/svg+xml'] : ['badge.json', 'application/json'];
  return { name: `${id.replace('/', '-')}.${name.split('.')[1]}`, mimeType, buffer };
}

/** Every case of `fixtures/verify` that asks for nothing but a verdict: what the page says is the verdict of the same build. */
async function dropped(browser, url, every) {
  const { verify } = await import(resolve(dist, 'verify/node.js'));
  const { page, context, troubles, asked } = await visit(browser, url);
  let [shown, same] = [0, 0];
  for (const given_ of every) {
    const { id, call, available, verdict: expected } = given_;
    const plain = Object.values(call.policy.dangerous).length === 0 && Object.keys(call.policy).length === 1 && call.at === AT;
    // A page takes files as large as a badge can be; those beyond that are the business of the parsers.
    if (!id.startsWith('verify/') || !plain || call.input.base64.length > 1 << 20) continue;
    const { report } = await verify(Buffer.from(call.input.base64, 'base64'), { at: new Date(AT) });
    if (Object.keys(available).length === 0 && report.verdict === expected) same += 1;
    const words = await verdict(page, given(given_));
    check(words.includes(WORDS[report.verdict]), `${id}: ${words}, and it is ${report.verdict}`);
    check(report.verdict === 'valid' || !words.includes(WORDS.valid), `${id}: it says more than is so: ${words}`);
    shown += 1;
  }
  await context.close();
  check(shown > 100 && same > 50, `only ${shown} badges were shown, ${same} with all that they take`);
  check(asked.length === 0, `asked of others: ${asked.slice(0, 5)}`);
  check(troubles.length === 0, troubles.slice(0, 5).join('\n'));
  console.log(`the page: ${shown} badges dropped, each with its verdict in the accessibility tree; nobody was asked`);
}

/** A file let fall on the page, instead of picked. */
async function fallen(browser, url) {
  const { page, context } = await visit(browser, url);
  const text = readFileSync(resolve(root, 'fixtures/verify/good/eddsa-rdfc.svg'), 'utf8');
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'badge.svg', { type: 'image/svg+xml' }));
    document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  const words = await said(page);
  await context.close();
  check(words.includes(WORDS.valid), `let fall: ${words}`);
  console.log('the page: a file let fall on it is taken');
}

/** Badges whose issuer attacks whoever shows them. */
async function hostile(browser, url) {
  const { cases } = JSON.parse(readFileSync(resolve(root, 'fixtures/hostile/manifest.json'), 'utf8'));
  for (const { id, input } of cases) {
    const { page, context, troubles, asked } = await visit(browser, url);
    const words = await verdict(page, resolve(root, 'fixtures/hostile', input));
    check(words.includes(WORDS.valid), `hostile/${id}: ${words}`);
    // Everything is opened, hovered and given the focus, so that whatever waits for that has its chance.
    const found = await page.evaluate(async () => {
      const [links, odd] = [[], []];
      const look = (tree) => {
        for (const element of tree.querySelectorAll('*')) {
          if (element.matches('details')) element.open = true;
          if (element.shadowRoot) look(element.shadowRoot);
          if (element.matches('script:not([src="./page.js"]), iframe, object, embed, form[action], base, frame, foreignObject, link:not([rel~="icon"], [rel="manifest"], [rel="stylesheet"])')) odd.push(element.outerHTML.slice(0, 200));
          for (const { name, value } of element.attributes) {
            if (/^on/i.test(name) || name === 'srcdoc') odd.push(`${name}=${value}`);
            if (/^(href|src|action|formaction|xlink:href)$/i.test(name) && !/^(https?:|mailto:|blob:|\.?\/|#|data:image\/)/i.test(value)) odd.push(`${name}=${value}`);
          }
          if (element.matches('a[href]')) links.push(element);
          for (const type of ['mouseover', 'focus', 'pointerenter', 'toggle', 'error', 'load']) element.dispatchEvent(new Event(type));
        }
      };
      look(document);
      // A link that is not the web's is pressed; those of the web would lead away.
      for (const link of links) if (!/^(https?|mailto):/.test(link.href)) link.click();
      await new Promise((done) => setTimeout(done, 200));
      return { odd, hostile: globalThis.hostile };
    });
    await page.waitForTimeout(100);
    check(found.hostile === undefined, `hostile/${id}: it ran: ${found.hostile}`);
    check(found.odd.length === 0, `hostile/${id}: ${found.odd.slice(0, 5).join('\n')}`);
    const leaked = asked.filter((one) => one.includes('attacker.example'));
    check(leaked.length === 0 && asked.length === 0, `hostile/${id}: asked of others: ${asked.slice(0, 5)}`);
    check(troubles.length === 0, `hostile/${id}: ${troubles.slice(0, 5).join('\n')}`);
    await context.close();
  }
  console.log(`the page: ${cases.length} hostile badges shown, and nothing of them ran or asked`);
}

/** What axe-core finds, in each look of the page. */
async function accessible(browser, url) {
  const looks = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    phone: { colorScheme: 'light', viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  };
  const files = [undefined, 'verify/good/eddsa-rdfc.png', 'verify/good/did-web.json', 'verify/bad/no-key.jwt', 'hostile/narratives.json', 'hostile/markup.json'];
  const samples = existsSync(resolve(root, 'fixtures/samples')) ? ['samples/genuine.svg', 'samples/altered.svg'] : [];
  let looked = 0;
  for (const [name, options] of Object.entries(looks)) {
    const { page, context } = await visit(browser, url, options);
    for (const file of [...files, ...samples]) {
      const path = file && resolve(root, 'fixtures', file);
      if (path && !existsSync(path)) continue;
      if (path) await verdict(page, path);
      await page.evaluate(() => {
        const open = (tree) => tree.querySelectorAll('*').forEach((element) => {
          if (element.matches('details')) element.open = true;
          if (element.shadowRoot) open(element.shadowRoot);
        });
        open(document);
      });
      await page.clock.runFor(1000).catch(() => {});
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const said = grave.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.flat().join(' ')} ${failureSummary}`).join('; ')}`);
      check(grave.length === 0, `${name}, ${file ?? 'the start'}:\n${said.join('\n')}`);
      check(passes.length > 10, `${name}, ${file ?? 'the start'}: axe-core looked at nothing`);
      looked += 1;
    }
    if (name === 'phone') {
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(wider <= 0, `on a phone the page is ${wider} pixels too wide`);
    }
    await context.close();
  }
  console.log(`the page: axe-core finds nothing serious or critical in ${looked} views, light, dark and at a phone's width`);
}

/** From the first key to the last, without a mouse. */
async function keyboard(browser, url) {
  const { page, context, troubles } = await visit(browser, url);
  const to = async (reached, what, most = 60) => {
    for (let key = 0; key < most; key += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(reached)) return;
    }
    throw new Error(`no Tab leads to ${what}`);
  };
  // Awaited from the beginning, so that Chromium has been told to leave the choice to the test before a key asks for it.
  const chosen = page.waitForEvent('filechooser');
  await to(() => document.activeElement?.id === 'file', 'the choice of a file');
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(resolve(root, 'fixtures/verify/good/eddsa-rdfc.png'));
  check((await said(page)).includes(WORDS.valid), 'chosen by the keyboard, and not verified');
  check(await page.evaluate(() => document.activeElement?.matches('.result')), 'the focus does not go to the result');
  await to(() => document.activeElement?.shadowRoot?.activeElement?.matches('summary'), 'the checks');
  const opened = () => page.evaluate(() => document.activeElement.shadowRoot.activeElement.closest('details').open);
  const before = await opened();
  await page.keyboard.press('Enter');
  check((await opened()) !== before, 'Enter does not open the checks');
  await page.evaluate(() => document.querySelector('.result').focus());
  await to(() => document.activeElement?.matches('.bar button'), 'the way back');
  await page.keyboard.press('Space');
  check(await page.evaluate(() => document.activeElement?.id === 'file'), 'the focus does not go back to the beginning');
  await to(() => document.activeElement?.id === 'text', 'the text');
  await page.keyboard.insertText(readFileSync(resolve(root, 'fixtures/verify/good/es256.jwt'), 'utf8').trim().replace(/^e/, 'f'));
  await to(() => document.activeElement?.matches('.paste button'), 'the button beside the text', 3);
  await page.keyboard.press('Enter');
  const words = await said(page);
  check(!words.includes(WORDS.valid), `an altered token: ${words}`);
  check(troubles.length === 0, troubles.join('\n'));
  await context.close();
  console.log('the page: a file is chosen, the checks are opened, and a token is pasted, by keys alone');
}

/** After one visit the server may go. */
async function offline(browser) {
  const served = await serve({ '/': resolve(dist, 'page') });
  const { page, context } = await open(browser, `${served.origin}/`, { locale: 'en-GB' });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(async () => (await caches.keys()).length > 0);
  served.close();
  await context.setOffline(true);
  await page.goto(`${served.origin}/`);
  const badge = resolve(root, 'fixtures/verify/good/eddsa-rdfc.png');
  const words = await verdict(page, badge);
  check(words.includes(WORDS.valid), `offline: ${words}`);
  await context.close();
  console.log(`the page: after one visit, with its server gone, ${basename(badge)} is verified`);
}

export async function page(browser, { every }) {
  if (!existsSync(resolve(dist, 'page/index.html'))) return console.log('the page was not built');
  const served = await serve({ '/': resolve(dist, 'page') });
  try {
    await dropped(browser, `${served.origin}/`, every());
    await fallen(browser, `${served.origin}/`);
    await hostile(browser, `${served.origin}/`);
    await accessible(browser, `${served.origin}/`);
    await keyboard(browser, `${served.origin}/`);
    await offline(browser);
  } finally {
    served.close();
  }
}
