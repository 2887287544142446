// Holds what `network: true` does with a server's answers: redirects, what is gone, what is too long. The server is a real one, on
// loopback; `localhost` and `127.0.0.1` are two origins of it.
//
//     node bindings/npm/test/network.mjs

import { deepStrictEqual as same, ok } from 'node:assert';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = await build({ entryPoints: [`${here}/src/drive.ts`], bundle: true, write: false, format: 'esm', platform: 'neutral', target: 'es2022' });
const { drive } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);

// Nobody vouches for the certificate, and this process alone takes it.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');
const file = (name) => readFileSync(`${here}/../../crates/accolade-fetch/src/tests/${name}.der`);
const key = createPrivateKey({ key: file('self-signed-key'), format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
const cert = `-----BEGIN CERTIFICATE-----\n${file('self-signed').toString('base64')}\n-----END CERTIFICATE-----\n`;

const asked = [];
const MOST = 8 << 20;
const server = createServer({ key, cert }, (request, response) => {
  asked.push({ path: request.url, host: request.headers.host, cookie: request.headers.cookie, referer: request.headers.referer });
  const path = request.url;
  const sendOn = (to, status = 302) => response.writeHead(status, { location: to }).end();
  if (path === '/document') response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end('{}');
  else if (path === '/here') sendOn('/document', 301);
  else if (path === '/elsewhere') sendOn(`${other}/document`, 307);
  else if (path === '/there-and-back') sendOn(`${other}/back`);
  else if (path === '/back') sendOn(`${own}/document`);
  else if (path === '/gone') response.writeHead(410).end('{}');
  else if (path === '/to-gone') sendOn('/gone');
  else if (path === '/longest') response.end(Buffer.alloc(MOST, 32));
  else if (path === '/too-long') response.end(Buffer.alloc(MOST + 1, 32));
  else if (path === '/circle') sendOn('/circle');
  else response.writeHead(404).end();
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address();
const [own, other] = [`https://localhost:${port}`, `https://127.0.0.1:${port}`];

/** What a verification is given for one request. */
async function had(kind, url) {
  let given;
  const step = (call) => {
    const { resources } = JSON.parse(call);
    given = resources[url];
    return JSON.stringify(given ? { type: 'done', report: {} } : { type: 'need', requests: [{ kind, url }] });
  };
  await drive(step, '{}', { network: true });
  return given;
}

const document = { document: { content: { base64: 'e30=' }, mediaType: 'application/json' } };
const declined = (reason) => ({ unavailable: { code: 'fetch.declined', reason } });
const gone = { unavailable: { code: 'fetch.gone', reason: 'the server says that it is gone' } };
try {
  // What counts because of its host comes from that host, whatever the host says. What is signed may lie elsewhere.
  const atHome = ['keyDocument', 'assertion', 'badgeClass', 'issuerProfile', 'pemKey'];
  for (const kind of [...atHome, 'didDocument', 'statusList', 'schema']) {
    same(await had(kind, `${own}/document`), document, kind);
    same(await had(kind, `${own}/here`), document, kind);
    same(await had(kind, `${own}/elsewhere`), atHome.includes(kind) ? declined(`the server sends on to ${other}/document`) : document, kind);
    same(await had(kind, `${own}/gone`), gone, kind);
    same(await had(kind, `${own}/to-gone`), gone, kind);
  }
  // `fetch` tells where a chain of redirects ends, and not what lay on the way: it ended at home.
  same(await had('assertion', `${own}/there-and-back`), document);
  same(await had('assertion', `${own}/nothing`), declined('the server answered 404'));
  same(await had('assertion', `http://localhost:${port}/document`), declined('only https is asked'));
  same((await had('statusList', `${own}/longest`)).document.content.base64.length, Math.ceil(MOST / 3) * 4);
  same(await had('statusList', `${own}/too-long`), declined(`more than ${MOST} bytes`));
  for (const url of [`${own}/circle`, 'https://nobody.invalid/document', 'no address']) {
    same((await had('assertion', url)).unavailable.code, 'fetch.unreachable', url);
  }
  same(asked.filter(({ cookie, referer }) => cookie || referer), []);

  // Off unless it is turned on.
  const before = asked.length;
  const step = (call) => {
    const { resources } = JSON.parse(call);
    return JSON.stringify(Object.keys(resources).length > 0 ? { type: 'done', report: resources } : { type: 'need', requests: [{ kind: 'assertion', url: `${own}/document` }] });
  };
  same((await drive(step, '{}')).report, { [`${own}/document`]: declined('the network is off') });
  same(asked.length, before);
  ok(before > 40, `${before}`);
  console.log(`${before} requests over TLS on loopback, answered as they must be`);
} finally {
  server.closeAllConnections();
  server.close();
}
