/** The simulated bank's promises: one instruction per key, nothing made and nothing lost. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exact } from '../../src/domain/money.ts';
import { demoCards } from '../../src/simulators/bank/demo-cards.ts';
import { demoPeople } from '../../src/simulators/people.ts';
import { SEED_ACCOUNTS } from '../../src/seed/accounts.ts';
import opening from '../../examples/account-opening.json' with { type: 'json' };
import { bankSuite, CENTER, type Holder } from './bank-client.ts';
import { simulators } from './start.ts';

const suite = simulators();
const bank = bankSuite(suite);
let books: pg.Pool;
beforeAll(() => {
  books = new pg.Pool({ connectionString: suite.databaseUrl, max: 2 });
});
afterAll(() => books.end());

/** What all places hold together, in one glance at the books. */
async function total(): Promise<string> {
  const { rows } = await books.query<{ sum: string }>('select sum(balance) from sim.bank_place');
  return rows[0]?.sum ?? '';
}

type Signed = Holder & { readonly mandate: string };
const debitOf = (
  { number, holder, mandate }: Signed,
  amount: string,
  key: string = randomUUID(),
) => ({
  ...{ key, mandate, card: number, holder, amount },
});
const payoutOf = ({ number, holder }: Holder, amount: string, key: string = randomUUID()) => ({
  ...{ key, card: number, holder, amount },
});

describe('a mandate', () => {
  const signing = ({ number, holder, document }: Holder, requestId = randomUUID()) => ({
    ...{ requestId, center: CENTER, card: number, holder, limit: '1000.00' },
    document: { type: 'resident-id', number: document },
  });

  it('is signed only by the person whose card it is', async () => {
    const person = await bank.holder();
    const codes = [];
    for (const stated of [
      person,
      { ...person, holder: '孟轲' },
      { ...person, document: 'another' },
    ]) {
      codes.push((await bank.post('/mandates', signing(stated))).body['code']);
    }
    expect(codes).toEqual([null, '05', '05']);
  });

  it('is one mandate however often its signing is sent, and refuses another content', async () => {
    const person = await bank.holder();
    const request = signing(person);
    const [first, second] = [
      await bank.post('/mandates', request),
      await bank.post('/mandates', request),
    ];
    expect(second).toEqual(first);
    expect((await bank.post('/mandates', { ...request, limit: '1.00' })).status).toBe(409);
  });

  it('takes no debit before its holder confirms it with the code', async () => {
    const person = await bank.holder();
    const { body } = await bank.post('/mandates', signing(person));
    const mandate = String(body['mandate']);
    const early = debitOf({ ...person, mandate }, '10.00');
    await bank.debit([early]);
    expect(await bank.find(early.key)).toMatchObject([{ state: 'refused', code: '71' }]);
    const wrong = await bank.post('/mandates/confirmations', { mandate, code: '000000' });
    expect(wrong.body).toMatchObject({ result: 'refused', code: '81', state: 'unconfirmed' });
    await bank.post('/mandates/confirmations', { mandate, code: person.number.slice(-6) });
    const later = debitOf({ ...person, mandate }, '10.00');
    await bank.debit([later]);
    expect(await bank.find(later.key)).toMatchObject([{ state: 'done', amount: '10.00' }]);
  });

  it('goes on with its card until the new one is confirmed', async () => {
    const [person, other] = [await bank.holder(), await bank.holder()];
    const next = { ...other, holder: person.holder, document: person.document };
    await bank.card({ number: next.number, holder: next.holder, document: next.document });
    const { mandate } = person;
    await bank.post('/mandates/changes', { mandate, card: next.number });
    const [old, early] = [debitOf(person, '1.00'), debitOf({ ...next, mandate }, '1.00')];
    await bank.debit([old, early]);
    expect(await bank.find(old.key, early.key)).toMatchObject([{ state: 'done' }, { code: '72' }]);
    await bank.post('/mandates/confirmations', { mandate, code: next.number.slice(-6) });
    const [late, now] = [debitOf(person, '1.00'), debitOf({ ...next, mandate }, '1.00')];
    await bank.debit([late, now]);
    expect(await bank.find(late.key, now.key)).toMatchObject([{ code: '72' }, { state: 'done' }]);
  });

  it.each(['center', 'holder'])('is over once the %s has cancelled it', async (by) => {
    const person = await bank.holder();
    const { mandate } = person;
    if (by === 'center') await bank.post('/mandates/cancellations', { mandate });
    else await suite.control('POST', '/bank/mandates/cancel', { mandate });
    const debit = debitOf(person, '1.00');
    await bank.debit([debit]);
    expect(await bank.find(debit.key)).toMatchObject([{ state: 'refused', code: '71' }]);
    const { body } = await bank.post('/mandates/queries', { mandate });
    expect(body).toMatchObject({ state: 'cancelled', cancelledBy: by });
  });
});

describe('a debit', () => {
  it.each([
    ['5000.00', 'normal', '2999.99', 'done'],
    ['3000.00', 'normal', '3000.00', 'done'],
    ['2999.99', 'normal', '3000.00', 'refused 51'],
    ['5000.00', 'normal', '3000.01', 'refused 61'],
    ['5000.00', 'lost', '1.00', 'refused 41'],
    ['5000.00', 'frozen', '1.00', 'refused 62'],
    ['5000.00', 'closed', '1.00', 'refused 46'],
  ])('of a card with %s that is %s: %s is %s', async (balance, state, amount, outcome) => {
    const person = await bank.holder({ balance });
    await bank.card({ number: person.number, state });
    const debit = debitOf(person, amount);
    await bank.debit([debit]);
    const [{ state: as, code } = {}] = await bank.find(debit.key);
    expect([as, code].filter(Boolean).join(' ')).toBe(outcome);
  });

  it('runs once however often it is sent, also in another batch and all at once', async () => {
    const person = await bank.holder({ balance: '100.00' });
    const debit = debitOf(person, '30.00');
    await Promise.all(Array.from({ length: 8 }, () => bank.debit([debit])));
    await bank.debit([debit]);
    await bank.find(debit.key);
    expect(await bank.balance(person.number)).toBe('70.00');
  });

  it('is refused with its whole batch when its key stands for another content', async () => {
    const person = await bank.holder();
    const [debit, beside] = [debitOf(person, '30.00'), debitOf(person, '1.00')];
    await bank.debit([debit]);
    expect((await bank.debit([{ ...debit, amount: '31.00' }, beside])).status).toBe(409);
    expect(await bank.find(debit.key, beside.key)).toMatchObject([
      { state: 'done', amount: '30.00' },
      { state: 'not-known' },
    ]);
  });

  it('waits for its day', async () => {
    const person = await bank.holder();
    const debit = debitOf(person, '1.00');
    await suite.control('PUT', '/settings', { today: '2026-03-09' });
    const items = [{ ...debit, text: '缴存' }];
    await bank.post('/debits', { center: CENTER, batch: 'b', day: '2026-03-10', items });
    expect(await bank.find(debit.key)).toMatchObject([{ state: 'accepted' }]);
    await suite.control('PUT', '/settings', { today: '2026-03-10' });
    expect(await bank.find(debit.key)).toMatchObject([{ state: 'done', bookedOn: '2026-03-10' }]);
    await suite.control('PUT', '/settings', {});
  });

  it('can be recalled, and then the money is back on the card', async () => {
    const person = await bank.holder({ balance: '100.00' });
    const debit = debitOf(person, '40.00');
    await bank.debit([debit]);
    await suite.control('POST', '/bank/returns', { key: debit.key });
    expect(await bank.find(debit.key)).toMatchObject([{ state: 'returned', code: '90' }]);
    expect(await bank.balance(person.number)).toBe('100.00');
  });
});

describe('results', () => {
  it('come in pages, each once, in the order in which they happened', async () => {
    const person = await bank.holder();
    const batch = randomUUID();
    const debits = Array.from({ length: 7 }, () => debitOf(person, '1.00'));
    await bank.debit(debits, batch);
    const told: unknown[] = [];
    let after = '0';
    for (let more = true; more;) {
      const { body } = await bank.post('/results', { center: CENTER, batch, after, limit: 3 });
      told.push(...(body['items'] as { key: string }[]).map(({ key }) => key));
      after = String(body['next']);
      more = body['more'] === true;
    }
    expect(told).toEqual(debits.map(({ key }) => key));
    await suite.control('POST', '/bank/returns', { key: debits[2]!.key });
    const { body } = await bank.post('/results', { center: CENTER, batch, after, limit: 3 });
    expect(body['items']).toMatchObject([{ key: debits[2]!.key, state: 'returned' }]);
  });
});

describe('a payment', () => {
  it('reaches a card of the bank or of the world, never more than the account holds', async () => {
    await suite.control('PUT', '/bank/deposits', { center: CENTER, balance: '100.00' });
    const person = await bank.holder({ balance: '0.00' });
    const elsewhere = { ...person, number: '6217009999999999999' };
    const payments = [
      payoutOf(person, '60.00'),
      payoutOf(elsewhere, '40.00'),
      payoutOf(person, '0.01'),
    ];
    await bank.payOut(payments);
    expect(await bank.find(...payments.map(({ key }) => key))).toMatchObject([
      { state: 'done' },
      { state: 'done' },
      { state: 'refused', code: '91' },
    ]);
    expect(await bank.balance(person.number)).toBe('60.00');
    expect(await bank.deposit()).toBe('0.00');
    await suite.control('POST', '/bank/returns', { key: payments[1]!.key });
    expect(await bank.deposit()).toBe('40.00');
  });

  it('does not reach a card of another name', async () => {
    const person = await bank.holder();
    const payment = payoutOf({ ...person, holder: '孟轲' }, '1.00');
    await bank.payOut([payment]);
    expect(await bank.find(payment.key)).toMatchObject([{ state: 'refused', code: '05' }]);
  });
});

describe('the money of the bank', () => {
  it('sums to zero in every glance while everything moves at once', async () => {
    const people = await Promise.all([bank.holder(), bank.holder(), bank.holder()]);
    const seen = new Set<string>();
    const reader = { on: true };
    const reading = (async () => {
      while (reader.on) seen.add(await total());
    })();
    const amounts = ['0.01', '12.34', '999.99', '3000.00'];
    const acts = fc.sample(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(3)), { numRuns: 60, seed: 7 });
    const keys: string[] = [];
    await Promise.all(
      acts.map(async ([what, whose, how]) => {
        const [person, amount] = [people[whose]!, amounts[how]!];
        const key = randomUUID();
        keys.push(key);
        if (what === 0) await bank.debit([debitOf(person, amount, key)]);
        if (what === 1) await bank.payOut([payoutOf(person, amount, key)]);
        if (what === 2) await transfer({ amount, payerAccount: person.number });
        if (what === 3) await suite.control('POST', '/bank/returns', { key: keys[how] ?? key });
      }),
    );
    await bank.find(...keys);
    reader.on = false;
    await reading;
    expect([...seen]).toEqual(['0.00']);
    const { rows } = await books.query(
      `select p.code from sim.bank_place p
       where p.balance <> (select coalesce(sum(case when m.target = p.code then m.amount
         else -m.amount end), 0) from sim.bank_move m where p.code in (m.source, m.target))
       union all select d.center from sim.bank_deposit d join sim.bank_place p on p.code = d.place
       where p.balance <> d.opening + (select coalesce(sum(e.amount), 0) from sim.bank_entry e
         where e.center = d.center)`,
    );
    expect(rows).toEqual([]);
  });
});

function transfer(change: object): Promise<unknown> {
  const payer = { payer: '荀况', payerAccount: '6217001234567890123' };
  return suite.control('POST', '/bank/transfers', { center: CENTER, ...payer, ...change });
}

describe('the statement', () => {
  it('of a day that is over is the same bytes for ever, and of a day that is not, is not there', async () => {
    await suite.control('PUT', '/settings', { today: '2026-05-06' });
    const person = await bank.holder();
    await bank.debit([debitOf(person, '12.00', 'statement-1')]);
    await transfer({ amount: '800.00', text: '补缴,"五月"', virtualAccount: 'V1' });
    const query = { center: CENTER, day: '2026-05-06', charset: 'gb18030' };
    expect((await bank.post('/statements', query)).body).toMatchObject({ result: 'not-ready' });
    await suite.control('PUT', '/settings', { today: '2026-05-07' });
    const told = (await bank.post('/statements', query)).body;
    expect(told).toMatchObject({ result: 'ready', lines: 2, received: '812.00', paid: '0.00' });
    const fetchFile = async (charset: string) =>
      Buffer.from(
        await (
          await fetch(`${suite.url}/bank/v1/statements/${CENTER}/2026-05-06/${charset}`)
        ).arrayBuffer(),
      );
    const first = await fetchFile('gb18030');
    await transfer({ amount: '1.00' });
    await suite.restart();
    expect((await fetchFile('gb18030')).equals(first)).toBe(true);
    const text = new TextDecoder('gb18030', { fatal: true }).decode(first);
    expect(text).toBe((await fetchFile('utf-8')).toString('utf8'));
    expect(text).toContain(',statement-1,收,12.00,');
    expect(text).toContain('"补缴,""五月""",V1');
    expect(text).not.toContain(person.number);
    expect(text).not.toContain('荀况');
    await suite.control('PUT', '/settings', {});
  });
});

describe('the books of the demo', () => {
  const demo = demoPeople();
  const cards = demoCards(demo);
  const sign = async (code: string, known?: string) => {
    const at = demo.findIndex((one) => one.code === code);
    const { name: holder, document } = demo[at]!;
    const card = known ?? cards[at]!.number;
    const request = { center: CENTER, card, holder, document, limit: '1000.00' };
    const { body } = await bank.post('/mandates', request);
    const mandate = String(body['mandate']);
    await bank.post('/mandates/confirmations', { mandate, code: card.slice(-6) });
    return { signed: body['code'], debit: debitOf(holderOf(card, holder, mandate), '800.00') };
  };
  const holderOf = (number: string, holder: string, mandate: string) => ({
    ...{ number, holder, mandate, document: '', balance: '', limit: '' },
  });

  it('take the debit of the example, and not those of an empty card and a card of another', async () => {
    const example = await sign('no-account', opening.bankCard.number);
    const empty = await sign('open-loan');
    const another = await sign('local-closed');
    expect([example.signed, empty.signed, another.signed]).toEqual([null, null, '05']);
    await bank.debit([example.debit, empty.debit]);
    expect(await bank.find(example.debit.key, empty.debit.key)).toMatchObject([
      { state: 'done' },
      { state: 'refused', code: '51' },
    ]);
  });

  it('begin with what the accounts of the demo center hold', async () => {
    const sum = SEED_ACCOUNTS.reduce((all, { balance }) => all.plus(balance), exact('0'));
    await suite.control('DELETE', '/books');
    expect(await bank.deposit()).toBe(sum.toFixed(2));
    expect(await total()).toBe('0.00');
  });

  it('show nobody in full: not in the lists and not on the page', async () => {
    const person = await bank.holder({ holder: '公孙龙子', document: '219900197703030019' });
    await bank.debit([debitOf(person, '1.00')]);
    const shown = [
      JSON.stringify(await suite.asked()),
      JSON.stringify(await suite.control('GET', '/bank/mandates')),
      JSON.stringify(await suite.control('GET', '/bank/instructions')),
      await (await fetch(suite.url)).text(),
    ].join('\n');
    for (const secret of [person.number, person.document, '公孙龙子']) {
      expect(shown).not.toContain(secret);
    }
    expect(shown).toContain('受托银行');
    expect(shown).toContain(`扣款 1笔 1.00元`);
  });
});

describe('a fault that only the bank has', () => {
  it('cannot be switched on elsewhere', async () => {
    const answer = await suite.control('PUT', '/faults/national', { kind: 'wrong-amount' });
    expect(answer).toMatchObject({ fields: [{ field: '/kind' }] });
  });

  it('is over by itself on its day', async () => {
    await suite.control('PUT', '/settings', { today: '2026-06-01' });
    await suite.breakIt('bank', { kind: 'down', until: '2026-06-04' });
    const asks = () =>
      bank.find('nothing').then(
        () => 'answered',
        () => 'down',
      );
    const seen = [];
    for (const today of ['2026-06-01', '2026-06-03', '2026-06-04']) {
      await suite.control('PUT', '/settings', { today });
      seen.push(await asks());
    }
    expect(seen).toEqual(['down', 'down', 'answered']);
    await suite.control('DELETE', '/faults');
    await suite.control('PUT', '/settings', {});
  });
});
