/** For each forbidden state of the legality sweep: how it is planted, and what lies just beside it. */
import { randomUUID } from 'node:crypto';
import { CENTER, newTask, NOW, type Bench } from '../db/fixtures.ts';
import type { InvariantName } from '../../src/policy/legality.ts';
import type { Contributor } from './contributors.ts';
import {
  MANDATE,
  answer,
  approved,
  ban,
  claim,
  counted,
  debit,
  deducted,
  dormancy,
  elsewhere,
  exit,
  suspended,
  wait,
  HOUR_MS,
  MINUTE_MS,
} from './legality-states.ts';
import type { Planting } from './planting.ts';

type Plant = (who: Contributor, world: Planting, suite: Bench) => Promise<unknown>;

export interface Planted {
  readonly wrong: Plant;
  /** As near as may be, and in order. */
  readonly right: Plant;
}

/** A wrong and a right state of every invariant. */
export const PLANTED: Readonly<Record<InvariantName, Planted>> = {
  'closed-with-loan': {
    wrong: async (who, world) => {
      await answer(who, world, { state: 'open' }, '2026-10-01');
      await world.closed(who, '2026-10-01');
    },
    right: async (who, world) => {
      await answer(who, world, { state: 'open' }, '2026-09-30');
      await answer(who, world, { state: 'settled' }, '2026-10-01');
      await world.closed(who, '2026-10-01');
    },
  },
  'closed-with-guarantee': {
    wrong: async (who, world) => {
      await world.held(who, { on: '2026-05-01', kind: 'loan-security', until: '2026-10-02' });
      await world.closed(who, '2026-10-01');
    },
    right: async (who, world) => {
      await world.held(who, { on: '2026-05-01', kind: 'loan-security', until: '2026-10-01' });
      await world.closed(who, '2026-10-01');
    },
  },
  'closed-with-hold': {
    wrong: async (who, world) => {
      await world.held(who, { on: '2026-10-01' });
      await world.closed(who, '2026-10-01');
    },
    right: async (who, world) => {
      await world.held(who, { on: '2026-09-01', until: '2026-10-01' });
      await world.closed(who, '2026-10-01');
    },
  },
  'closed-before-gate': {
    wrong: (who, world) => exit(who, world, '2026-09-30'),
    right: (who, world) => exit(who, world, '2026-10-01'),
  },
  'dormant-closed-early': {
    wrong: (who, world) => dormancy(who, world, '2026-10-02'),
    right: (who, world) => dormancy(who, world, '2026-10-01'),
  },
  'money-on-closed': {
    wrong: async (who, world) => {
      await world.closed(who, '2026-10-01');
      await world.force(
        `insert into balance (account, source, carried, current) values ($1, 'flexible', 0, 0.01)`,
        who.account,
      );
    },
    right: async (who, world) => {
      await world.closed(who, '2026-10-01');
      await world.force(
        `insert into balance (account, source, carried, current) values ($1, 'flexible', 0, 0)`,
        who.account,
      );
    },
  },
  'posted-after-closing': {
    wrong: async (who, world) => {
      await world.closed(who, '2026-10-01');
      await world.posted(who, { on: '2026-10-02', amount: '1.00' });
    },
    right: async (who, world) => {
      await world.posted(who, { on: '2026-10-01', amount: '1.00' });
      await world.closed(who, '2026-10-01');
    },
  },
  'plan-on-closed': {
    wrong: async (who, world) => {
      await world.closed(who, '2026-10-01');
      await world.force('update plan set active = true where account = $1', who.account);
    },
    right: (who, world) => world.closed(who, '2026-10-01'),
  },
  'agreement-on-closed': {
    wrong: async (who, world) => {
      await world.force(
        `update account set state = 'closed', closed_on = '2026-10-01', close_reason = 'exit'
          where number = $1`,
        who.account,
      );
      await world.force('update plan set active = false where account = $1', who.account);
    },
    right: (who, world) => world.closed(who, '2026-10-01'),
  },
  'mandate-on-closed': {
    wrong: async (who, world) => {
      await world.force(
        MANDATE,
        ...[randomUUID(), CENTER, who.person, who.account, who.agreement],
        null,
      );
      await world.closed(who, '2026-10-01');
    },
    right: async (who, world) => {
      await world.force(
        ...([
          MANDATE,
          randomUUID(),
          CENTER,
          who.person,
          who.account,
          who.agreement,
          'cancel',
        ] as const),
      );
      await world.closed(who, '2026-10-01');
    },
  },
  'paid-while-sealed': {
    wrong: async (who, world) => {
      await world.sealed(who, 'flexible', '2026-06-01', '2026-07-01');
      await world.posted(who, { on: '2026-06-02', amount: '800.00' });
    },
    right: async (who, world) => {
      await world.sealed(who, 'flexible', '2026-06-01', '2026-07-01');
      await world.posted(who, { on: '2026-06-01', amount: '800.00' });
      await world.posted(who, { on: '2026-07-01', amount: '800.00' });
      await world.posted(who, { on: '2026-06-30', amount: '8.00', kind: 'interest' });
      // With the bank when it was sealed: it comes in the day after.
      const late = await world.posted(who, { on: '2026-06-02', amount: '800.00' });
      await debit(who, world, '2026-06-01', late);
    },
  },
  'unit-money-after-seal': {
    wrong: async (who, world) => {
      await world.sealed(who, 'unit', '2026-06-01');
      await world.posted(who, { on: '2026-06-02', amount: '500.00', source: 'unit' });
    },
    right: async (who, world) => {
      await world.sealed(who, 'unit', '2026-06-01');
      await world.posted(who, { on: '2026-06-01', amount: '500.00', source: 'unit' });
      await world.posted(who, { on: '2026-06-02', amount: '800.00' });
    },
  },
  'month-counted-twice': {
    wrong: async (who, world) => {
      for (const on of ['2026-06-01', '2026-06-02']) await counted(who, world, on, false);
    },
    right: async (who, world) => {
      await counted(who, world, '2026-06-01', true);
      await counted(who, world, '2026-06-02', false);
    },
  },
  'debit-after-suspension': {
    wrong: async (who, world) => {
      await suspended(who, world, '2026-11-14');
      await debit(who, world, '2026-11-15');
    },
    right: async (who, world) => {
      await suspended(who, world, '2026-11-15');
      await debit(who, world, '2026-11-15');
    },
  },
  'hold-ignored': {
    wrong: async (who, world) => {
      await world.posted(who, { on: '2026-05-01', amount: '100.00' });
      await world.held(who, { on: '2026-06-01', amount: '60.00' });
      await world.held(who, { on: '2026-06-01', amount: '10.00' });
      await world.posted(who, { on: '2026-06-02', amount: '-30.01', kind: 'reserve' });
    },
    right: async (who, world) => {
      await world.posted(who, { on: '2026-05-01', amount: '100.00' });
      await world.held(who, { on: '2026-06-01', amount: '60.00' });
      await world.held(who, { on: '2026-06-01', amount: '10.00' });
      await world.posted(who, { on: '2026-06-02', amount: '-30.00', kind: 'reserve' });
      await world.posted(who, { on: '2026-06-03', amount: '-50.00', kind: 'deduction' });
    },
  },
  'withdrawn-during-ban': {
    wrong: async (who, world) => {
      await ban(who, world, '2026-01-01', '2026-06-30');
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.withdrawal(who, { caseId, on: '2026-06-30' });
    },
    right: async (who, world) => {
      await ban(who, world, '2026-01-01', '2026-06-30');
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.withdrawal(who, { caseId, on: '2026-07-01' });
    },
  },
  'payout-to-other': {
    wrong: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      const other = await world.holder();
      await world.payout(who, { caseId, person: other.person });
    },
    right: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.payout(who, { caseId });
      await deducted(who, world);
    },
  },
  'payout-without-case': {
    wrong: (who, world) => world.payout(who, { caseId: randomUUID() }),
    right: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.payout(who, { caseId });
    },
  },
  'payout-over-grant': {
    wrong: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.withdrawal(who, { caseId, on: '2026-10-01' });
      await world.payout(who, { caseId });
      await world.payout(who, { caseId, n: 2, amount: '0.01' });
    },
    right: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.withdrawal(who, { caseId, on: '2026-10-01' });
      await world.payout(who, { caseId });
    },
  },
  'two-open-accounts': {
    wrong: async (who, world) => {
      const other = await world.holder();
      await world.force(
        'update account set person = $2 where number = $1',
        other.account,
        who.person,
      );
    },
    right: async (who, world) => {
      const other = await world.holder();
      await world.closed(other, '2026-10-01');
      await world.force(
        'update account set person = $2 where number = $1',
        other.account,
        who.person,
      );
    },
  },
  'account-elsewhere': {
    wrong: (who, world) =>
      elsewhere(who, world, {
        on: '2026-10-02',
        accounts: [{ center: '110100', state: 'normal' }],
      }),
    // Sealed there since, and ours is no other.
    right: async (who, world) => {
      const other = { center: '110100', state: 'normal' };
      await elsewhere(who, world, { on: '2026-10-01', accounts: [other] });
      await elsewhere(who, world, {
        on: '2026-10-02',
        accounts: [
          { ...other, state: 'sealed' },
          { center: CENTER, state: 'normal' },
        ],
      });
    },
  },
  'two-agreements': {
    wrong: async (who, world) => {
      const other = await world.holder();
      await world.force(
        'update agreement set person = $2 where id = $1',
        other.agreement,
        who.person,
      );
    },
    right: async (who, world) => {
      const other = await world.holder();
      await world.closed(other, '2026-10-01');
      await world.force(
        'update agreement set person = $2 where id = $1',
        other.agreement,
        who.person,
      );
    },
  },
  'plan-without-agreement': {
    wrong: (who, world) =>
      world.force(`update agreement set state = 'terminated' where id = $1`, who.agreement),
    right: (who, world) =>
      world.force(`update agreement set state = 'suspended' where id = $1`, who.agreement),
  },
  'wait-overdue': {
    wrong: (who, world) => wait(who, world, NOW - MINUTE_MS - 1),
    right: (who, world) => wait(who, world, NOW - MINUTE_MS),
  },
  'case-without-next': {
    wrong: (who, world) => world.caseOf(who, { type: 'withdrawal', updatedAt: NOW - HOUR_MS - 1 }),
    right: (who, world) => world.caseOf(who, { type: 'withdrawal', updatedAt: NOW - HOUR_MS }),
  },
  'ended-with-task': {
    wrong: async (who, world, suite) => {
      await newTask(suite, await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' }));
    },
    right: async (who, world, suite) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      const task = await newTask(suite, caseId);
      await world.force(`update task set kind = 'payout-returned' where id = $1`, task);
    },
  },
  'ended-with-wait': {
    wrong: (who, world) => wait(who, world, null, true),
    right: (who, world) => wait(who, world, null),
  },
  'ended-with-claim': {
    wrong: (who, world) => claim(who, world, false),
    right: (who, world) => claim(who, world, true),
  },
  'ended-with-hold': {
    wrong: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'hold', outcome: 'released' });
      await world.held(who, { on: '2026-06-01', caseId });
    },
    right: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'hold', outcome: 'released' });
      await world.held(who, { on: '2026-06-01', until: '2026-07-01', caseId });
    },
  },
  'ended-with-reserve': {
    wrong: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.withdrawal(who, { caseId, on: '2026-10-01', state: 'reserved' });
    },
    right: async (who, world) => {
      const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
      await world.withdrawal(who, { caseId, on: '2026-10-01', state: 'released' });
    },
  },
  'decided-by-submitter': {
    wrong: (who, world) => approved(who, world, 'lin'),
    right: (who, world) => approved(who, world, 'zhao'),
  },
};
