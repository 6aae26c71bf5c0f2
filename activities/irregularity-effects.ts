/** What the case of an irregularity does beyond its own rows: its row in the book of irregularities. */
import { updateIrregularity, type IrregularityEnd } from '../src/db/irregularities.ts';
import { Fault } from '../src/domain/fault.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';

type Params = Readonly<Record<string, unknown>>;

export const IRREGULARITY_EFFECTS = {
  'begin-irregularity': begin,
  'prove-irregularity': prove,
  'end-irregularity': end,
} as const;

async function begin({ tx, head, change }: Context): Promise<object> {
  await updateIrregularity(tx, head.id, { begunOn: change.on });
  return {};
}

/** The scan that shows what was found out. */
async function prove(context: Context, params: Params): Promise<object> {
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
  return {};
}

function isEnd(text: unknown): text is IrregularityEnd {
  return text === 'gone' || text === 'explained' || text === 'mended';
}

async function end({ tx, head, change }: Context, params: Params): Promise<object> {
  const { outcome } = params;
  if (!isEnd(outcome)) throw new Fault('not-found', 'an irregularity does not end so');
  await updateIrregularity(tx, head.id, { ended: { outcome, on: change.on } });
  return {};
}
