// A server of files on the loopback, on a port that is free, and of texts that a test makes up.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, resolve, sep } from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves a folder, or folders by the paths that they stand below, as `{ '/fixtures/': folder }`; and texts at their paths, as
 * `{ body, type, headers }`. Says where, and how to end it.
 */
export async function serve(folders, texts = {}) {
  const mounts = Object.entries(typeof folders === 'string' ? { '/': folders } : folders);
  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const text = texts[path];
    if (text) {
      response.writeHead(200, { 'content-type': text.type ?? TYPES['.html'], ...text.headers }).end(text.body);
      return;
    }
    const [mount, folder] = mounts.find(([mount]) => path.startsWith(mount)) ?? [];
    try {
      const file = resolve(folder, `./${path.slice(mount.length)}${path.endsWith('/') ? 'index.html' : ''}`);
      if (!file.startsWith(resolve(folder) + sep)) throw new Error('outside');
      const bytes = await readFile(file);
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: `${origin}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
