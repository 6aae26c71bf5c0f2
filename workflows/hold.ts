/**
 * A hold on an account (冻结), as its course in time: placed, looked at by a second person, reminded of
 * before its term ends, somebody's task when it is over, and released by two.
 *
 * The clock ends no hold: it only says that a term is over.
 *
 * @source 民事诉讼法 第二百五十三条; 住房公积金管理条例 第四十一条; 通知（征求意见稿）（二）（三）（七）
 */
import { hold as caseType } from '../src/cases/hold.ts';
import type { CaseStart } from '../src/cases/messages.ts';
import type { HoldApplication } from '../src/forms/hold.ts';
import { openDesk } from './engine/desk.ts';
import { confirm, decline, place } from './hold/placing.ts';
import { confirmRelease, declineRelease, release } from './hold/release.ts';
import { awaitTerm, renew } from './hold/term.ts';
import type { ActOf, HoldDesk } from './hold/state.ts';

export async function hold(start: CaseStart): Promise<string> {
  const desk: HoldDesk = openDesk(caseType, start);
  desk.onSubmit<HoldApplication>((submission) => place(desk, submission));
  desk.onAction('confirm', (act: ActOf<'confirm'>) => confirm(desk, act));
  desk.onAction('decline', (act: ActOf<'decline'>) => decline(desk, act));
  desk.onAction('renew', (act: ActOf<'renew'>) => renew(desk, act));
  desk.onAction('release', (act: ActOf<'release'>) => release(desk, act));
  desk.onAction('confirm-release', (act: ActOf<'confirm-release'>) => confirmRelease(desk, act));
  desk.onAction('decline-release', (act: ActOf<'decline-release'>) => declineRelease(desk, act));
  return desk.run(() => step(desk));
}

/** One look at where the case stands, and what is done about it there. */
async function step(desk: HoldDesk): Promise<void> {
  if (desk.stage() === 'in force') return awaitTerm(desk);
  // A person has to act: who and what for stands in the open wait and task.
  await desk.changed(desk.version(), null);
}
