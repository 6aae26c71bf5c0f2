/** The written review of the dependencies is about those that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from './tree.ts';

const { dependencies, devDependencies, optionalDependencies } = manifest;
const pinned: Readonly<Record<string, string>> = {
  ...dependencies,
  ...devDependencies,
  ...optionalDependencies,
};
const page = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8');
/** Package to the other cells of its row. */
const rows = new Map(
  [...page.matchAll(/^\| ([@\w./-]+) +\| (\d\S*) +\| (.+?) +\|/gm)].map(
    ([, name = '', version = '', license = '']) => [name, { version, license }],
  ),
);

describe('docs/dependencies.md', () => {
  it('has a row for every package of the manifest, in its version, and no other', () => {
    const reviewed = [...rows].map(([name, { version }]) => `${name}@${version}`);
    const there = Object.entries(pinned).map(([name, version]) => `${name}@${version}`);
    expect(reviewed.sort()).toEqual(there.sort());
  });

  it('names the license that the installed package states', () => {
    const wrong = [...rows].filter(([name, { license }]) => {
      const file = join(ROOT, 'node_modules', name, 'package.json');
      // Packages for other platforms are not installed here.
      if (!existsSync(file)) return !Object.hasOwn(optionalDependencies, name);
      const stated = JSON.parse(readFileSync(file, 'utf8')) as { readonly license?: string };
      return stated.license !== license;
    });
    expect(wrong).toEqual([]);
  });
});
