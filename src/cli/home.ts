/**
 * What the embedded start left for the command: where its parts listen.
 *
 * Looked for where the start keeps its home: ANJU_HOME, else `.anju` in the project folder, else
 * (root, and the project folder closed to others) the project's own folder below /var/lib/anju.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** The content of `addresses.json`, unchecked; null when no start has left one. */
export function readAddresses(env: NodeJS.ProcessEnv): Readonly<Record<string, unknown>> | null {
  const asked = env['ANJU_HOME'];
  for (const home of asked === undefined ? usualHomes() : [asked]) {
    try {
      const content: unknown = JSON.parse(readFileSync(join(home, 'addresses.json'), 'utf8'));
      if (typeof content === 'object' && content !== null) return { ...content };
    } catch {
      // Not there, or not readable: perhaps in the next place.
    }
  }
  return null;
}

function usualHomes(): readonly string[] {
  const mark = createHash('sha256').update(PROJECT).digest('hex').slice(0, 8);
  return [join(PROJECT, '.anju'), join('/var/lib/anju', `${basename(PROJECT)}-${mark}`)];
}
