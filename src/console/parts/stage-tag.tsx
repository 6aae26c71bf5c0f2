/** The stage of a case: its word first; the color only repeats what the word says. */
import { Tag } from 'antd';
import type { Schemas } from '../api/client.ts';

const COLORS = {
  running: 'processing',
  waiting: 'warning',
  attention: 'error',
  ended: 'default',
} as const;

export function StageTag({ stage }: { readonly stage: Schemas['Stage'] }) {
  return <Tag color={COLORS[stage.state]}>{stage.title}</Tag>;
}
