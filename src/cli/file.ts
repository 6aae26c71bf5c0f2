/** `anju file put`: uploads one file; its id is then named in a form. */
import { extname } from 'node:path';
import type { Command } from 'commander';
import { text } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { card } from './grid.ts';
import { bytesFrom } from './input.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
};

interface PutOptions extends CommonOptions {
  readonly kind: string;
  readonly key?: string;
}

/** Adds the command group `file`. */
export function fileCommand(program: Command): void {
  const group = program.command('file').description('材料：上传');
  leaf(group, 'put', '上传一份材料（PDF、JPEG、PNG），得到材料编号')
    .argument('<path>', '文件')
    .requiredOption('--kind <kind>', '材料种类，如 identity-document、signed-agreement')
    .addOption(keyOption())
    .action(async (path: string, options: PutOptions) => {
      await withClient(options, async (client) => {
        const mediaType = MEDIA_TYPES[extname(path).toLowerCase()];
        if (mediaType === undefined) throw badInput('只接受 PDF、JPEG 和 PNG 文件。');
        const { body } = await client.send({
          method: 'POST',
          path: '/files',
          query: { kind: options.kind },
          bytes: { content: bytesFrom(path), mediaType },
          key: keyFor(options.key),
        });
        return {
          data: body,
          text: card([
            ['材料编号', text(body, 'id')],
            ['种类', text(body, 'kind')],
            ['类型', text(body, 'mediaType')],
            ['字节', text(body, 'size')],
            ['SHA-256', text(body, 'sha256')],
          ]),
        };
      });
    });
}
