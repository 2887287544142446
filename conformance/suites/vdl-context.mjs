// The vectors of the bbs suite use a context that its assertion library does not load, and without it both blocks of verifier tests
// fail before they begin: it is added, from a package that the suite depends on already. For `mocha --file`, in the checkout.
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const of = path => import(pathToFileURL(join(process.cwd(), 'node_modules', path)));
const {contextMap} = await of('data-integrity-test-suite-assertion/vc-generator/contexts.js');
const {contexts} = await of('@digitalbazaar/vdl-context/js/index.js');
for(const [url, context] of contexts) {
  contextMap.set(url, context);
}
