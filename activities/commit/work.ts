/** Waits, tasks and the claim on the person, as one change wants them. */
import { randomUUID } from 'node:crypto';
import type { Change, TaskSpec } from '../../src/cases/change.ts';
import {
  closeTasks,
  closeWaits,
  findFollowers,
  findHolder,
  insertClaim,
  insertTask,
  insertWait,
  releaseClaim,
  takeClaim,
} from '../../src/db/case-work.ts';
import { insertOutbox } from '../../src/db/case-papers.ts';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { addWorkingDays, type PlainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { isSure, type Calendar } from '../offices.ts';
import type { Context } from './context.ts';

/** The n-th working day after a day, and whether all years on the way are loaded. */
export function workingDeadline(
  on: PlainDate,
  days: number,
  calendar: Calendar,
): { readonly dueOn: PlainDate; readonly provisional: boolean } {
  const dueOn = addWorkingDays(on, days, calendar);
  return { dueOn, provisional: !isSure(calendar, on, dueOn) };
}

export async function writeWork({ later, change, head, offices }: Context): Promise<void> {
  const { waits, tasks, at } = change;
  const isNew = change.start !== undefined;
  if (waits?.close && !isNew) await closeWaits(later, head.id, waits.close, at);
  if (tasks?.close && !isNew) {
    await closeTasks(later, head.id, tasks.close, { at, actor: change.by.id });
  }
  for (const wait of waits?.open ?? []) {
    await insertWait(later, head.id, at, { ...wait, detail: wait.detail ?? {} });
  }
  for (const task of tasks?.open ?? []) {
    await insertTask(later, taskRow(task, change, { head, calendar: offices.calendar }));
  }
}

function taskRow(
  task: TaskSpec,
  { at, on }: Change,
  { head, calendar }: { head: Context['head']; calendar: Calendar },
) {
  const { dueOn, provisional } = workingDeadline(on, task.workingDays, calendar);
  return {
    id: randomUUID(),
    caseId: head.id,
    center: head.center,
    branch: task.ownBranch === true ? head.branch : null,
    kind: task.kind,
    role: task.role,
    notBy: task.notBy ?? [],
    at,
    on,
    workingDays: task.workingDays,
    dueOn,
    provisional,
  };
}

/** @returns the other case that holds the person, or null */
export async function claimPerson(context: Context): Promise<string | null> {
  const { tx, later, change, head, person } = context;
  if (change.claim !== 'take') return null;
  const holder = person.entered ? null : await findHolder(tx, person.id);
  if (holder !== null) return holder === head.id ? null : holder;
  await insertClaim(later, { person: person.id, caseId: head.id, at: change.at });
  return null;
}

/** Gives the person up and wakes the cases that wait for it, through the outbox. */
export async function releasePerson(context: Context): Promise<void> {
  const { tx, change, head, person } = context;
  await releaseClaim(tx, { person: person.id, caseId: head.id, at: change.at });
  await wakeFollowers(context, person.id);
}

async function wakeFollowers(
  { tx, later, change, head, person }: Context,
  of: string,
): Promise<void> {
  for (const follower of await findFollowers(tx, of, head.id)) {
    const key = `${change.key}:wake:${follower}`;
    await insertOutbox(later, {
      key,
      center: head.center,
      caseId: head.id,
      person: person.id,
      kind: 'wake-case',
      payload: sealJson(person.key, place.outbox(key), { caseId: follower }),
    });
  }
}

/**
 * A correction showed that the case is about another person: what it claimed goes with it.
 *
 * @param from the person it was about
 * @throws Fault 'claim-held' when another open case holds that person
 */
export async function moveClaim(context: Context, from: string): Promise<void> {
  const { tx, change, head, person } = context;
  const { at } = change;
  if ((await releaseClaim(tx, { person: from, caseId: head.id, at })) === 0) return;
  await wakeFollowers(context, from);
  const heldBy = await takeClaim(tx, { person: person.id, caseId: head.id, at });
  if (heldBy !== null) {
    throw new Fault('claim-held', '更正后的证件属于另一人，该人有其他在办业务，须人工核对。');
  }
}
