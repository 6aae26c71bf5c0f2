/** 付款未成功: another card of the same heir, or the same one again. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { refusedAct } from '../engine/desk.ts';
import { applicationOf, type ActOf, type DeathDesk, type DeathDraft } from './state.ts';

/** 更换收款卡 of the heir who is next. */
export function changeCard(desk: DeathDesk, { content, by }: ActOf<'change-card'>): DeathDraft {
  const application = applicationOf(desk);
  const place = desk.notes().plan?.next ?? 0;
  const { bankCard } = content;
  if (application.heirs[place]?.name !== bankCard.holder) {
    const detail = '收款银行卡的户名不是这位继承人，请改用继承人本人名下的银行卡。';
    throw refusedAct({
      ...{ code: 'input-invalid', detail, pointer: '#/bankCard/holder', restsOn: 'regulation-24' },
    });
  }
  const heirs = application.heirs.map((one, n) => (n === place ? { ...one, bankCard } : one));
  const repay = repaying(desk);
  const last4 = bankCard.number.slice(-4);
  const named = { on: desk.today(), last4, n: repay.notes.attempts };
  return {
    ...repay,
    step: 'change-card',
    notes: { ...repay.notes, cards: [...(repay.notes.cards ?? []), named] },
    content: { ...application, heirs },
    // Who entered it is not who looks at it.
    parties: { 'card-entered': [...new Set([...desk.peopleWith('card-entered'), by.id])] },
    events: [
      {
        ...{ kind: 'payout-card-changed', public: { last4 } },
        content: { reason: content.reason },
      },
    ],
  };
}

/** 按原卡重新付款. */
export function payAgain(desk: DeathDesk, { content }: ActOf<'pay-again'>): DeathDraft {
  return {
    ...repaying(desk),
    step: 'pay-again',
    events: [{ kind: 'payout-again', content: { reason: content.reason } }],
  };
}

function repaying(desk: DeathDesk): Pick<DeathDraft, 'notes' | 'stage' | 'waits' | 'tasks'> {
  return {
    notes: { ...desk.notes(), againAt: null },
    stage: { at: 'settling', detail: {} },
    waits: { close: 'all', open: [waitFor('death-settling', null)] },
    tasks: { close: 'all' },
  };
}
