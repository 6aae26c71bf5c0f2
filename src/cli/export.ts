/** Exports to a file: XLSX or CSV by the file's ending; a file that is there is not replaced. */
import { extname } from 'node:path';
import type { Body } from './answers.ts';
import type { Client } from './client.ts';
import type { Result } from './command.ts';
import { badInput } from './failure.ts';
import { saveNew } from './papers.ts';

/** What is asked for, without what was left out. */
export function asked(filter: Readonly<Record<string, unknown>>): Body {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

export async function exportTo(
  client: Client,
  path: string,
  { out, filter }: { readonly out: string; readonly filter: Body },
): Promise<Result> {
  const format = extname(out).slice(1).toLowerCase();
  if (format !== 'xlsx' && format !== 'csv') {
    throw badInput('--out 的文件名须以 .xlsx 或 .csv 结尾。');
  }
  const { bytes } = await client.send({ method: 'POST', path, json: { format, ...filter } });
  saveNew(out, bytes);
  return { data: { saved: out }, text: `已存 ${out}\n` };
}
