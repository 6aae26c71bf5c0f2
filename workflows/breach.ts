/**
 * Breach of an agreement (违约处置), as its course in time: noticed and served; cured, objected to, or
 * decided by two; in force until it ends or is lifted.
 *
 * What the outside tells meanwhile (a notice that arrived, a contribution that was paid) comes as `news`:
 * the case looks into the books and sees for itself.
 *
 * @source 通知（征求意见稿）（二）; 住房公积金管理条例 第四十一条; 民法典 第五百六十五条
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { breach as caseType } from '../src/cases/breach.ts';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import type { BreachApplication } from '../src/forms/breach.ts';
import { openDesk } from './engine/desk.ts';
import {
  awaitCure,
  awaitLateCure,
  decideObjection,
  object,
  recordCure,
  resumed,
} from './breach/cure.ts';
import { approve, awaitEnd, propose, sendBack, withdraw } from './breach/decision.ts';
import { approveLift, declineLift, proposeLift } from './breach/lift.ts';
import { begin } from './breach/notice.ts';
import { announce, awaitService, heard, recordDelivery, serveAgain } from './breach/service.ts';
import type { ActOf, BreachDesk, BreachDraft } from './breach/state.ts';

const news = defineSignal(NEWS);

export async function breach(start: CaseStart): Promise<string> {
  const desk: BreachDesk = openDesk(caseType, start, {
    cure: (notes, until) => ({
      notes: { ...notes, cureUntil: until },
      effects: [{ name: 'move-cure', params: { until } }],
    }),
  });
  desk.onSubmit<BreachApplication>((submission) => begin(desk, submission));
  installActs(desk);
  setHandler(news, async () => {
    // Before the first change, or after the last one, there is nothing to look at.
    if (desk.version() === 0 || caseType.stages[desk.stage()].final) return;
    await desk.advance(() => lookAround(desk), null);
  });
  return desk.run(() => step(desk));
}

function installActs(desk: BreachDesk): void {
  desk.onAction('record-delivery', (act: ActOf<'record-delivery'>) => recordDelivery(desk, act));
  desk.onAction('announce', (act: ActOf<'announce'>) => announce(desk, act));
  desk.onAction('serve-again', (act: ActOf<'serve-again'>) => serveAgain(desk, act));
  desk.onAction('record-cure', (act: ActOf<'record-cure'>) => recordCure(desk, act));
  desk.onAction('object', (act: ActOf<'object'>) => object(desk, act));
  desk.onAction('decide-objection', (act: ActOf<'decide-objection'>) => decideObjection(desk, act));
  desk.onAction('propose', (act: ActOf<'propose'>) => propose(desk, act));
  desk.onAction('approve', (act: ActOf<'approve'>) => approve(desk, act));
  desk.onAction('return', (act: ActOf<'return'>) => sendBack(desk, act));
  desk.onAction('propose-lift', (act: ActOf<'propose-lift'>) => proposeLift(desk, act));
  desk.onAction('approve-lift', (act: ActOf<'approve-lift'>) => approveLift(desk, act));
  desk.onAction('decline-lift', (act: ActOf<'decline-lift'>) => declineLift(desk, act));
  desk.onAction('withdraw', (act: ActOf<'withdraw'>) => withdraw(desk, act));
}

/** What news there is for the stage; null: none that matters. */
function lookAround(desk: BreachDesk): Promise<BreachDraft | null> | null {
  const stage = desk.stage();
  if (stage === 'serving' || stage === 'serving decision') return heard(desk);
  const mayBeCured = stage === 'curing' || stage === 'to propose' || stage === 'proposed';
  return mayBeCured ? resumed(desk) : null;
}

/** One look at where the case stands, and what is done about it there. */
function step(desk: BreachDesk): Promise<void> {
  switch (desk.stage()) {
    case 'serving':
    case 'serving decision':
      return awaitService(desk);
    case 'curing':
      return awaitCure(desk);
    case 'to propose':
    case 'proposed':
      return awaitLateCure(desk);
    case 'in force':
      return awaitEnd(desk);
    case 'objected':
    case 'lifting':
      return untilChanged(desk);
    case 'cured':
    case 'dismissed':
    case 'withdrawn':
    case 'concluded':
      return Promise.resolve();
  }
}

/** A person has to act: who and what for stands in the open wait and task. */
async function untilChanged(desk: BreachDesk): Promise<void> {
  await desk.changed(desk.version(), null);
}
