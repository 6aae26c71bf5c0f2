/** 撤销开户: an opening is undone with everything that followed, as it was looked at, or not at all. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { settleSuspense } from '../../src/db/suspense.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addToMonth } from '../../src/domain/calendar.ts';
import { previewUndo } from '../../src/ledger/opening-undo.ts';
import { CENTER_CHECKS, proveCenter } from '../../src/ledger/proof-center.ts';
import { today } from '../builders.ts';
import { breaches, THIS_MONTH, type Holder } from '../harness/breaches.ts';
import { killedAtEach } from '../harness/doomed.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { office, refusalOf, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets), taskTimeout: '2 seconds' });
const world = breaches(place);
leftInOrder(place);
const REASON = { reason: '开户时录入了他人的证件' };
const LIMIT_MS = 180_000;

const sun = () => ({ ...SUPERVISOR, at: Date.now() });
const looked = (caseId: string) => previewUndo(place.db.api, caseId, sun());

/** An account with a mandate that its holder confirmed. */
async function mandated(): Promise<Holder> {
  const { caseId: openingCase } = await world.bank.confirmed();
  const { account, account_id: accountId, person } = await world.bank.standing(openingCase);
  const [row] = await place.ask<{ id: string }>(
    'select id from agreement where account = $1',
    account,
  );
  return { openingCase, account, accountId, person, agreement: row?.id ?? '', number: '' };
}

/** Two months paid in: one by a transfer, one that stood in suspense before; a third was missed. */
async function contributor(): Promise<Holder> {
  const who = await mandated();
  await world.pay(who, THIS_MONTH(), today());
  const { owner, api } = place.db;
  const serial = `S${randomUUID().slice(0, 8)}`;
  const journal = {
    ...{ key: `receipt/${serial}`, kind: 'receipt', valueDate: today(), by: 'test' },
    document: serial,
    lines: [
      { book: 'bank', amount: '-800.00' },
      { book: 'suspense', amount: '800.00' },
    ],
  };
  const { rows } = await owner.query<{ id: string; version: number }>(
    `insert into suspense_item (center, serial, amount, received_on, cause, journal)
     select '210100', $1, 800, $2, 'no-virtual-account', l.journal from ledger_post('210100', $3) l
     returning id, version`,
    [serial, today(), JSON.stringify([journal])],
  );
  const [{ id, version } = { id: '', version: 0 }] = rows;
  const month = addToMonth(THIS_MONTH(), 1);
  await settleSuspense(api, {
    ...{ item: id, version, action: 'assign', document: null, reason: '来电查明' },
    paid: { account: who.account, from: month, to: month, months: 1 },
    ...{ on: today(), by: sun() },
  });
  await world.missed(who, 1, 1);
  return who;
}

async function proposed({ openingCase }: Holder): Promise<string> {
  const { digest } = await looked(openingCase);
  const content = { openingCase, digest, ...REASON };
  return (await place.start('opening-reversal', content, SUPERVISOR)).caseId;
}

const approve = (caseId: string) => place.act(caseId, 'approve', REASON, SECOND_SUPERVISOR);

/** Everything of an account that an undoing changes. */
async function standing({ account }: Holder) {
  const [row] = await place.ask<Record<string, unknown>>(
    `select a.state, a.close_reason, a.paid_to,
            (select sum(b.amount)::text from balance b where b.account = a.number) as money,
            (select g.state from agreement g where g.account = a.number) as agreement,
            (select count(*)::integer from plan l where l.account = a.number and l.active) as plans,
            (select m.state from mandate m where m.account = a.number) as mandate,
            (select array_agg(distinct d.state) from contribution_due d where d.account = a.number)
              as dues,
            (select count(*)::integer from contribution c
              where c.account = a.number and c.taken_back is null) as months
       from account a where a.number = $1`,
    account,
  );
  return row;
}

/** Of the center's books: sums by book, and what the checks of the proof find. */
async function books() {
  const sums = await place.ask<{ book: string; sum: string }>(
    `select book, sum(amount)::text as sum from posting where book in ('bank', 'suspense', 'personal')
      group by book order by book`,
  );
  const wrong: string[] = [];
  for (const check of CENTER_CHECKS) {
    const parts = await inTransaction(place.pool, (tx) => proveCenter(tx, '210100', check));
    wrong.push(...parts.flatMap(({ named }) => named.map((one) => `${check} ${one}`)));
  }
  return { sums: Object.fromEntries(sums.map(({ book, sum }) => [book, Number(sum)])), wrong };
}

const BEFORE = {
  ...{ state: 'normal', close_reason: null, money: '1600.00', agreement: 'active', plans: 1 },
  ...{ dues: ['missed'], months: 2 },
};

describe('an opening with contributions', () => {
  it('is looked at, and undone by another supervisor: all of it, by compensating entries', async () => {
    const who = await contributor();
    expect(await standing(who)).toMatchObject(BEFORE);
    const plan = await looked(who.openingCase);
    expect(plan).toMatchObject({ months: 2, dues: 1, balance: '1600.00', casesOpen: [] });
    expect(plan.plan.steps.map(({ kind }) => kind)).toEqual(['assignment', 'contribution']);
    const before = await books();
    expect(before.wrong).toEqual([]);
    const caseId = await proposed(who);
    expect(await standing(who)).toMatchObject(BEFORE);
    await approve(caseId);

    expect(await standing(who)).toEqual({
      ...{ state: 'closed', close_reason: 'opened-by-mistake', paid_to: null, money: '0.00' },
      ...{ agreement: 'void', plans: 0, mandate: 'cancelled', dues: ['void'], months: 0 },
    });
    // The money stays with the bank: out of the account, into suspense, each item with its task.
    const after = await books();
    expect(after.wrong).toEqual([]);
    expect(after.sums).toEqual({
      bank: before.sums['bank'],
      personal: before.sums['personal']! - 1600,
      suspense: before.sums['suspense']! + 1600,
    });
    const items = await place.ask<{ cause: string; amount: string; tasks: number }>(
      `select x.cause, x.amount::text, (select count(*)::integer from task t
         where t.suspense = x.id and t.closed_at is null) as tasks
         from suspense_item x where x.state = 'open' order by x.cause`,
    );
    expect(items).toEqual([
      { cause: 'contribution-reversed', amount: '800.00', tasks: 1 },
      { cause: 'no-virtual-account', amount: '800.00', tasks: 1 },
    ]);
    // Told to the bank, and to the person with the amount; kept as it was looked at.
    const told = await place.ask<{ kind: string }>(
      `select kind from outbox where case_id = $1 order by kind`,
      caseId,
    );
    expect(told.map(({ kind }) => kind)).toEqual(['mandate-cancel', 'notice']);
    expect((await place.papers(caseId))[0]).toMatchObject({
      ...{ kind: 'opening-undone', params: { toSuspense: '1600.00' } },
    });
    const kept = await looked(caseId);
    expect(kept).toMatchObject({ undoneBy: caseId, undoneOn: today(), digest: plan.digest });
    expect(kept.journals).toHaveLength(3);
    expect(await looked(who.openingCase)).toEqual(kept);
  });

  it('lets the person join again', async () => {
    const who = await contributor();
    await approve(await proposed(who));
    const [{ n } = { n: 0 }] = await place.ask<{ n: number }>(
      `select count(*)::integer as n from account where person = $1 and state <> 'closed'`,
      who.person,
    );
    expect(n).toBe(0);
    expect(await refusalOf(proposed(who))).toBe('action-not-permitted');
  });

  it('is not proposed by whoever has not looked, nor by an old look', async () => {
    const who = await contributor();
    const { openingCase } = who;
    const start = (content: object) =>
      place.start('opening-reversal', { openingCase, ...REASON, ...content }, SUPERVISOR);
    expect(await refusalOf(start({}))).toBe('action-not-permitted');
    expect(await refusalOf(start({ digest: '0'.repeat(64) }))).toBe('version-conflict');
    expect(await standing(who)).toMatchObject(BEFORE);
  });

  it('stays as it is when a month was paid between look and confirmation', async () => {
    const who = await contributor();
    const caseId = await proposed(who);
    await world.pay(who, addToMonth(THIS_MONTH(), 2), today());
    expect(await refusalOf(approve(caseId))).toBe('version-conflict');
    expect(await standing(who)).toMatchObject({ ...BEFORE, money: '2400.00', months: 3 });
    expect((await place.row(caseId)).stage).toBe('awaiting second person');
  });

  it.each<[string, (who: Holder) => Promise<unknown>]>([
    ['有冻结', (who) => hold(who)],
    [
      '付出过提取款',
      (who) =>
        place.db.owner.query(
          `insert into payout (key, case_id, n, center, person, account, amount, card, card_last4,
             state, run_on, serial, booked_on, created_at)
           select $1, $2, 1, '210100', $3, $4, 100, l.card, '0001', 'paid', current_date, $1,
                  current_date, now() from plan l where l.account = $4 limit 1`,
          [`payout/${who.openingCase}/1`, who.openingCase, who.person, who.account],
        ),
    ],
    [
      '协议已经中止',
      (who) =>
        place.db.owner.query(`update agreement set state = 'suspended' where id = $1`, [
          who.agreement,
        ]),
    ],
  ])('is refused by name: %s', async (words, happens) => {
    const who = await contributor();
    const caseId = await proposed(who);
    await happens(who);
    const { state } = await looked(who.openingCase);
    expect(state).toBe('normal');
    const refusal: unknown = await approve(caseId).catch((error: unknown) => error);
    expect(JSON.stringify((refusal as { cause?: { details?: unknown } }).cause?.details)).toContain(
      words,
    );
    expect(await standing(who)).toMatchObject({ state: 'normal', money: '1600.00', months: 2 });
  });

  it(
    'is undone once by a worker that dies after the commit',
    async () => {
      const who = await contributor();
      const caseId = await proposed(who);
      // As a browser does: sent again under the same key until somebody answers.
      const by = { ...SECOND_SUPERVISOR, updateId: `act:${randomUUID()}` };
      const story = () =>
        vi.waitFor(() => place.act(caseId, 'approve', REASON, by), {
          ...{ timeout: LIMIT_MS, interval: 500 },
        });
      expect(await killedAtEach(place, secrets, { kinds: ['account-opening-undone'], story })).toBe(
        1,
      );
      expect(await standing(who)).toMatchObject({ state: 'closed', money: '0.00', months: 0 });
      const keys = await place.ask<{ key: string; n: number }>(
        `select key, count(*)::integer as n from journal where key like $1 group by key`,
        `undo/${caseId}/%`,
      );
      expect(keys.map(({ n }) => n)).toEqual([1, 1, 1]);
      expect((await books()).wrong).toEqual([]);
    },
    LIMIT_MS,
  );
});

async function hold({ account, person }: Holder): Promise<void> {
  await place.db.owner.query(
    `insert into hold (id, account, kind, document, placed_by, placed_on)
     values ($1, $2, 'court', $3, 'test', current_date)`,
    [randomUUID(), account, `（2026）辽01执${person.slice(0, 4)}号`],
  );
}
