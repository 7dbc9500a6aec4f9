import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

/** The modules that each module below `src` imports, also those of which it only needs types. */
function imports(folder: string): Map<string, string[]> {
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
  return new Map(modules.map((module) => [module, [...readFileSync(module, 'utf8').matchAll(/from '(\..+\.ts)';$/gm)]
    .map(([, path = '']) => join(dirname(module), path))]));
}

/** A circle that can be reached from the end of this path. */
function circle(all: Map<string, string[]>, path: string[], free: Set<string>): string[] | null {
  const module = path.at(-1) ?? '';
  if (free.has(module)) return null;
  for (const next of all.get(module) ?? []) {
    const found = path.includes(next) ? [...path.slice(path.indexOf(next)), next] : circle(all, [...path, next], free);
    if (found !== null) return found;
  }
  free.add(module);
  return null;
}

test('no modules import each other in a circle', () => {
  const all = imports('src');
  assert.ok([...all.values()].flat().every(existsSync) && all.get('src/main.ts')?.includes('src/app.ts'));
  const free = new Set<string>();
  for (const module of all.keys()) assert.deepEqual(circle(all, [module], free), null);
});

test('a circle is found', () => {
  const all = new Map([['a', ['b']], ['b', ['c', 'd']], ['c', []], ['d', ['e']], ['e', ['b']]]);
  assert.deepEqual(circle(all, ['a'], new Set()), ['b', 'd', 'e', 'b']);
});
