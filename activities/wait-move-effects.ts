/** What the moving of a wait (改期) writes beyond the case's own rows: the move itself, and the day in its book. */
import { updateBreachCure } from '../src/db/breaches.ts';
import { constraintOf } from '../src/db/database-fault.ts';
import { moveDormancyNotice } from '../src/db/dormancies.ts';
import { insertMove, settleMove } from '../src/db/wait-moves.ts';
import { plainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { correctSeal } from '../src/ledger/seals.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';

type Params = Readonly<Record<string, unknown>>;

export const WAIT_MOVE_EFFECTS = {
  'ask-wait-move': ask,
  'settle-wait-move': settle,
  'move-dormancy-notice': ({ tx, head }: Context, { until }: Params) =>
    moveDormancyNotice(tx, head.id, String(until)),
  'correct-seal': correct,
  'move-cure': ({ tx, head }: Context, { until }: Params) =>
    updateBreachCure(tx, head.id, String(until)),
} as const;

async function ask(context: Context, params: Params): Promise<object> {
  const { tx, head, change } = context;
  await attach(context, [String(params['file'])]);
  const told = (name: string) => String(params[name]);
  try {
    await insertMove(tx, {
      ...{ caseId: head.id, kind: told('kind'), givenOn: told('givenOn'), fromOn: told('fromOn') },
      ...{ toOn: told('toOn'), ground: told('ground'), clause: told('clause') },
      ...{ document: told('document'), by: change.by.id, at: change.at },
      correctedOn: typeof params['correctedOn'] === 'string' ? params['correctedOn'] : null,
    });
  } catch (error) {
    if (constraintOf(error) !== 'wait_move_proposed') throw error;
    throw new Fault('effect-conflict', '这项等待的改期已经提出，尚未确认，不能重复提出。');
  }
  return {};
}

/** By the document of the move; whoever confirmed it is who corrected it. */
async function correct({ tx, head, change }: Context, params: Params): Promise<object> {
  const told = (name: string) => String(params[name]);
  await correctSeal(tx, told('account'), {
    ...{ was: plainDate(told('was')), on: plainDate(told('on')), today: change.on },
    ...{ by: change.by.id, case: head.id, document: told('document') },
  });
  return {};
}

async function settle({ tx, change }: Context, params: Params): Promise<object> {
  const state = params['moved'] === true ? 'moved' : 'declined';
  const by = change.by.id;
  const settled = await settleMove(tx, { id: String(params['move']), state, by, at: change.at });
  if (!settled) throw new Fault('effect-conflict', '这项改期已经处理。');
  return {};
}
