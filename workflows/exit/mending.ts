/** 付款未成功: another card, or the same once more; what was not mended in time ends the case. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { endOf } from '../engine/days.ts';
import { refusedAct } from '../engine/desk.ts';
import { ended } from './endings.ts';
import {
  applicationOf,
  judged,
  toldDates,
  type ActOf,
  type ExitDesk,
  type ExitDraft,
} from './state.ts';

/** Until another card is named; lapses after its last day. */
export async function awaitCard(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  const { mendUntil } = desk.notes();
  if (await desk.changed(seen, mendUntil === null ? null : endOf(mendUntil))) return;
  await desk.advance(() => ended(desk, 'not-mended'), seen);
}

/** 更换收款卡: judged like the first. */
export async function changeCard(
  desk: ExitDesk,
  { content, by }: ActOf<'change-card'>,
): Promise<ExitDraft> {
  const application = { ...applicationOf(desk), bankCard: content.bankCard };
  const { prepared } = await judged(desk, application, desk.notes());
  if (prepared.books.card === 'other-holder') {
    const detail = '收款银行卡的户名不是账户本人，请改用本人名下的银行卡。';
    throw refusedAct({
      ...{ code: 'input-invalid', detail, pointer: '#/bankCard/holder', restsOn: 'liaoning-7' },
    });
  }
  const last4 = content.bankCard.number.slice(-4);
  return {
    ...again(desk),
    step: 'change-card',
    content: { ...application },
    // Who entered it is not who looks at it.
    parties: { 'card-entered': [...new Set([...desk.peopleWith('card-entered'), by.id])] },
    events: [
      { kind: 'payout-card-changed', public: { last4 }, content: { reason: content.reason } },
    ],
  };
}

/** 按原卡重新付款: with an instruction of its own, because the bank has said that the first was not paid. */
export function payAgain(desk: ExitDesk, { content }: ActOf<'pay-again'>): ExitDraft {
  return {
    ...again(desk),
    step: 'pay-again',
    events: [{ kind: 'payout-again', content: { reason: content.reason } }],
  };
}

function again(desk: ExitDesk): Pick<ExitDraft, 'notes' | 'stage' | 'waits' | 'tasks'> {
  return {
    notes: { ...desk.notes(), againAt: null },
    stage: { at: 'settling', detail: toldDates(desk.notes()) },
    waits: { close: 'all', open: [waitFor('exit-settling', null)] },
    tasks: { close: 'all' },
  };
}
