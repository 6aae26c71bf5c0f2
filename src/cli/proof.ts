/** `anju proof run`, `show`, `list`, `print`: whether every amount is what it says, and who signed that. */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { field, items, moment, text, wordsOf, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { EXIT, failure } from './failure.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { whole } from './input.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const LOOK_MS = 1_000;
const PATIENCE_S = 600;

/** Adds the command group `proof`. */
export function proofCommand(program: Command): void {
  const group = program.command('proof').description('账务核验：由全部分录重算，出具证明');
  runOne(group);
  showOne(group);
  pageOptions(leaf(group, 'list', '已完成的核验，最近的在前'))
    .option('--center <code>', '中心')
    .action(async (options: ListOptions) => {
      await withClient(options, async (client) => {
        const body = await readPages(client, '/proofs', { center: options.center }, options);
        const rows = grid(PROOFS, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
  leaf(group, 'print', '把核验证明存为 PDF')
    .argument('<proof>', '核验的标识，如 proof.210100.2026-11-22.1')
    .requiredOption('--out <file>', '存入的文件')
    .action(async (id: string, options: PrintOptions) => {
      const { out } = options;
      await withClient(options, async (client) => {
        const path = `/runs/${encodeURIComponent(id)}/certificate`;
        const { bytes } = await client.send({ method: 'GET', path });
        writeFileSync(out, bytes ?? new Uint8Array(), { mode: 0o600 });
        return { data: { file: out, bytes: bytes?.length ?? 0 }, text: `已存入 ${out}。\n` };
      });
    });
}

interface PrintOptions extends CommonOptions {
  readonly out: string;
}

interface ListOptions extends CommonOptions, PageOptions {
  readonly center?: string;
}

const PROOFS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '业务日期', value: (row) => text(row, 'businessOn') },
  { title: '结论', value: (row) => text(row, 'verdictTitle') },
  { title: '完成', value: (row) => moment(row, 'endedAt') },
  { title: '不符的项目', value: (row) => wordsOf(row, 'wrong').join('、') },
];

interface RunOptions extends CommonOptions {
  readonly center: string;
  readonly on: string;
  readonly wait?: number;
  readonly key?: string;
}

function runOne(group: Command): void {
  leaf(group, 'run', '立即核验一次并等结果；未通过时以退出码 6 结束')
    .requiredOption('--center <code>', '中心代码，如 210100')
    .requiredOption('--on <date>', '业务日期')
    .option('--wait <seconds>', `最多等多少秒（${PATIENCE_S}）`, whole)
    .addOption(keyOption())
    .action(async (options: RunOptions) => {
      const { center, on, wait = PATIENCE_S } = options;
      await withClient(options, async (client) => {
        const { body } = await client.send({
          method: 'POST',
          path: '/runs',
          json: { kind: 'proof', center, on },
          key: keyFor(options.key),
        });
        await done(client, text(body, 'id'), Date.now() + wait * 1000);
        return shown(await client.read(`/proofs/${text(body, 'id')}`));
      });
    });
}

async function done(client: Client, id: string, until: number): Promise<void> {
  for (;;) {
    const body = await client.read(`/runs/${encodeURIComponent(id)}`);
    const state = text(body, 'state');
    if (state === 'done') return;
    if (state !== 'preparing' && state !== 'working') {
      const title = `核验${text(body, 'stateTitle')}`;
      throw failure(EXIT.conflict, { code: 'action-not-permitted', title });
    }
    if (Date.now() >= until) {
      const title = `核验还在进行：anju run watch ${id}`;
      throw failure(EXIT.unavailable, { code: 'still-working', title });
    }
    await pause(LOOK_MS);
  }
}

interface ShowOptions extends CommonOptions {
  readonly center?: string;
}

function showOne(group: Command): void {
  leaf(group, 'show', '一次核验（不填则中心最近一次）：结论、各项目、签名；未通过时以退出码 6 结束')
    .argument('[proof]', '核验的标识')
    .option('--center <code>', '中心代码，如 210100')
    .action(async (id: string | undefined, options: ShowOptions) => {
      const { center } = options;
      await withClient(options, async (client) => {
        if (id !== undefined) return shown(await client.read(`/proofs/${id}`));
        return shown(await client.read('/proofs:latest', { center }));
      });
    });
}

const CHECKS: readonly Column<Body>[] = [
  { title: '项目', value: (row) => text(row, 'title') },
  { title: '结论', value: resultOf },
  { title: '核验数', value: (row) => text(row, 'counted') },
  { title: '不符数', value: (row) => text(row, 'brokenCount') },
];

function resultOf(row: Body): string {
  const ok = field(row, 'ok');
  if (ok === null) return `未核：${text(row, 'skippedText')}`;
  return ok === true ? '相符' : '不符';
}

/** The exit code says it, too: what is red or not signed by the installation is no proof. */
function shown(body: unknown) {
  const fits = field(body, 'signatureFits') === true;
  if (text(body, 'verdict') !== 'green' || !fits) process.exitCode = EXIT.no;
  const by = (name: string) => text(body, name);
  const chain = by('chainHead') === '' ? '' : text(body, 'chainHead', 'mac');
  const bank = (name: string) => text(body, 'bank', name);
  const wrong = items(body, 'checks').filter((row) => field(row, 'ok') === false);
  return {
    data: body,
    text: [
      card([
        ['标识', by('id')],
        ['业务日期', by('businessOn')],
        ['完成', moment(body, 'endedAt')],
        ['结论', by('verdictTitle')],
        ['签名', fits ? `相符（公钥 ${by('keyFingerprint')}）` : '不相符：内容被改动过'],
        ['最后凭证号', by('lastJournal')],
        ['总账摘要', by('head')],
        ['留痕链头', chain && `${text(body, 'chainHead', 'seq')} ${chain}`],
        ['银行', bank('day') && `${bank('day')} 余额 ${bank('closing')}，账面 ${bank('book')}`],
      ]),
      section('项目', grid(CHECKS, items(body, 'checks'))),
      section('不符', wrong.map(brokenLine).join('')),
    ].join(''),
  };
}

function brokenLine(row: Body): string {
  const named = wordsOf(row, 'broken');
  const rest = Number(text(row, 'brokenCount')) > named.length ? ' …' : '';
  return `· ${text(row, 'title')}（${text(row, 'names')}）：${named.join('、')}${rest}\n`;
}
