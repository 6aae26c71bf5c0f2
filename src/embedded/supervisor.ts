/** Keeps one child running: a crash starts it again, too many crashes end everything. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  endedText,
  lastLines,
  startChild,
  type Child,
  type ChildSpec,
  type Reaper,
} from './child.ts';

/** So many crashes within the window are too many. */
const CRASHES_MAX = 5;
const WINDOW_MS = 60_000;
const BACKOFF_FIRST_MS = 200;
const BACKOFF_MAX_MS = 5_000;

export interface Supervised {
  readonly name: string;
  readonly title: string;
  readonly log: string;
  /** undefined while it is between a crash and its next start. */
  readonly pid: () => number | undefined;
  /** How often it was started again. */
  readonly restarts: () => number;
  /** Ends it for good; no restart any more. */
  readonly stop: () => Promise<void>;
}

export interface SupervisorOptions {
  readonly reaper: Reaper;
  readonly say: (line: string) => void;
  /** Ends a start that is still under way. */
  readonly signal?: AbortSignal;
  /** Called once, with what to tell the person, when a child crashed too often. */
  readonly hopeless: (message: string) => void;
  /** Tests shorten it; milliseconds. */
  readonly backoffFirstMs?: number;
}

/**
 * Starts a child and keeps it running.
 *
 * @throws StartFailure when the very first start fails: then something is wrong, not unlucky
 */
export async function supervise(spec: ChildSpec, options: SupervisorOptions): Promise<Supervised> {
  const { reaper, say, hopeless, backoffFirstMs = BACKOFF_FIRST_MS } = options;
  const crashes: number[] = [];
  const stopping = new AbortController();
  let child: Child | undefined = await startChild(spec, reaper, options.signal);
  let restarts = 0;

  /** @returns false when it has crashed too often */
  const mayRestart = async (how: string): Promise<boolean> => {
    crashes.push(Date.now());
    const recent = crashes.filter((at) => at > Date.now() - WINDOW_MS).length;
    if (recent >= CRASHES_MAX) {
      const words = await lastLines(spec.log);
      hopeless(
        `${spec.title}（${spec.name}）一分钟内退出 ${recent} 次，已停止全部服务。日志 ${spec.log} 的最后几行：\n${words}`,
      );
      return false;
    }
    const wait = Math.min(backoffFirstMs * 2 ** (recent - 1), BACKOFF_MAX_MS);
    say(
      `${spec.title}（${spec.name}）意外退出（${how}），${(wait / 1000).toFixed(1)} 秒后重新启动`,
    );
    await delay(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    return true;
  };

  const watch = async (first: Child): Promise<void> => {
    let how = endedText(await first.ended);
    let blameless = false;
    child = undefined;
    while (
      !stopping.signal.aborted &&
      (blameless || (await mayRestart(how))) &&
      !isAborted(stopping)
    ) {
      blameless = false;
      try {
        child = await startChild(spec, reaper, stopping.signal);
        restarts += 1;
        how = endedText(await child.ended);
      } catch {
        how = '启动未成功';
        blameless = await lacksSomething(spec, say);
      }
      child = undefined;
    }
  };
  const watching = watch(child);

  return {
    name: spec.name,
    title: spec.title,
    log: spec.log,
    pid: () => child?.pid,
    restarts: () => restarts,
    stop: async () => {
      stopping.abort();
      await child?.stop();
      await watching;
    },
  };
}

/** A start that failed because what it needs went away meanwhile is no crash of its own. */
async function lacksSomething(
  { title, name, needs }: ChildSpec,
  say: SupervisorOptions['say'],
): Promise<boolean> {
  if (!needs || (await needs().catch(() => false))) return false;
  say(`${title}（${name}）启动时所需的服务中断，恢复后重新启动`);
  return true;
}

/** Asked after waiting, when the answer may have changed. */
function isAborted(controller: AbortController): boolean {
  return controller.signal.aborted;
}
