/** The words of the board for machines: outside systems, workers, queues, loops. */

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

const QUEUES = { cases: '办件队列', runs: '批处理队列' } as const;
const QUEUE_KINDS = { workflow: '流程', activity: '步骤' } as const;

export function queueTitle(of: keyof typeof QUEUES, kind: keyof typeof QUEUE_KINDS): string {
  return `${QUEUES[of]}（${QUEUE_KINDS[kind]}）`;
}

const LOOPS = {
  outbox: '发送通知和消息',
  seal: '留痕封链',
  incoming: '来款入账',
  debits: '询问扣款结果',
} as const;

export function loopTitle(loop: keyof typeof LOOPS): string {
  return LOOPS[loop];
}

const LOOP_STATES = {
  working: '正常',
  failing: '出错，正在重试',
  silent: '没有动静',
} as const;

export function loopStateTitle(state: keyof typeof LOOP_STATES): string {
  return LOOP_STATES[state];
}
