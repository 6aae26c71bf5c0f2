/** 退回更正 of a payment after a death: sent back, corrected there, sent to review again. */
import type { DeathPayoutApplication } from '../../src/forms/death-payout.ts';
import { changedFields } from '../../src/cases/differences.ts';
import { refusedAct } from '../engine/desk.ts';
import {
  correction,
  keepingAgent,
  mustDiffer,
  mustStay,
  resubmitted as sentAgain,
  sendBack,
  supplementedBy,
  withAct,
} from '../engine/sent-back.ts';
import { asking, review } from './check.ts';
import { refuse } from './endings.ts';
import { onward } from './payment.ts';
import {
  applicationOf,
  judged,
  judgedNow,
  type ActOf,
  type DeathDesk,
  type DeathDraft,
  type DeathNotes,
  type Judged,
} from './state.ts';

const REVIEW = [{ wait: 'death-review', task: 'death-review' }] as const;

export function sentBack(desk: DeathDesk, { content }: ActOf<'send-back'>): DeathDraft {
  return sendBack(desk, content, REVIEW);
}

/** 更正: heirs that are named otherwise are asked for anew; whoever reviewed before looks at all of it again. */
export async function corrected(
  desk: DeathDesk,
  { content, by }: ActOf<'correct'>,
): Promise<DeathDraft> {
  const before = applicationOf(desk);
  const application = keepingAgent(before, content.application);
  mustFit(desk, before, application);
  const notes = forOther(desk, before, application);
  const work = await judged(desk, application, notes);
  const next = notes.identities === null ? asking(work) : again(work);
  const files = application.evidence.map(({ file }) => file);
  return withAct(next, {
    step: 'correct',
    content: { ...application },
    parties: supplementedBy(desk, by),
    events: [correction({ before, after: application }, content.reason)],
    effects: [{ name: 'attach-files', params: { files } }],
  });
}

/** @throws ApplicationFailure naming the field */
function mustFit(
  desk: DeathDesk,
  before: DeathPayoutApplication,
  after: DeathPayoutApplication,
): void {
  mustDiffer(before, after);
  mustStay(before, after, { at: '/account', detail: '更正不能改换账户，请撤回后重新申请。' });
  if (after.diedOn > desk.today()) {
    throw refusedAct({
      ...{ code: 'input-invalid', pointer: '#/application/diedOn', restsOn: 'regulation-24' },
      detail: '死亡日期不能晚于今天。',
    });
  }
  if (desk.notes().rounds > 0) mustKeepShares(desk, before, after);
}

/** The shares were told, and some of them may be paid: left to correct are the cards of who is still to be paid. */
function mustKeepShares(
  desk: DeathDesk,
  before: DeathPayoutApplication,
  after: DeathPayoutApplication,
): void {
  const detail =
    '份额已经告知并开始付款：死亡日期、继承依据、继承人和份额不能更正，已经付款的收款卡也不能；可以更正尚未付款的收款卡、补充材料。';
  const from = desk.notes().plan?.next ?? Infinity;
  const fixed = ({ diedOn, basis, documentNumber, heirs }: DeathPayoutApplication) => ({
    ...{ diedOn, basis, documentNumber },
    heirs: heirs.map(({ bankCard, ...heir }, n) => (n < from ? { ...heir, bankCard } : heir)),
  });
  for (const at of ['/diedOn', '/basis', '/documentNumber', '/heirs']) {
    mustStay(fixed(before), fixed(after), { at, detail });
  }
}

/** Cards that were named after the shares had been told: each is looked at before it is paid to. */
function cardsNamed(
  desk: DeathDesk,
  before: DeathPayoutApplication,
  after: DeathPayoutApplication,
): Pick<DeathNotes, 'cards'> {
  const { rounds, attempts, cards = [] } = desk.notes();
  if (rounds === 0) return {};
  const named = after.heirs.flatMap(({ bankCard }, n) =>
    changedFields(before.heirs[n]?.bankCard, bankCard).length === 0
      ? []
      : [{ on: desk.today(), last4: bankCard.number.slice(-4), n: attempts }],
  );
  return { cards: [...cards, ...named] };
}

/** Who the heirs are, is asked anew where they are named otherwise. */
function forOther(
  desk: DeathDesk,
  before: DeathPayoutApplication,
  after: DeathPayoutApplication,
): DeathNotes {
  const notes = { ...desk.notes(), ...cardsNamed(desk, before, after) };
  const asked = ({ heirs }: DeathPayoutApplication) =>
    heirs.map(({ name, document }) => ({ name, document }));
  if (changedFields({ heirs: asked(before) }, { heirs: asked(after) }).length === 0) return notes;
  return { ...notes, identities: null, round: notes.round + 1 };
}

/** 再送复核: as it stands. */
export async function resubmitted(
  desk: DeathDesk,
  { content, by }: ActOf<'resubmit'>,
): Promise<DeathDraft> {
  return withAct(again(await judgedNow(desk)), {
    step: 'resubmit',
    parties: supplementedBy(desk, by),
    events: [sentAgain(content.reason)],
  });
}

/** The papers are always looked at before the shares are told; later only what nobody has looked at yet. */
function again(work: Judged): DeathDraft {
  if (work.notes.rounds > 0) return onward(work);
  return work.decision.outcome === 'refused' ? refuse(work) : review(work);
}
