/**
 * `anju case watch`: one line whenever a case changes, until it ends (or the time is over).
 *
 * The stream tells that something changed; what it is now is read again. A lost connection is
 * made anew; nothing is missed, because the current standing is always read.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { field, items, moment, text } from './answers.ts';
import type { Client } from './client.ts';
import { leaf, print, withClient, type CommonOptions, type Format } from './command.ts';
import { EXIT, isFailure, problemText } from './failure.ts';
import { caseId } from './find-case.ts';
import { whole } from './input.ts';

const AGAIN_MS = 2_000;

interface WatchOptions extends CommonOptions {
  readonly for?: number;
}

export function caseWatchCommand(group: Command): void {
  leaf(group, 'watch', '跟踪一件业务，有变化就显示，办结为止')
    .argument('<case>', '业务标识或编号')
    .option('--for <seconds>', '最多跟踪多少秒', whole)
    .action(async (given: string, options: WatchOptions) => {
      await withClient(options, async (client) => {
        const id = await caseId(client, given);
        const stop = new AbortController();
        const timer =
          options.for === undefined
            ? undefined
            : setTimeout(() => {
                stop.abort();
              }, options.for * 1000);
        await watch(client, id, { format: options.output, signal: stop.signal });
        clearTimeout(timer);
        return null;
      });
    });
}

interface Watching {
  readonly format: Format;
  readonly signal: AbortSignal;
}

async function watch(client: Client, id: string, { format, signal }: Watching): Promise<void> {
  let seen = '';
  const look = async (): Promise<boolean> => {
    const body = await client.read(`/cases/${id}`);
    const standing = JSON.stringify([field(body, 'version'), items(body, 'tasks').length]);
    if (standing !== seen) print({ data: body, text: lineOf(body) }, format);
    seen = standing;
    return field(body, 'stage', 'final') === true;
  };
  while (!signal.aborted) {
    if (await follow(client, id, { look, signal })) return;
    await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

interface Following {
  readonly look: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Follows one connection; true when the case has ended. */
async function follow(client: Client, id: string, { look, signal }: Following): Promise<boolean> {
  try {
    const stream = await client.stream(`/cases/${id}/stream`, signal);
    if (await look()) return true;
    const events = stream
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    const reader = events.getReader();
    while (!(await reader.read()).done) {
      if (await look()) {
        await reader.cancel();
        return true;
      }
    }
    return false;
  } catch (error) {
    if (signal.aborted) return false;
    if (isFailure(error) && error.exit !== EXIT.unavailable) throw error;
    if (isFailure(error)) {
      process.stderr.write(problemText({ ...error.problem, detail: '稍后重新连接。' }));
    }
    return false;
  }
}

function lineOf(body: unknown): string {
  const waits = items(body, 'waits').map((wait) => text(wait, 'sentence'));
  const what = [text(body, 'stage', 'title'), ...waits].join('　');
  return `${moment(body, 'updatedAt')}　第${text(body, 'version')}版　${what}\n`;
}
