/** What was written stays written once, whoever did not hear of it; and a case goes on from its books. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure, WorkflowIdReusePolicy } from '@temporalio/client';
import { afterEach, describe, expect, it } from 'vitest';
import type { CaseActivities } from '../../activities/index.ts';
import type { Change } from '../../src/cases/change.ts';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { Fault } from '../../src/domain/fault.ts';
import { CLERK, office, refusalOf, REVIEWER, type As } from '../harness/office.ts';

/** What happens to a commit's answer on its way back; told with how often this change was tried. */
type OnTheWay = (change: Change, tries: number) => Promise<void> | void;
const untouched: OnTheWay = () => undefined;
let before = untouched;
let after = untouched;

const tries = new Map<string, number>();
const between = (own: CaseActivities): CaseActivities => ({
  ...own,
  commit: async (change) => {
    const n = (tries.get(change.key) ?? 0) + 1;
    tries.set(change.key, n);
    await before(change, n);
    const committed = await own.commit(change);
    await after(change, n);
    return committed;
  },
});
const place = office({ between });
afterEach(() => {
  before = untouched;
  after = untouched;
});

const lost = () => new Fault('database-unavailable', 'the answer was lost');
const has = (change: Change, kind: string) => change.events.some((event) => event.kind === kind);
const review = { reason: '已核实', finding: 'fraud-flag', cleared: true };

async function openedOnce(caseId: string) {
  expect((await place.row(caseId)).stage).toBe('opened');
  const accounts = 'select number from account where opened_by_case = $1';
  expect(await place.ask(accounts, caseId)).toHaveLength(1);
  const kinds = await place.events(caseId);
  expect(kinds.filter((kind) => kind === 'account-opened')).toHaveLength(1);
}

describe('an answer of the database that is lost', () => {
  it('once, of every change: the second attempt finds what the first one wrote', async () => {
    after = (_, n) => {
      if (n === 1) throw lost();
    };
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', review, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await openedOnce(caseId);
  });

  it('until a visible activity hears it: the act completes then, once', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    after = (_, n) => {
      if (n <= 3) throw lost();
    };
    await place.sign(caseId);
    await openedOnce(caseId);
  });

  it('because the first attempt was slow: both meet, and one of them has written it', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    before = async (change, n) => {
      if (n === 1 && has(change, 'account-opened')) await delay(3_100);
    };
    await place.sign(caseId);
    await openedOnce(caseId);
  });
});

describe('an act that nobody hears of', () => {
  /** Written, and then given up by everybody: its worker, and whoever had sent it. */
  const givenUp = (kind: string) => {
    after = (change) => {
      if (has(change, kind)) throw ApplicationFailure.nonRetryable('nobody is there', 'gone');
    };
  };

  it('is found by the next one, which is judged by where the case really stands', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    givenUp('reviewed');
    expect(await refusalOf(place.act(caseId, 'review', review, REVIEWER))).toBe('gone');
    after = untouched;
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
    // The workflow still thinks that the review is owed.
    expect(await refusalOf(place.act(caseId, 'review', review, REVIEWER))).toBe(
      'action-not-permitted',
    );
    await place.sign(caseId);
    await openedOnce(caseId);
  });

  it('is found by the clock, and what it began goes on', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    await place.days(caseId, 1);
    givenUp('withdrawn');
    expect(await refusalOf(place.act(caseId, 'withdraw', { reason: '不办了' }))).toBe('gone');
    after = untouched;
    expect((await place.row(caseId)).stage).toBe('withdrawn');
    await place.days(caseId, 20);
    expect(await place.handle(caseId).result()).toBe('withdrawn');
    expect((await place.events(caseId)).filter((kind) => kind === 'withdrawn')).toHaveLength(1);
  });
});

describe('a fault of our own in the middle of a case', () => {
  it('fails the task, which is tried again: the case goes on when it is mended', async () => {
    before = (change, n) => {
      if (n === 1 && has(change, 'agreement-offered')) {
        throw ApplicationFailure.nonRetryable('no such template', 'not-found');
      }
    };
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await openedOnce(caseId);
  });

  it('refuses a person’s act and leaves the case as it was', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    before = (change) => {
      if (has(change, 'account-opened')) {
        throw ApplicationFailure.nonRetryable('no central account', 'not-found');
      }
    };
    expect(await refusalOf(place.sign(caseId))).toBe('not-found');
    before = untouched;
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
    await place.sign(caseId);
    await openedOnce(caseId);
  });
});

describe('a case whose workflow begins anew', () => {
  const start = (caseId: string, reuse: WorkflowIdReusePolicy) =>
    place.temporal.client.workflow.start('accountOpening', {
      workflowId: caseWorkflowId(caseId),
      taskQueue: place.temporal.taskQueue,
      workflowIdReusePolicy: reuse,
      args: [
        {
          caseId,
          type: 'account-opening',
          center: '210100',
          branch: 'sy-hall',
          channel: 'counter',
        },
      ],
    });

  it('goes on where the books say it stands, though nobody submits it again', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    await place.handle(caseId).terminate('lost');
    await start(caseId, WorkflowIdReusePolicy.ALLOW_DUPLICATE);
    await place.days(caseId, 2 / 1440);
    await place.act(caseId, 'review', review, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await openedOnce(caseId);
  });

  it('ends without a case when nothing was ever submitted', async () => {
    const caseId = randomUUID();
    await start(caseId, WorkflowIdReusePolicy.REJECT_DUPLICATE);
    await place.days(caseId, 2);
    await expect(place.handle(caseId).result()).rejects.toThrow();
    expect(await place.ask('select id from "case" where id = $1', caseId)).toEqual([]);
  });

  it('is renewed after a year of waiting and keeps what it knew', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    const first = (await place.handle(caseId).describe()).runId;
    await place.days(caseId, 400);
    expect((await place.handle(caseId).describe()).runId).not.toBe(first);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'review' }]);
    await place.act(caseId, 'review', review, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await openedOnce(caseId);
  });

  it('knows an act again that was done before the renewal', async () => {
    const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
    await place.until(caseId, 'in review');
    const as: As = { ...CLERK, updateId: 'act:00000000000000000000000000000002' };
    await place.act(caseId, 'recheck', {}, as);
    await place.until(caseId, 'in review');
    await place.days(caseId, 370);
    const { version } = await place.row(caseId);
    await place.act(caseId, 'recheck', {}, as);
    expect((await place.row(caseId)).version).toBe(version);
    expect((await place.events(caseId)).filter((kind) => kind === 'rechecked')).toHaveLength(1);
  });
});

describe('somebody who is quicker', () => {
  it('between the last check and the opening: the opening is refused by the books', async () => {
    const { caseId } = await place.apply();
    const { person } = await place.until(caseId, 'awaiting signature');
    before = async (change, n) => {
      if (n > 1 || !has(change, 'account-opened')) return;
      await place.db.owner.query(
        `insert into account (number, center, person, state, source, opened_on)
         values ('21010002999999999990', '210100', $1, 'normal', 'flexible', '2026-01-01')`,
        [person],
      );
    };
    await place.days(caseId, 9);
    await place.sign(caseId);
    await place.until(caseId, 'refused');
    const accounts = 'select number from account where person = $1';
    expect(await place.ask(accounts, person)).toHaveLength(1);
    // What was asked for the opening that did not come about is kept.
    const checks = 'select key from "check" where case_id = $1';
    expect(await place.ask(checks, caseId)).toHaveLength(6);
  });
});
