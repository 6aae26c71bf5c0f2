/** （七）: the money of a withdrawal, whatever the bank does: never paid twice, never lost, never guessed. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { handleIncoming } from '../../activities/inbox.ts';
import { createOffices } from '../../activities/offices.ts';
import type { BankResult } from '../../activities/outside/bank-answer.ts';
import { bookResult } from '../../activities/payouts.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { receive } from '../../src/db/inbox.ts';
import { acknowledgeTask } from '../../src/db/tasks.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { exact, yuan } from '../../src/domain/money.ts';
import { IncomingMessage } from '../../src/forms/incoming.ts';
import { today } from '../builders.ts';
import { newCard } from '../harness/mandated.ts';
import { office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = withdrawals(place);
leftInOrder(place);
const { drawer, asked, paying, payouts, balances, journals, inPayment, settled, funded } = own;
const { control, bank } = own;
const REASON = { reason: '本人要求' };
const MINUTE_MS = 60_000;

const breaks = (kind: string, more: object = {}) =>
  control('PUT', '/faults/bank', { kind, ...more });
const mends = () => control('DELETE', '/faults/bank');

interface AtBank {
  readonly key: string;
  readonly state: string;
}
/** As the bank has them. */
async function atBank(caseId: string): Promise<readonly AtBank[]> {
  const response = await fetch(`${place.outside()}/control/bank/instructions?limit=100`);
  const { items } = (await response.json()) as { items: readonly AtBank[] };
  return items.filter(({ key }) => key.startsWith(`payout/${caseId}/`));
}

/** How often the bank was told to pay or to debit: asking is something else. */
async function sendings(): Promise<number> {
  const query = 'system=bank&limit=1000';
  const response = await fetch(`${place.outside()}/control/requests?${query}`);
  const { items } = (await response.json()) as { items: { requestId: string | null }[] };
  return items.filter(({ requestId }) => requestId?.startsWith('send:') === true).length;
}

/** What the bank says by itself, as the API takes it in, and worked off. */
async function hear(by: string, about: string, content: object): Promise<void> {
  const { owner, api } = place.db;
  await owner.query(
    `with made as (
       insert into staff (id, subject, kind, name, center)
       values ('paying-bank', 'paying-bank', 'channel', '付款银行', '210100')
       on conflict do nothing returning id)
     insert into staff_scope (staff, role, center, valid_from)
     select id, 'channel', '210100', '2026-01-01' from made`,
  );
  const keys = createPersonKeys(place.secrets.center);
  const serial = randomUUID();
  const message = IncomingMessage.parse({ kind: 'bank-result', serial, about, content });
  await receive(
    api,
    { personKeys: keys, center: place.secrets.center },
    {
      ...{ serial, kind: 'bank-result', about, answers: null, content: message.content },
      ...{ by: { id: by, role: 'channel', origin: 'test', at: Date.now() }, centers: ['210100'] },
    },
  );
  await handleIncoming({
    ...{ pool: place.pool, secrets: place.secrets, personKeys: keys },
    offices: createOffices(place.pool),
  });
}

const kindsOf = async (caseId: string) => (await journals(caseId)).map(({ kind }) => kind);

/** A card of that holder as the bank has it. */
const cardAtBank = (card: { number: string; holder: string }, state: string) =>
  control('PUT', '/bank/cards', {
    number: card.number,
    holder: card.holder,
    document: '219900199001010014',
    state,
  });

describe('付款指令：一个编号，只付一次', () => {
  it('the answer was lost: the bank is asked by the key and nothing is sent again', async () => {
    await funded();
    const who = await drawer();
    const caseId = await paying(who);
    await breaks('lost-answer');
    const before = await sendings();
    await bank.relay();
    expect(await payouts(caseId)).toMatchObject([{ state: 'sent' }]);
    expect(await sendings()).toBe(before + 1);
    expect((await place.row(caseId)).stage).toBe('paying');
    await mends();
    await settled(caseId);
    expect((await place.row(caseId)).stage).toBe('paid');
    expect(await sendings()).toBe(before + 1);
    expect(await atBank(caseId)).toMatchObject([{ state: 'done' }]);
    expect(await kindsOf(caseId)).toEqual(['reserve', 'payment']);
  });

  it('told by the bank itself before anybody asks: booked once, and its answer finds it done', async () => {
    const caseId = await paying(await drawer());
    await breaks('lost-answer');
    await bank.relay();
    await mends();
    const [payout] = await payouts(caseId);
    const key = String(payout?.['key']);
    const told = (by: string) =>
      hear(by, key, {
        ...{ key, batch: 'told', kind: 'payout', asked: '3000.00', amount: '3000.00' },
        ...{ serial: `told-${caseId}`, bookedOn: today(), state: 'done' },
      });
    // Whoever does not speak for the center tells nothing of ours.
    await told('channel-terminal');
    expect(await payouts(caseId)).toMatchObject([{ state: 'sent' }]);
    await told('paying-bank');
    expect(await payouts(caseId)).toMatchObject([{ state: 'paid', serial: `told-${caseId}` }]);
    await told('paying-bank');
    await settled(caseId);
    expect((await place.row(caseId)).stage).toBe('paid');
    expect(await kindsOf(caseId)).toEqual(['reserve', 'payment']);
  });

  it('the bank never got it, as it says by the key: only then it is sent again', async () => {
    const who = await drawer();
    const caseId = await paying(who);
    await breaks('down');
    await bank.relay();
    expect(await atBank(caseId)).toEqual([]);
    await mends();
    await settled(caseId);
    expect(await atBank(caseId)).toMatchObject([{ state: 'done' }]);
    expect(await payouts(caseId)).toMatchObject([{ n: 1, state: 'paid' }]);
  });

  it('an answer that is told twice, by whatever way, is booked once', async () => {
    const who = await drawer();
    const caseId = await paying(who);
    await settled(caseId);
    const [{ key, serial, booked_on: bookedOn }] = (await payouts(caseId)) as never as [
      { key: string; serial: string; booked_on: string },
    ];
    const amount = yuan('3000.00');
    const result: BankResult = {
      kind: 'payout',
      state: 'done',
      ...{ key, batch: key, asked: amount, amount, difference: yuan('0.00'), serial },
      bookedOn: plainDate(bookedOn),
    };
    const personKeys = createPersonKeys(place.secrets.center);
    const book = () =>
      inTransaction(place.pool, (tx) => bookResult(tx, { personKeys, at: Date.now() }, result));
    await Promise.all([book(), book()]);
    expect(await kindsOf(caseId)).toEqual(['reserve', 'payment']);
    expect((await place.events(caseId)).filter((one) => one === 'payout-paid')).toHaveLength(1);
  });

  it('an answer that speaks of another amount than ours is booked as the money moved', async () => {
    const card = newCard();
    const who = await drawer({ card });
    const caseId = await paying(who, { bankCard: card });
    await breaks('asked-differs', { about: card.number, times: 1 });
    await settled(caseId);
    await mends();
    expect(await payouts(caseId)).toMatchObject([{ state: 'paid', moved: '2999.99' }]);
    expect(await balances(who)).toEqual({ flexible: '17000.01' });
    expect((await place.row(caseId)).stage).toBe('paid');
  });

  it('a cent less was paid: booked as it moved, the cent is the person’s again', async () => {
    const card = newCard();
    const who = await drawer({ card });
    const caseId = await paying(who, { bankCard: card });
    await breaks('wrong-amount', { about: card.number, times: 1 });
    await settled(caseId);
    await mends();
    expect(await payouts(caseId)).toMatchObject([{ state: 'paid', moved: '2999.99' }]);
    expect(await balances(who)).toEqual({ flexible: '17000.01' });
    expect(await inPayment(caseId)).toBe('0.00');
    const paid = (await place.trail(caseId)).find(({ kind }) => kind === 'payout-paid');
    expect(paid?.public).toMatchObject({ difference: '-0.01' });
  });
});

describe('银行没有付成的，款项退回账户', () => {
  it('another card of the same person is paid by an instruction of its own', async () => {
    const card = newCard();
    const who = await drawer({ card });
    await cardAtBank(card, 'closed');
    const caseId = await paying(who, { bankCard: card });
    await settled(caseId);
    expect((await place.row(caseId)).stage).toBe('payment failed');
    expect(await balances(who)).toEqual({ flexible: '20000.00' });
    expect(await inPayment(caseId)).toBe('0.00');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'mend-payout', role: 'clerk' }]);
    const strange = { bankCard: { ...newCard(), holder: '李四' }, ...REASON };
    expect(await refusalOf(place.act(caseId, 'change-card', strange))).toBe('input-invalid');
    await place.act(caseId, 'change-card', { bankCard: newCard(), ...REASON });
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    await place.until(caseId, 'paying');
    await settled(caseId);
    expect((await place.row(caseId)).stage).toBe('paid');
    expect(await payouts(caseId)).toMatchObject([
      { n: 1, state: 'refused', reason: 'card-closed' },
      { n: 2, state: 'paid' },
    ]);
    expect(await balances(who)).toEqual({ flexible: '17000.00' });
    expect(await kindsOf(caseId)).toEqual(['reserve', 'release', 'reserve', 'payment']);
  });

  it('who names no other card in time keeps the money in the account', async () => {
    const card = newCard();
    const who = await drawer({ card });
    await cardAtBank(card, 'closed');
    const caseId = await paying(who, { bankCard: card });
    await settled(caseId);
    await place.pass(caseId, 'payout-card', -MINUTE_MS);
    expect((await place.row(caseId)).stage).toBe('payment failed');
    await place.pass(caseId, 'payout-card');
    expect(await place.row(caseId)).toMatchObject({ stage: 'lapsed', outcome: 'not-mended' });
    expect(await balances(who)).toEqual({ flexible: '20000.00' });
  });
});

describe('结果不明的，查明以前不重付', () => {
  it('the bank is down for days: parked, asked by itself and on request, paid once when it is back', async () => {
    const who = await drawer();
    const caseId = await paying(who);
    await breaks('down');
    await bank.relay();
    await place.pass(caseId, 'payout');
    expect((await place.row(caseId)).stage).toBe('needs attention');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'payout-unknown' }]);
    expect(await inPayment(caseId)).toBe('3000.00');
    await place.days(caseId, 2);
    expect((await place.row(caseId)).stage).toBe('needs attention');
    await place.db.owner.query(
      `update outbox set parked_at = now() where case_id = $1 and kind = 'payout'`,
      [caseId],
    );
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    expect(
      await place.ask(`select 1 from outbox where case_id = $1 and parked_at is not null`, caseId),
    ).toEqual([]);
    await mends();
    await settled(caseId);
    expect((await place.row(caseId)).stage).toBe('paid');
    expect(await atBank(caseId)).toHaveLength(1);
    expect(await kindsOf(caseId)).toEqual(['reserve', 'payment']);
  });
});

describe('付后退回', () => {
  it('the money is in the account again, somebody calls, and the months count as not withdrawn', async () => {
    const who = await drawer();
    const caseId = await paying(who);
    await settled(caseId);
    const [{ key }] = (await payouts(caseId)) as never as [{ key: string }];
    await control('POST', '/bank/returns', { key });
    await bank.relay();
    expect(await payouts(caseId)).toMatchObject([{ state: 'returned' }]);
    expect(await balances(who)).toEqual({ flexible: '20000.00' });
    expect(await kindsOf(caseId)).toEqual(['reserve', 'payment', 'payment-return']);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'payout-returned', role: 'clerk' }]);
    const [task] = await place.ask<{ id: string; version: number }>(
      'select id, version from task where case_id = $1 and closed_at is null',
      caseId,
    );
    await acknowledgeTask(place.db.api, { task: task!.id, version: task!.version, by: bank.by() });
    expect(await place.events(caseId)).toContain('payout-return-told');
    const told = await place.ask(
      `select 1 from document where kind = 'payout-returned' and case_id = $1`,
      who.openingCase,
    );
    expect(told).toHaveLength(1);
    const again = await paying(who);
    await settled(again);
    expect((await place.row(again)).stage).toBe('paid');
  });
});

describe('同一账户，同时两件', () => {
  it('two at the same instant: one draws, the other is refused by name, the balance holds', async () => {
    const who = await drawer({ flexible: '5000.00' });
    const forms = await Promise.all([own.form(who), own.form(who)]);
    const ends = await Promise.all(
      forms.map((form) =>
        own.start(form).then(
          async ({ caseId }) => {
            await place.temporal.clock.untilIdle(place.handle(caseId)).catch(() => undefined);
            return caseId;
          },
          (error: unknown) => refusalOf(Promise.reject(error as Error)),
        ),
      ),
    );
    const rows = await place.ask<{ stage: string }>(
      `select stage from "case" where id::text = any ($1) order by stage`,
      ends,
    );
    const drawn = rows.filter(({ stage }) => stage === 'paying');
    expect(drawn).toHaveLength(1);
    const others = rows.filter(({ stage }) => stage === 'refused').length;
    expect(others + ends.filter((end) => end === 'claim-held').length).toBe(1);
    expect(await balances(who)).toEqual({ flexible: '2000.00' });
    const [open] =
      rows.length > 0 ? ends.filter((end) => end.includes('-') && end.length === 36) : [];
    expect(open).toBeDefined();
    for (const end of ends) if (end.length === 36) await settled(end);
  });

  it('a second one while the first is under way is refused by name', async () => {
    const who = await drawer();
    const first = await paying(who);
    const second = await asked(who);
    expect(await place.row(second)).toMatchObject({ stage: 'refused' });
    expect((await place.row(second)).detail).toMatchObject({
      reasons: expect.arrayContaining([
        { code: 'withdrawal-case-in-flight', clause: 'liaoning-7' },
      ]) as unknown,
    });
    await settled(first);
  });
});

describe('账实相符', () => {
  it('what the bank paid out, less what came back, is what the books say, to the cent', async () => {
    const response = await fetch(`${place.outside()}/control/bank/instructions?limit=1000`);
    const { items } = (await response.json()) as {
      items: readonly { kind: string; state: string; moved: string | null }[];
    };
    const moved = items
      .filter(({ kind, state }) => kind === 'payout' && state === 'done')
      .reduce((sum, one) => sum.plus(one.moved ?? '0.00'), exact(0));
    const [books] = await place.ask<{ amount: string; waiting: string }>(
      `select sum(p.amount) filter (where p.book = 'bank')::text as amount,
              sum(p.amount) filter (where p.book = 'in-payment')::text as waiting
         from posting p join journal j on j.id = p.journal
        where j.kind in ('reserve', 'payment', 'release', 'reserve-moved', 'payment-return',
                'overpayment')`,
    );
    expect(exact(books?.amount ?? '0').toFixed(2)).toBe(moved.toFixed(2));
    const [open] = await place.ask<{ amount: string }>(
      `select coalesce(sum(amount), 0)::text as amount from payout where state in ('ready', 'sent')`,
    );
    expect(exact(books?.waiting ?? '0').toFixed(2)).toBe(exact(open?.amount ?? '0').toFixed(2));
  });
});
