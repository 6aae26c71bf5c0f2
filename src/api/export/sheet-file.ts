/** Files of tables, made in a thread of their own and only a few at a time. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../domain/fault.ts';
import type { SheetTask } from './sheet-thread.ts';

const AT_ONCE_MAX = 2;
const THREAD = new URL('./sheet-thread.ts', import.meta.url);

export const MEDIA_TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

let running = 0;

/**
 * Does the work of one export, reading included, unless others are at it already.
 *
 * @throws Fault 'too-many-requests' when as many as may run are running
 */
export async function exporting<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE_MAX) {
    throw new Fault('too-many-requests', `正在导出的清单已有${AT_ONCE_MAX}份，请等其完成后再试。`);
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
  }
}

/** The bytes of the file. */
export async function sheetFile(task: SheetTask): Promise<Buffer> {
  const thread = new Worker(THREAD, { workerData: task });
  const [bytes] = (await once(thread, 'message')) as [Uint8Array];
  return Buffer.from(bytes);
}
