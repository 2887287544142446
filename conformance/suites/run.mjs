// Runs public suites, each in a checkout of it whose packages are installed:
//
//   node conformance/suites/run.mjs [--results FOLDER] CHECKOUT…
//
// It builds and starts what a suite speaks to, runs the suite, and ends it. A checkout is known by the name of its folder, which is
// that of its repository. The results of mocha's JSON reporter go into the folder (`results` where none is named), one file for each
// suite. With ACCOLADE_JUDGE=1, Digital Bazaar's packages (`../judges/javascript`) take part in the tests of interoperability.
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {SUITES} from './suites.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
const given = process.argv.slice(2);
const named = given.indexOf('--results');
const [, folder] = named < 0 ? [, 'results'] : given.splice(named, 2);
const results = path.resolve(folder);
fs.mkdirSync(results, {recursive: true});

if(given.length === 0) {
  console.error('usage: node run.mjs [--results FOLDER] CHECKOUT…');
  process.exit(1);
}
console.log('building the server');
execFileSync('cargo', ['build', '--quiet', '-p', 'accolade-vc-api', '-p', 'accolade-conformance', '--bins'], {
  cwd: root, stdio: 'inherit'
});
const target = JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], {
  cwd: root, encoding: 'utf8', maxBuffer: 1 << 28
})).target_directory;
const program = name => path.join(target, 'debug', name);
const commit = execFileSync('git', ['describe', '--always', '--dirty', '--exclude', '*'], {cwd: root, encoding: 'utf8'}).trim();

let failed = 0;
for(const checkout of given.map(checkout => path.resolve(checkout))) {
  const suite = SUITES.find(({repository}) => path.basename(repository) === path.basename(checkout));
  if(!suite) {
    console.error(`no suite is known by the name ${path.basename(checkout)}`);
    process.exit(1);
  }
  failed += await run(suite, checkout) ? 0 : 1;
}
process.exitCode = failed > 0 ? 1 : 0;

async function run(suite, checkout) {
  const name = path.basename(suite.repository);
  const at = execFileSync('git', ['rev-parse', 'HEAD'], {cwd: checkout, encoding: 'utf8'}).trim();
  if(!at.startsWith(suite.commit)) {
    console.error(`${name} is at ${at.slice(0, 7)}; the report is of ${suite.commit}`);
  }
  const cwd = path.join(checkout, suite.folder ?? '');
  const environment = {...process.env, ...suite.environment};
  const running = [];
  try {
    if(suite.server) {
      environment.ACCOLADE_VC_API = await start(running, program('accolade-vc-api'),
        ['--listen', '127.0.0.1:0', '--tls', '--accept-unbound-issuer']);
      environment.NODE_TLS_REJECT_UNAUTHORIZED = '0';
      environment.NODE_NO_WARNINGS = '1';
      link(path.join(here, 'localConfig.cjs'), path.join(cwd, 'localConfig.cjs'));
      if(suite.interop) {
        environment.ACCOLADE_INTEROP = '1';
      }
      if(suite.interop && process.env.ACCOLADE_JUDGE === '1') {
        environment.ACCOLADE_OTHER = await start(running, process.execPath, [path.join(here, '../judges/javascript/server.mjs')]);
      }
    } else {
      environment.ACCOLADE_CONTRACT = program('contract');
    }
    if(suite.shims) {
      environment.PATH = `${path.join(here, 'shims')}:${process.env.PATH}`;
    }
    for(const [file, from] of Object.entries(suite.files ?? {})) {
      link(from, path.join(cwd, file));
    }
    for(const [name, stub] of Object.entries(suite.stubs ?? {})) {
      standIn(path.join(cwd, 'node_modules', name), path.join(here, stub));
    }
    if(suite.configure) {
      execFileSync(process.execPath, [path.join(here, suite.configure), program('contract')], {cwd});
    }
    console.log(`${name} runs; what it finds is printed at its end`);
    const found = suite.jest ? jest(cwd, environment) : mocha(suite, cwd, environment, path.join(results, `${name}.all.json`));
    const own = {commit, at, date: new Date().toISOString().slice(0, 10), judge: Boolean(environment.ACCOLADE_OTHER), ...found};
    fs.writeFileSync(path.join(results, `${name}.json`), JSON.stringify(own, null, 1));
    console.log(`${name}: ${found.passed.length} passed, ${found.failed.length} failed, ${found.pending.length} pending`);
    for(const {title, why} of found.failed) {
      console.log(`  FAILED  ${title}\n          ${why}`);
    }
    // A suite that ran nothing has shown nothing.
    return found.passed.length > 0 && found.failed.filter(({title}) => !ofOther(title)).length === 0;
  } finally {
    for(const child of running) {
      child.kill('SIGTERM');
    }
  }
}

// Whether a test is one of the other implementation alone: it takes part for what its packages do with ours.
function ofOther(title) {
  return title.includes('Digital Bazaar') && !title.includes('Accolade');
}

function mocha({mocha}, cwd, environment, output) {
  const reporter = ['--reporter', 'json', '--reporter-option', `output=${output}`];
  // Mocha 6 knows no file to write to: its standard output is the report, behind whatever the suite prints.
  const {stdout, stderr} = spawnSync('node_modules/.bin/mocha', [...mocha, ...reporter], {
    cwd, env: environment, encoding: 'utf8', maxBuffer: 1 << 28
  });
  const start = stdout.indexOf('{\n  "stats"');
  const text = fs.existsSync(output) ? fs.readFileSync(output, 'utf8') : stdout.slice(Math.max(start, 0));
  fs.rmSync(output, {force: true});
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    throw new Error(`the suite wrote no report:\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
  }
  const plain = test => ({title: test.fullTitle.replace(/\s+/g, ' '), why: (test.err?.message ?? '').split('\n')[0]});
  return {passed: report.passes.map(plain), failed: report.failures.map(plain), pending: report.pending.map(plain)};
}

function jest(cwd, environment) {
  const file = path.join(results, 'did-core.json');
  fs.writeFileSync(file, execFileSync(program('contract'), ['did-core']));
  const config = JSON.stringify({
    rootDir: cwd, setupFiles: [path.join(here, 'did-core.cjs')], setupFilesAfterEnv: ['jest-extended', 'jest-did-matcher']
  });
  const {stdout} = spawnSync('node_modules/.bin/jest', [`--config=${config}`, '--json', 'suites/'], {
    cwd, env: {...environment, ACCOLADE_DID_CORE: file}, encoding: 'utf8', maxBuffer: 1 << 28
  });
  // Its files run in whatever order they are done.
  const tests = JSON.parse(stdout).testResults.sort((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({assertionResults}) => assertionResults);
  const of = status => tests.filter(test => test.status === status)
    .map(({fullName, failureMessages}) => ({title: fullName.replace(/\s+/g, ' '), why: (failureMessages[0] ?? '').split('\n')[0]}));
  return {passed: of('passed'), failed: of('failed'), pending: [...of('todo'), ...of('pending')]};
}

// Starts a server, and waits until it says where it is.
function start(running, command, arguments_) {
  const child = spawn(command, arguments_, {stdio: ['ignore', 'pipe', 'inherit']});
  running.push(child);
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text;
      const url = said.match(/serving (\S+)\n/)?.[1];
      if(url) {
        resolve(url);
      }
    });
    child.on('exit', code => reject(new Error(`${command} ended with ${code}`)));
  });
}

function link(from, to) {
  fs.rmSync(to, {force: true});
  fs.symlinkSync(from, to);
}

// Puts a module in the place of a package that no registry has, where it is missing.
function standIn(folder, module) {
  if(!fs.existsSync(folder)) {
    fs.mkdirSync(folder, {recursive: true});
    fs.writeFileSync(path.join(folder, 'package.json'), '{"type": "module", "exports": "./index.mjs"}');
    fs.copyFileSync(module, path.join(folder, 'index.mjs'));
  }
}
