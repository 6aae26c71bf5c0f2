/** For each forbidden state of the legality sweep: how it is planted, and what lies just beside it. */
import { randomUUID } from 'node:crypto';
import { CENTER, newTask, NOW, type Bench } from '../db/fixtures.ts';
import type { InvariantName } from '../../src/policy/legality.ts';
import type { Contributor } from './contributors.ts';
import type { Planting } from './planting.ts';

type Plant = (who: Contributor, world: Planting, suite: Bench) => Promise<unknown>;

export interface Planted {
  readonly wrong: Plant;
  /** As near as may be, and in order. */
  readonly right: Plant;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const answer = async (who: Contributor, world: Planting, loan: string, on: string) => {
  const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
  await world.force(
    `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
       evidence_hash, asked_at, answered_at)
     select $1, $2, $3, 'national', 'exit', 'ok', $4, card, '', $5::timestamptz, $5::timestamptz
       from plan where account = $6 limit 1`,
    ...[randomUUID(), caseId, who.person],
    ...[JSON.stringify({ answer: { loans: [{ center: CENTER, state: loan }] } }), `${on} 10:00+08`],
    who.account,
  );
};
const due = async ({ account, agreement }: Contributor, world: Planting, month: string) => {
  await world.force(
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
       grace_until, attempts_max)
     values ($1, $2, $2, 1, 800, $3, '2026-11-15', '2026-11-30', 3)`,
    ...[account, month, agreement],
  );
};
const debit = async (who: Contributor, world: Planting, on: string) => {
  const month = '2026-11';
  await due(who, world, month);
  const run = `collection.${CENTER}.${on}.1`;
  await world.force(
    `insert into run (id, kind, center, business_on, turn, started_by, started_at)
     values ($1, 'collection', $2, $3, 1, 'test', now()) on conflict do nothing`,
    ...[run, CENTER, on],
  );
  await world.force(
    `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
       state)
     values ($1, $2, $3, $4, 1, $5, 800, $6, 1, 1, 'paid')`,
    ...[`debit/${who.accountId}/${month}/1`, CENTER, who.account, month, randomUUID(), run],
  );
};
const suspended = async ({ agreement }: Contributor, world: Planting, on: string) => {
  await world.force(
    `update agreement set state = 'suspended', since = $2, moves = 9, state_case = $3 where id = $1`,
    ...[agreement, on, randomUUID()],
  );
};
const ban = ({ person }: Contributor, world: Planting, from: string, until: string) =>
  world.force(
    `insert into measure (id, key, center, person, case_id, kind, term, clause, from_on, until_on,
       taken_by, at)
     values ($1::uuid, $1::uuid::text, $2, $3, $1, 'ban', 'x', 'regulation-41', $4, $5, 'test', now())`,
    ...[randomUUID(), CENTER, person, from, until],
  );
const dormancy = ({ account, person }: Contributor, world: Planting, served: string | null) =>
  world.force(
    `insert into dormancy (case_id, center, branch, person, account, empty_from, found_by, found_on,
       served_on, served_way, notice_until, outcome, ended_on)
     values ($1::uuid, $2, 'sy-hall', $3, $4, '2026-01', $1::uuid::text, '2026-09-01', $5,
       case when $5::date is not null then 'sms' end, $5::date + 30, 'closed', '2026-11-01')`,
    ...[randomUUID(), CENTER, person, account, served],
  );
const wait = async (who: Contributor, world: Planting, until: number | null, ended = false) => {
  const caseId = await world.caseOf(who, {
    ...{ type: 'withdrawal', updatedAt: NOW },
    ...(ended && { outcome: 'paid' }),
  });
  await world.force(
    `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
     values ($1::uuid, 'signature', $2, $3, 'liaoning-2', '{clock}', '无')`,
    ...[caseId, new Date(NOW - HOUR_MS), until === null ? null : new Date(until)],
  );
};
const exit = async (who: Contributor, world: Planting, closedOn: string) => {
  await world.sealed(who, 'unit', '2026-03-31');
  await world.posted(who, { on: '2026-03-01', amount: '10.00', source: 'unit' });
  await world.posted(who, { on: closedOn, amount: '-10.00', source: 'unit', kind: 'reserve' });
  await world.closed(who, closedOn);
};
const approved = (who: Contributor, world: Planting, approver: string) =>
  world.caseOf(who, {
    ...{ type: 'withdrawal', outcome: 'paid' },
    parties: { submitter: 'lin', approver },
  });

/** A wrong and a right state of every invariant. */
export const PLANTED: Readonly<Record<InvariantName, Planted>> = {
  'closed-with-loan': {
    wrong: async (who, world) => {
      await answer(who, world, 'open', '2026-10-01');
      await world.closed(who, '2026-10-01');
    },
    right: async (who, world) => {
      await answer(who, world, 'open', '2026-09-30');
      await answer(who, world, 'settled', '2026-10-01');
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
  // Sealed on 31 March: the last day of the half year is 30 September.
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
        `update account set state = 'closed', closed_on = '2026-10-01', close_reason = 'withdrawn'
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

const MANDATE = `insert into mandate (id, center, person, account, agreement, card, limit_each,
     bank_mandate, state, requested_on, confirmed_on, under_way)
   select $1::uuid, $2, $3, $4, $5, card, 100, $1::uuid::text, 'active', '2026-01-05', '2026-01-05', $6
     from plan where account = $4 limit 1`;

async function counted(who: Contributor, world: Planting, on: string, back: boolean) {
  const journal = await world.posted(who, { on, amount: '800.00' });
  await world.force(
    `insert into contribution (account, month, amount, journal, paid_on, taken_back)
     values ($1, '2026-06', 800, $2, $3, case when $4 then $2::bigint end)`,
    ...[who.account, journal, on, back],
  );
}

async function claim(who: Contributor, world: Planting, released: boolean) {
  const caseId = await world.caseOf(who, { type: 'withdrawal', outcome: 'paid' });
  await world.force(
    `insert into claim (person, case_id, since, released_at)
     values ($1::uuid, $2, now(), case when $3 then now() end)`,
    ...[who.person, caseId, released],
  );
}
