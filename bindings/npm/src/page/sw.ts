/** What the build writes in: the name of this edition, and the files that it is made of. */
declare const EDITION: string;
declare const FILES: string[];

interface Extendable {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  addEventListener(name: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  readonly registration: { readonly scope: string };
}
declare const self: Worker;
export {};

const OURS = 'accolade-page-';
const NAME = `${OURS}${EDITION}`;

// An edition is whole or not there at all: its files fit each other. A newer one takes over at once: a fault in a verifier is not to
// live on in a page that stays open.
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith(OURS) && name !== NAME));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

// Only the page's own files are answered here. What is asked of others is none of its business.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(
    caches.open(NAME).then(async (cache) => {
      const kept = await cache.match(request, { ignoreSearch: true });
      if (kept) return kept;
      const fresh = await fetch(request);
      // What is loaded only where it is needed is there the next time.
      if (fresh.ok && request.url.startsWith(`${self.registration.scope}full/`)) await cache.put(request, fresh.clone());
      return fresh;
    }),
  );
});
