/** Where it goes from the notice, and on the day: averted, asked about, paid out, kept or closed. */
import { patched } from '@temporalio/workflow';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import { endOf } from '../engine/days.ts';
import { refusedAct } from '../engine/desk.ts';
import { asking } from './ask.ts';
import { closed, contributing, kept } from './endings.ts';
import { pay } from './payment.ts';
import { lookAt, type DormantDesk, type DormantDraft } from './state.ts';

/** Until the last day of the notice is over, or somebody contributes again. */
export async function awaitNotice(desk: DormantDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.advance(() => averted(desk), seen)) return;
  const { noticeUntil } = desk.notes();
  if (noticeUntil === null) throw new Error('the notice has no end');
  if (await desk.changed(seen, endOf(noticeUntil))) return;
  await desk.advance(() => decided(desk, null), seen);
}

/** What ends the case before its day: contributions, or money that came otherwise. Null: nothing. */
export async function averted(desk: DormantDesk): Promise<DormantDraft | null> {
  const now = await lookAt(desk);
  const { reasons } = now.decision;
  if (reasons.includes('contributing')) return contributing(desk, now);
  return reasons.includes('has-money') ? kept(desk, now, ['has-money']) : null;
}

/**
 * On the day: the facts are read again, and what still has to do with the account keeps it open. Where nothing
 * does, the national platform is asked before it is closed, or before its interest is paid.
 *
 * @param loans what the platform has answered; null: it was not asked yet
 */
export async function decided(desk: DormantDesk, loans: KnownLoans | null): Promise<DormantDraft> {
  const now = await lookAt(desk, loans);
  const { reasons } = now.decision;
  if (reasons.includes('contributing')) return contributing(desk, now);
  if (reasons.length > 0) return kept(desk, now, reasons);
  if (loans === null && patched('loans-before-closing')) return asking(desk);
  if (loans !== null && now.decision.outcome === 'pay') return pay(desk, now, loans);
  return closed(desk, now, loans);
}

/** 立即核查: ends the case when it is averted; else it goes on waiting, and nothing is written. */
export async function recheck(desk: DormantDesk): Promise<DormantDraft> {
  const draft = await averted(desk);
  if (draft) return { ...draft, step: 'recheck' };
  throw refusedAct({
    code: 'action-not-permitted',
    detail: '经核查，该账户目前余额为零，也没有恢复缴存；告知期未满，不能提前销户。',
    restsOn: 'liaoning-14',
  });
}
