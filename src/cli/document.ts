/** `anju document verify CODE`: whether a printed document is the center's own. Needs no sign-in. */
import { createHash } from 'node:crypto';
import { Option, type Command } from 'commander';
import { field, text, wordsOf } from './answers.ts';
import { ending, print, type CommonOptions, type Result } from './command.ts';
import { EXIT, exitOf, failure } from './failure.ts';
import { card } from './grid.ts';
import { bytesFrom } from './input.ts';
import { apiAddress } from './settings.ts';

const TIMEOUT_MS = 35_000;

interface VerifyOptions extends CommonOptions {
  readonly file?: string;
}

/** Adds the command group `document`. */
export function documentCommand(program: Command): void {
  program
    .command('document')
    .description('文书：核验真伪')
    .command('verify')
    .argument('<code>', '文书页脚的验证码')
    .description('以验证码核验文书；--file 同时比对电子文件有没有改动。不需要登录')
    .addOption(
      new Option('-o, --output <format>', '输出格式').choices(['json', 'table']).default('table'),
    )
    .option('--api <url>', '接口地址（默认取 ANJU_API 或本机启动的地址）')
    .option('--file <pdf>', '手中的电子文件')
    .action(async (code: string, options: VerifyOptions) => {
      await ending(options, async () => {
        print(await verified(code, options), options.output);
      });
    });
}

/** Exit code 6 when the code fits nothing, or the file is another one. */
async function verified(code: string, { api, file }: VerifyOptions): Promise<Result> {
  const hash = file === undefined ? null : sha256(bytesFrom(file));
  const body = await asked(apiAddress(api, process.env), code);
  const genuine = field(body, 'genuine') === true;
  const same = hash === null ? null : wordsOf(body, 'files').includes(hash);
  if (!genuine || same === false) process.exitCode = EXIT.no;
  const data = { ...Object(body), ...(same === null ? {} : { sameFile: same }) } as unknown;
  if (!genuine) return { data, text: '没有与该验证码相符的文书。\n' };
  const facts = card([
    ['文书名称', text(body, 'title')],
    ['文书编号', text(body, 'number')],
    ['出具单位', text(body, 'center')],
    ['出具日期', text(body, 'issuedOn')],
    ['文件摘要', wordsOf(body, 'files').join('\n')],
  ]);
  return { data, text: `${facts}${fileText(same)}` };
}

function fileText(same: boolean | null): string {
  if (same === null) return '查到该文书，由本系统出具。\n';
  return same
    ? '查到该文书，电子文件没有改动。\n'
    : '查到该文书，但电子文件与出具的不同：可能被改动，或是扫描件、另存的副本。\n';
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function asked(api: string, code: string): Promise<unknown> {
  const response = await fetch(`${api}/verify`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    const problem = { code: 'engine-unavailable', title: '没有收到接口的答复' };
    throw Object.assign(failure(EXIT.unavailable, problem), { cause });
  });
  if (response.ok) return await response.json();
  const busy = response.status === 429;
  throw failure(exitOf(response.status, ''), {
    code: busy ? 'too-many-requests' : 'unreadable-answer',
    title: busy ? '核验过于频繁，请一分钟以后再试' : `接口答复了 ${String(response.status)}`,
    status: response.status,
  });
}
