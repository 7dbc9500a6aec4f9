// Builds the page for Maven: `node build.mjs OUTPUT STATE`. Skipped if nothing has changed since the last build:
// STATE holds digests of the inputs and of the installed packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const [output, state] = process.argv.slice(2);

function digest(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths.sort()) hash.update(path).update('\0').update(readFileSync(join(here, path))).update('\0');
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(join(here, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Runs a command; prints its output only if it fails. */
function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: here, encoding: 'utf8', env: { ...process.env, PAGE_OUTPUT: output } });
  if (done.status === 0) return;
  console.error(done.stdout, done.stderr);
  console.error(`The page could not be built: ${[command, ...args].join(' ')} ${done.error?.message ?? `failed with ${done.status}`}.`);
  process.exit(1);
}

/** Runs the work unless the stamp holds this digest. */
function ifChanged(stamp, digest, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  work();
  writeFileSync(stamp, digest);
}

mkdirSync(state, { recursive: true });
ifChanged(join(here, 'node_modules/.installed'), digest(['package-lock.json']), () => run('npm', 'ci', '--ignore-scripts', '--prefer-offline'));
const inputs = ['package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'index.html', ...filesBelow('src'), ...filesBelow('test')];
if (!existsSync(join(output, 'index.html'))) writeFileSync(join(state, 'built'), '');
ifChanged(join(state, 'built'), digest(inputs), () => run('npm', 'run', '--silent', 'build'));
