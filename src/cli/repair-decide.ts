/** `anju repair confirm`, `withdraw` and `watch`: the second person, and whether it helped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { text } from './answers.ts';
import { keyFor, keyOption, leaf, print, withClient, type CommonOptions } from './command.ts';
import { EXIT, failure } from './failure.ts';
import { whole } from './input.ts';
import { repairCard } from './show-repair.ts';

interface DecideOptions extends CommonOptions {
  readonly decline?: boolean;
  readonly reason: string;
  readonly key?: string;
}

interface WatchOptions extends CommonOptions {
  readonly for?: number;
}

const LOOK_MS = 1_000;
/** A repair that nothing will change any more. */
const SETTLED = ['recovered', 'postponed', 'not-needed', 'not-recovered', 'declined', 'withdrawn'];
/** Ends with 6: the answer is no. */
const IN_VAIN = ['not-recovered', 'declined', 'withdrawn'];

export function repairDecisionCommands(group: Command): void {
  leaf(group, 'confirm', '作为第二人确认（或不同意）别人提出的修复')
    .argument('<repair>', '修复的标识')
    .option('--decline', '不同意')
    .requiredOption('--reason <text>', '核对的情况')
    .addOption(keyOption())
    .action(async (id: string, options: DecideOptions) => {
      await withClient(options, async (client) => {
        const path = `/supervision/repairs/${encodeURIComponent(id)}:decide`;
        const json = { approve: options.decline !== true, reason: options.reason };
        const key = keyFor(options.key);
        const { body } = await client.send({ method: 'POST', path, json, key });
        return { data: body, text: repairCard(body) };
      });
    });
  leaf(group, 'withdraw', '撤回自己提出、还没有人确认的修复')
    .argument('<repair>', '修复的标识')
    .addOption(keyOption())
    .action(async (id: string, options: CommonOptions & { readonly key?: string }) => {
      await withClient(options, async (client) => {
        const path = `/supervision/repairs/${encodeURIComponent(id)}:withdraw`;
        const key = keyFor(options.key);
        const { body } = await client.send({ method: 'POST', path, key });
        return { data: body, text: repairCard(body) };
      });
    });
  watchCommand(group);
}

function watchCommand(group: Command): void {
  leaf(group, 'watch', '跟踪一件修复，直到已恢复或未恢复；未恢复的以 6 结束')
    .argument('<repair>', '修复的标识')
    .option('--for <seconds>', '最多跟踪多少秒', whole)
    .action(async (id: string, options: WatchOptions) => {
      await withClient(options, async (client) => {
        const path = `/supervision/repairs/${encodeURIComponent(id)}`;
        const endsAt = options.for === undefined ? Infinity : Date.now() + options.for * 1000;
        let seen = '';
        for (;;) {
          const body = await client.read(path);
          const state = text(body, 'state');
          if (state !== seen) print({ data: body, text: lineOf(body) }, options.output);
          seen = state;
          if (IN_VAIN.includes(state)) throw inVain(body);
          if (SETTLED.includes(state) || Date.now() >= endsAt) return null;
          await pause(LOOK_MS);
        }
      });
    });
}

function lineOf(body: unknown): string {
  return `${text(body, 'stateTitle')}　${text(body, 'moveTitle')}　${text(body, 'finding')}\n`;
}

function inVain(body: unknown) {
  return failure(EXIT.no, {
    code: text(body, 'state'),
    title: text(body, 'stateTitle'),
    detail: text(body, 'finding') || '没有执行。',
  });
}
