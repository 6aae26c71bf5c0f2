/**
 * Completes package-lock.json: every optional package of another platform gets its entry.
 *
 * npm leaves out of the lock what it could not look up where the lock was made, and `npm ci` then
 * refuses the lock everywhere. Such packages are pinned exactly by the package that wants them, so
 * name, version and platform are known without asking. Run it after a change of dependencies:
 * `npm run lock`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  readonly version?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[] | string;
  readonly cpu?: readonly string[] | string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Record<string, Entry>;
}

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const SYSTEMS: Readonly<Record<string, string>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
  wasm32: 'wasi',
};
const PROCESSORS: Readonly<Record<string, string>> = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  wasm32: 'wasm32',
};

/** The entries that a lock lacks, by their place in it. */
export function missingEntries({ packages }: Lock): Record<string, Entry> {
  const missing: Record<string, Entry> = {};
  for (const { optionalDependencies = {} } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const place = `node_modules/${name}`;
      if (packages[place] || !EXACT.test(version)) continue;
      const parts = name.split(/[/-]/);
      const os = parts.map((part) => SYSTEMS[part]).find((one) => one !== undefined);
      const cpu = parts.map((part) => PROCESSORS[part]).find((one) => one !== undefined);
      if (os === undefined) continue;
      missing[place] = {
        version,
        optional: true,
        os: [os],
        ...(cpu === undefined ? {} : { cpu: [cpu] }),
      };
    }
  }
  return missing;
}

function complete(path: string): number {
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;
  const missing = missingEntries(lock);
  const [root, ...others] = Object.entries({ ...lock.packages, ...missing });
  const sorted = others.sort(([a], [b]) => (a < b ? -1 : 1));
  const packages = Object.fromEntries(root ? [root, ...sorted] : sorted);
  writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  return Object.keys(missing).length;
}

if (import.meta.main) {
  const count = complete('package-lock.json');
  process.stdout.write(`package-lock.json: ${String(count)} entries added\n`);
}
