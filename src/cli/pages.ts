/** Lists that come in pages: one page, or all of them. */
import { Option, type Command } from 'commander';
import { items, text } from './answers.ts';
import type { Client, Request } from './client.ts';

export interface PageOptions {
  readonly limit?: string;
  readonly cursor?: string;
  readonly all?: boolean;
}

const PAGE = '100';

/** Adds the options of a list. */
export function pageOptions(command: Command): Command {
  return command
    .option('--limit <n>', '每页几条（1 至 100）')
    .option('--cursor <cursor>', '从上一页给出的位置继续')
    .addOption(new Option('--all', '逐页读完').conflicts(['cursor', 'limit']));
}

/** One page as the API gives it, or with `--all` one answer that holds every item. */
export async function readPages(
  client: Client,
  path: string,
  query: NonNullable<Request['query']>,
  { limit, cursor, all }: PageOptions,
): Promise<unknown> {
  if (all !== true) return client.read(path, { ...query, limit, cursor });
  const gathered: unknown[] = [];
  let next: string | undefined;
  do {
    const page = await client.read(path, { ...query, limit: PAGE, cursor: next });
    gathered.push(...items(page, 'items'));
    next = text(page, 'nextCursor') || undefined;
  } while (next !== undefined);
  return { items: gathered, nextCursor: null };
}
