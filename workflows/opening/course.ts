/**
 * The course that an opening and the taking up of an account share: received and taken in, checked for
 * identity and nationwide, decided, signed, carried out. The stage decides what it waits for.
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import type { CaseStart } from '../../src/cases/messages.ts';
import type { JoiningApplication } from '../../src/forms/take-up.ts';
import { steadily } from '../engine/commit.ts';
import { awaitUnit } from '../take-up/unit-seal.ts';
import { installActs } from './acts.ts';
import { awaitSignature } from './agreement.ts';
import { check } from './checks.ts';
import { awaitSupplement, followOn, receive } from './intake.ts';
import { awaitReviewRequest, awaitSeal } from './outcomes.ts';
import { awaitRepair } from './parking.ts';
import { installRepairs } from './repair.ts';
import { firstNotes, openingOf, withFigures, type OpeningDesk } from './state.ts';

/** Another case of the same person has ended: whoever follows it may go on. */
const claimFree = defineSignal('claimFree');

export function installJoining(desk: OpeningDesk, start: CaseStart): void {
  desk.onSubmit<JoiningApplication>(async ({ content, by }) => {
    const district = content.district ?? null;
    const ask = { center: start.center, district, on: desk.today() };
    const prepared = await steadily(({ prepareOpening }) => prepareOpening(ask));
    return receive({ desk, application: content, notes: firstNotes(prepared) }, by);
  });
  installActs(desk);
  installRepairs(desk);
  setHandler(claimFree, async () => {
    await desk.advance(async () => {
      if (desk.stage() !== 'contested' || !desk.notes().follows) return null;
      return followOn(await withFigures(openingOf(desk)));
    }, null);
  });
}

/** One look at where the case stands, and what is done about it there. */
export function joiningStep(desk: OpeningDesk): Promise<void> {
  switch (desk.stage()) {
    case 'incomplete':
      return awaitSupplement(desk);
    case 'checking':
    case 'opening':
    case 'taking up':
      return check(desk);
    case 'needs attention':
      return awaitRepair(desk);
    case 'deferred':
      return awaitSeal(desk);
    case 'awaiting unit':
      return awaitUnit(desk);
    case 'awaiting signature':
      return awaitSignature(desk);
    case 'not accepted':
    case 'refused':
      return awaitReviewRequest(desk);
    case 'contested':
    case 'sent back':
    case 'in review':
    case 'in human review':
      return untilChanged(desk);
    case 'opened':
    case 'taken up':
    case 'finally refused':
    case 'to convert':
    case 'lapsed':
    case 'withdrawn':
    case 'discontinued':
      return Promise.resolve();
  }
}

/** A person has to act: who and what for stands in the open wait and task. */
async function untilChanged(desk: OpeningDesk): Promise<void> {
  await desk.changed(desk.version(), null);
}
