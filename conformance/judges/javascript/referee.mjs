// The referee of the differential test: reads what `judge-oxigraph differential SEED COUNT FILE` recorded, and asks jsonld.js
// for the canonical N-Quads of each document. Where the two engines differ, it says which of them stands alone; it fails
// where it differs from ours for no reason that is known.
import {createInterface} from 'node:readline';
import {createReadStream} from 'node:fs';
import jsonld from 'jsonld';

const documentLoader = url => { throw new Error(`not at hand: ${url}`); };
const counts = new Map();
const alone = [];

for await (const line of createInterface({input: createReadStream(process.argv[2])})) {
  const {document, oddNumbers, nquads, oxigraph} = JSON.parse(line);
  let theirs;
  try {
    theirs = await jsonld.canonize(JSON.parse(document), {algorithm: 'RDFC-1.0', safe: false, documentLoader});
  } catch(error) {
    theirs = `refused: ${error.message}`;
  }
  const same = theirs === nquads;
  // A dataset is a set of statements (RDF 1.1 Concepts §4): jsonld.js may have one twice, and labels nodes by that.
  const statements = theirs.split('\n');
  const twice = new Set(statements).size < statements.length;
  const said = same ? 'same' : twice ? 'different, a statement twice' : 'different';
  const name = `jsonld.js ${said}, oxigraph ${oxigraph}${oddNumbers ? ', odd numbers' : ''}`;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  // jsonld.js writes small numbers without a decimal point, such as 1e-7, as the integer 0.
  if(!same && !oddNumbers && !twice) {
    alone.push({document, nquads, theirs});
  }
}
for(const [name, times] of [...counts].sort()) {
  console.log(`${String(times).padStart(8)} ${name}`);
}
for(const {document, nquads, theirs} of alone.sort((a, b) => a.document.length - b.document.length).slice(0, 5)) {
  console.log(`\n${document}\n--- ours\n${nquads}--- jsonld.js\n${theirs}`);
}
process.exitCode = alone.length === 0 ? 0 : 1;
