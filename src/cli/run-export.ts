/** `anju run export`: the list of a run as a table, or as a paper that proves what was approved. */
import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { asked, exportTo } from './export.ts';
import { badInput } from './failure.ts';
import { saveNew } from './papers.ts';

interface ExportOptions extends CommonOptions {
  readonly out: string;
  readonly verdict?: string;
  readonly state?: string;
}

export function runExportCommand(group: Command): void {
  leaf(group, 'export', '导出名单：.xlsx 或 .csv 为表格，.pdf 为可核验的纸面名单')
    .argument('<run>', '批处理的标识')
    .requiredOption('--out <file>', '存入的文件，以 .xlsx、.csv 或 .pdf 结尾')
    .addOption(new Option('--verdict <verdict>', '只导出这种结论').choices(VERDICTS))
    .option('--state <state>', '只导出这种状态：open、sent、done、refused、failed、skipped')
    .action(async (id: string, { out, verdict, state, ...options }: ExportOptions) => {
      const ending = extname(out).toLowerCase();
      if (!['.xlsx', '.csv', '.pdf'].includes(ending)) {
        throw badInput('--out 的文件名须以 .xlsx、.csv 或 .pdf 结尾。');
      }
      await withClient(options, async (client) => {
        const run = encodeURIComponent(id);
        const filter = asked({ verdict, state });
        if (ending !== '.pdf') {
          return exportTo(client, `/runs/${run}/items:export`, { out, filter });
        }
        const { bytes } = await client.send({
          method: 'POST',
          path: `/runs/${run}/items:print`,
          json: filter,
        });
        saveNew(out, bytes);
        return { data: { saved: out }, text: `已存 ${out}\n` };
      });
    });
}

const VERDICTS = ['due', 'excluded', 'struck'];
