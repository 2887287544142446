// Signs the template of the fixtures with every key that JsonWebSignature2020 takes: `node sign.mjs FOLDER`.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {KEYS, sign} from './party.mjs';

const template = JSON.parse(readFileSync(new URL('../../../fixtures/verify/unsigned.json', import.meta.url), 'utf8'));
const out = process.argv[2];
mkdirSync(out, {recursive: true});
for(const name of Object.keys(KEYS)) {
  const signed = await sign(name, template);
  writeFileSync(join(out, `json-web-signature-2020-${name}.json`), `${JSON.stringify(signed, null, 2)}\n`);
}
