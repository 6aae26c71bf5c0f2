/**
 * `anju repair …`: what stands still, safe moves about it, and whether they helped. A repair is
 * proposed with its preview read, confirmed by a second person where it counts, and watched.
 */
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { caseId } from './find-case.ts';
import { isUuid } from './input.ts';
import { repairBulkCommands } from './repair-bulk.ts';
import { repairDecisionCommands } from './repair-decide.ts';
import { moveText, repairCard, stuckCard, stuckList } from './show-repair.ts';

interface ListOptions extends CommonOptions {
  readonly kind?: string;
  readonly type?: string;
  readonly branch?: string;
  readonly system?: string;
}

/** Adds the command group `repair`. */
export function repairCommand(program: Command): void {
  const group = program.command('repair').description('修复：停住的事项，安全的修复，是否真的恢复');
  leaf(group, 'list', '列出现在停住的事项，以及各自可以怎样修复')
    .option('--kind <kind>', '某一种情况，如 parked、no-workflow')
    .option('--type <type>', '业务种类')
    .option('--branch <branch>', '受理网点')
    .option('--system <system>', '在等某个外部系统，如 national')
    .action(async (options: ListOptions) => {
      const { kind, type, branch, system } = options;
      await withClient(options, async (client) => {
        const body = await client.read('/supervision/stuck', { kind, type, branch, system });
        return { data: body, text: stuckList(body) };
      });
    });
  leaf(group, 'show', '查看一件修复，或一件停住的事项及其全部修复办法')
    .argument('<what>', '修复的标识，或 case-…、outbox-…、inbox-…，或业务编号')
    .action(async (what: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        if (isUuid(what)) {
          const body = await client.read(`/supervision/repairs/${what}`);
          return { data: body, text: repairCard(body) };
        }
        const body = await thing(client, what);
        return { data: body, text: stuckCard(body) };
      });
    });
  proposeCommand(group);
  repairDecisionCommands(group);
  repairBulkCommands(group);
}

/** A thing that may stand still, by its word or by a case's printed number. */
async function thing(client: Client, what: string): Promise<unknown> {
  const object = /^(case|outbox|inbox)-/.test(what) ? what : `case-${await caseId(client, what)}`;
  return client.read(`/supervision/stuck/${encodeURIComponent(object)}`);
}

interface ProposeOptions extends CommonOptions {
  readonly move: string;
  readonly reason: string;
  readonly until?: string;
  readonly case?: string;
  readonly yes?: boolean;
  readonly key?: string;
}

function proposeCommand(group: Command): void {
  leaf(group, 'propose', '提出一项修复；须第二人确认的，等另一名主管确认后执行')
    .argument('<what>', 'case-…、outbox-…、inbox-…，或业务编号')
    .requiredOption('--move <move>', '修复办法，见 anju repair show')
    .requiredOption('--reason <text>', '理由')
    .option('--until <time>', '约定再试的时间（带时区），用于 wait-until')
    .option('--case <case>', '归入哪一件业务，用于 assign-message')
    .option('--yes', '已看过影响，不再询问')
    .addOption(keyOption())
    .action(async (what: string, options: ProposeOptions) => {
      await withClient(options, async (client) => {
        const { move, reason, until } = options;
        const seen = await thing(client, what);
        const { kind, offer } = offered(seen, move);
        if (options.yes !== true) await confirm(offer);
        const json = {
          ...{ object: text(seen, 'object'), kind, move, reason },
          ...(until === undefined ? {} : { until }),
          ...(options.case === undefined ? {} : { case: await caseId(client, options.case) }),
        };
        const key = keyFor(options.key);
        const path = '/supervision/repairs';
        const { body } = await client.send({ method: 'POST', path, json, key });
        return { data: body, text: repairCard(body) };
      });
    });
}

/** The move as it is offered now. @throws what stands against it, before anything is sent */
function offered(body: unknown, move: string): { readonly kind: string; readonly offer: Body } {
  for (const found of items(body, 'findings')) {
    const offer = items(found, 'moves').find((one) => text(one, 'move') === move);
    if (!offer) continue;
    if (text(offer, 'via') === 'case') {
      throw badInput(`“${text(offer, 'title')}”在业务上办理。`, `用 anju case act … ${move}。`);
    }
    if (field(offer, 'allowed') !== true) throw refused(text(offer, 'refusal'));
    return { kind: text(found, 'kind'), offer };
  }
  const found = items(body, 'findings').map((one) => text(one, 'title'));
  throw refused(
    found.length === 0 ? '现在没有发现问题。' : `这种情况（${found.join('、')}）没有这项修复。`,
  );
}

function refused(detail: string) {
  return failure(EXIT.conflict, { code: 'action-not-permitted', title: '不能这样修复', detail });
}

/** Shows the preview and asks; without a terminal `--yes` has to say it. */
async function confirm(offer: Body): Promise<void> {
  if (!process.stdin.isTTY) {
    throw badInput(
      `“${text(offer, 'title')}”须先看过影响：\n${moveText(offer)}`,
      '确认后加 --yes。',
    );
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question(`${moveText(offer)}确认请键入 yes：`);
  ask.close();
  if (answer.trim().toLowerCase() !== 'yes') throw badInput('没有确认，什么也没有提出。');
}
