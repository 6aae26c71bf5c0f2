/** Printed documents kept as files that only their owner can read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { badInput } from './failure.ts';

interface Papers {
  readonly folder: string;
  readonly papers: readonly Body[];
  readonly pathOf: (paper: Body) => string;
}

/** Every paper under its title and number. */
export async function savePapers(
  client: Client,
  { folder, papers, pathOf }: Papers,
): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const saved: string[] = [];
  for (const paper of papers) {
    const { bytes } = await client.send({ method: 'GET', path: pathOf(paper) });
    const name = `${text(paper, 'title')}-${text(paper, 'number')}.pdf`;
    const file = join(folder, name.replaceAll(/[/\\:*?"<>|\s]/g, '_'));
    writeFileSync(file, bytes ?? new Uint8Array(), { mode: 0o600 });
    saved.push(file);
  }
  return saved;
}

/** Where the API says that a paper is, as a path below it. */
export function pathIn(paper: Body): string {
  return text(paper, 'href').replace(/^\/api\/v1/, '');
}

/** @throws bad input when a file is there already, or none can be written */
export function saveNew(out: string, bytes: Uint8Array | null): void {
  try {
    writeFileSync(out, bytes ?? new Uint8Array(), { mode: 0o600, flag: 'wx' });
  } catch {
    throw badInput('文件不能写入；已有同名文件的，请换一个名称。');
  }
}
