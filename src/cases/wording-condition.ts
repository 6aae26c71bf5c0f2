/** The words of the board for machines: outside systems, workers, queues, runs. */

const SYSTEM_STATES = {
  up: '正常',
  slow: '较慢或不稳定',
  open: '无应答，已暂停查询',
  unknown: '情况不明，近期无人查询',
} as const;

export function systemStateTitle(state: keyof typeof SYSTEM_STATES): string {
  return SYSTEM_STATES[state];
}

const PROCESSES = { cases: '办件进程', runs: '批处理进程' } as const;

export function processTitle(kind: keyof typeof PROCESSES): string {
  return PROCESSES[kind];
}

const QUEUES = { workflow: '办件队列（流程）', activity: '办件队列（步骤）' } as const;

export function queueTitle(kind: keyof typeof QUEUES): string {
  return QUEUES[kind];
}

const RUNS = { outbox: '发送通知和消息', seal: '留痕封链', incoming: '来款入账' } as const;

export function runTitle(run: keyof typeof RUNS): string {
  return RUNS[run];
}

const RUN_STATES = {
  working: '正常',
  failing: '出错，正在重试',
  silent: '没有动静',
} as const;

export function runStateTitle(state: keyof typeof RUN_STATES): string {
  return RUN_STATES[state];
}
