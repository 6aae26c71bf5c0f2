/** How a bulk start or one of its rows stands: its word first, the color only beside it. */
import { Tag } from 'antd';

type State = 'proposed' | 'waiting' | 'running' | 'done' | 'failed' | 'skipped' | 'stopped';

const WORDS: Readonly<Record<State, string>> = {
  proposed: '待确认',
  waiting: '等待',
  running: '进行中',
  done: '完成',
  failed: '未能发起',
  skipped: '未办',
  stopped: '已停止',
};
const COLORS: Readonly<Record<State, string>> = {
  proposed: 'default',
  waiting: 'default',
  running: 'processing',
  done: 'success',
  failed: 'error',
  skipped: 'default',
  stopped: 'warning',
};

export function stateWord(state: State): string {
  return WORDS[state];
}

export function StateWord({ state }: { readonly state: State }) {
  return <Tag color={COLORS[state]}>{WORDS[state]}</Tag>;
}
