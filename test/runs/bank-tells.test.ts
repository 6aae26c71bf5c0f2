/** What the bank tells by itself leads where its answer leads, once, whichever of the two comes first. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handleIncoming } from '../../activities/inbox.ts';
import { takeIncomingTransfers } from '../../activities/incoming.ts';
import type { BankTransfer } from '../../activities/outside/bank-answer.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { receive } from '../../src/db/inbox.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { IncomingMessage } from '../../src/forms/incoming.ts';
import { acting, bench, CENTER, OTHER_CENTER, sideBySide } from '../db/fixtures.ts';
import { balanceOf } from '../ledger/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const came: BankTransfer[] = [];
const client = () =>
  ({
    ...bank.client,
    incoming: ({ center, after }: { center: string; after: string }) =>
      Promise.resolve({
        items: center === CENTER ? came.slice(Number(after)) : [],
        next: center === CENTER ? String(came.length) : '0',
        more: false,
      }),
  }) as BankClient;
const { start, drive, act, row, items, deps } = runs(suite, { bank: client });

beforeAll(async () => {
  await shippedFigures(suite);
  for (const [staff, center] of [
    ['bank', CENTER],
    ['far-bank', OTHER_CENTER],
  ]) {
    await suite.owner.query(
      `insert into staff (id, subject, kind, name, center) values ($1, $1, 'channel', '银行', $2)`,
      [staff, center],
    );
    await suite.owner.query(
      `insert into staff_scope (staff, role, center, valid_from)
       values ($1, 'channel', $2, '2026-01-01')`,
      [staff, center],
    );
  }
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

/** As the API takes it in: read by its form, then kept. */
async function told(
  kind: 'bank-result' | 'bank-incoming',
  about: string,
  content: object,
  { by = 'bank', serial = randomUUID() }: { by?: string; serial?: string } = {},
): Promise<void> {
  const message = IncomingMessage.parse({ kind, serial, about, content });
  await receive(
    suite.api,
    { personKeys: suite.personKeys, center: suite.secrets.center },
    {
      ...{ serial, kind, about, answers: null, content: message.content },
      ...{ by: acting(by, 'channel'), centers: [by === 'bank' ? CENTER : OTHER_CENTER] },
    },
  );
}
const hear = async () => {
  await suite.owner.query(`update inbox set available_at = '-infinity' where handled_at is null`);
  const { pool, secrets, personKeys, offices } = deps();
  return handleIncoming({ pool, secrets, personKeys, offices });
};
const poll = () => {
  const { pool, secrets, offices } = deps();
  return takeIncomingTransfers({
    ...{ pool, secrets, offices, bank: client(), signal: new AbortController().signal },
  });
};

/** The run of a day up to where it waits for the bank. */
async function collect(day: string): Promise<string> {
  const run = await start('collection', day);
  const stood = await drive(run, instant(day));
  if (stood.state === 'previewed') {
    await act(run, 'approve');
    await drive(run, instant(day));
  }
  return run;
}

const done = (key: string, more: object = {}) => ({
  ...{ key, batch: 'b', kind: 'debit', state: 'done', asked: '800.00', amount: '800.00' },
  ...{ serial: `S-${key}`.slice(0, 190), bookedOn: '2026-02-10', code: null },
  ...{ returnSerial: null, returnedOn: null, ...more },
});
const returned = (key: string) =>
  done(key, {
    ...{ state: 'returned', code: '90', returnSerial: `R-${key}`.slice(0, 190) },
    returnedOn: '2026-02-12',
  });
const refused = (key: string) =>
  done(key, { state: 'refused', amount: null, serial: null, code: '51' });

async function journalsOf(account: string): Promise<readonly string[]> {
  const { rows } = await suite.owner.query<{ kind: string }>(
    `select j.kind from journal j join posting p on p.journal = j.id
      where p.account = $1 order by j.id`,
    [account],
  );
  return rows.map(({ kind }) => kind);
}
async function monthsOf(account: string): Promise<readonly string[]> {
  const { rows } = await suite.owner.query<{ month: string }>(
    'select month from contribution where account = $1 and taken_back is null order by month',
    [account],
  );
  return rows.map(({ month }) => month);
}
async function inbox(about: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    `select handled_at is not null as handled, unasked, last_error from inbox where about = $1
      order by id`,
    [about],
  );
  return rows;
}

describe('the result of a debit', () => {
  let day = 9;
  // Every story has its own people: those of the story before owe nothing any more.
  beforeEach(async () => {
    await suite.owner.query('update plan set active = false');
    await suite.owner.query(
      `update contribution_due set state = 'void', settled_on = due_on, next_on = null
        where state = 'open'`,
    );
    await suite.owner.query(
      `update debit set state = 'refused' where state in ('planned', 'sent')`,
    );
    await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
    await suite.owner.query(
      `update run set state = 'done', ended_at = now() where state = 'working'`,
    );
  });

  /** One debit of the day that waits for the bank's answer. */
  async function waiting(): Promise<{ one: Contributor; key: string; run: string; on: string }> {
    day += 1;
    const on = `2026-02-${String(day)}`;
    const one = await contributor(suite, { paidTo: '2026-01', debitDay: day });
    const run = await collect(on);
    return { one, run, on, key: debitKey(one, '2026-02') };
  }

  it('credits the month and ends the run without asking, as the answer would', async () => {
    const { one, key, run, on } = await waiting();
    await told('bank-result', key, done(key));
    await hear();
    expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
    expect(await items(run)).toMatchObject([{ state: 'done', outcome: 'paid' }]);
    await drive(run, instant(on));
    expect(await row(run)).toMatchObject({ state: 'done' });
  });

  it('told, told again under another serial, and answered when asked is one posting', async () => {
    const { one, key, run, on } = await waiting();
    const serial = randomUUID();
    await told('bank-result', key, done(key), { serial });
    await told('bank-result', key, done(key), { serial });
    await told('bank-result', key, done(key));
    await hear();
    bank.tell({
      ...{ key, batch: 'b', kind: 'debit', asked: yuan('800.00'), amount: yuan('800.00') },
      ...{ state: 'done', difference: yuan('0.00'), serial: `S-${key}` },
      bookedOn: plainDate('2026-02-10'),
    });
    await drive(run, instant(on));
    expect(await journalsOf(one.account)).toEqual(['contribution']);
    expect(await inbox(key)).toEqual(
      Array(2).fill({ handled: true, unasked: true, last_error: null }),
    );
  });

  it('answered first and told later is one posting, too', async () => {
    const { one, key, run, on } = await waiting();
    bank.pay(key, on);
    await drive(run, instant(on));
    await told('bank-result', key, done(key));
    await hear();
    expect(await journalsOf(one.account)).toEqual(['contribution']);
  });

  it('told that it was taken back before it was told that it was paid ends taken back', async () => {
    const { one, key } = await waiting();
    await told('bank-result', key, returned(key));
    await hear();
    await told('bank-result', key, done(key));
    await hear();
    expect(await journalsOf(one.account)).toEqual(['contribution', 'reversal']);
    expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
  });

  it('that was refused leaves the month owed, for the next try', async () => {
    const { one, key, run } = await waiting();
    await told('bank-result', key, refused(key));
    await hear();
    expect(await journalsOf(one.account)).toEqual([]);
    expect(await items(run)).toMatchObject([{ state: 'refused', outcome: 'insufficient-funds' }]);
  });

  it('told and answered at the same moment is one posting', async () => {
    const { one, key, run, on } = await waiting();
    await told('bank-result', key, done(key));
    bank.tell({
      ...{ key, batch: 'b', kind: 'debit', asked: yuan('800.00'), amount: yuan('800.00') },
      ...{ state: 'done', difference: yuan('0.00'), serial: `S-${key}` },
      bookedOn: plainDate('2026-02-10'),
    });
    await Promise.all([hear(), drive(run, instant(on))]);
    await hear();
    expect(await journalsOf(one.account)).toEqual(['contribution']);
  });

  it.each([
    ['an instruction that nobody gave', 'bank', 'nobody-gave-this'],
    ['a debit of a center that the bank does not speak for', 'far-bank', null],
  ])('of %s books nothing and is a supervisor’s at last', async (_words, by, named) => {
    const { one, key: own } = await waiting();
    const key = named ?? own;
    await told('bank-result', key, done(key), { by });
    await hear();
    expect(await inbox(key)).toEqual([{ handled: false, unasked: true, last_error: 'not-found' }]);
    await suite.owner.query('update inbox set attempts = 19 where about = $1', [key]);
    await hear();
    expect(await inbox(key)).toEqual([{ handled: false, unasked: false, last_error: 'not-found' }]);
    expect(await journalsOf(one.account)).toEqual([]);
  });
});

describe('money that came in', () => {
  let serials = 0;
  const transfer = (virtualAccount: string | null, amount = '800.00') => {
    serials += 1;
    const serial = `T-TOLD-${serials}`;
    return { serial, amount, bookedOn: '2026-11-20', text: '缴存 荀况', virtualAccount };
  };
  const arrives = (one: ReturnType<typeof transfer>, by = 'bank', center = CENTER) =>
    told('bank-incoming', one.serial, { ...one, center }, { by });
  const answers = (one: ReturnType<typeof transfer>) =>
    came.push({ ...one, amount: yuan(one.amount), bookedOn: plainDate(one.bookedOn) });
  const suspense = async (serial: string) => {
    const { rows } = await suite.owner.query<Record<string, unknown>>(
      'select cause, amount, note is not null as noted from suspense_item where serial = $1',
      [serial],
    );
    return rows;
  };

  it('pays the months of the account whose number it bears', async () => {
    const one = await contributor(suite, { paidTo: '2026-10' });
    await arrives(transfer(one.account, '1600.00'));
    await hear();
    expect(await journalsOf(one.account)).toEqual(['contribution']);
    expect((await balanceOf(suite, one.account)).amount).toBe('1600.00');
  });

  it('and belongs to nobody stands in suspense, with what the payer wrote sealed', async () => {
    const strange = transfer(null);
    await arrives(strange);
    await hear();
    expect(await suspense(strange.serial)).toEqual([
      { cause: 'no-virtual-account', amount: '800.00', noted: true },
    ]);
  });

  it.each([
    ['told first', [0, 1]],
    ['answered first', [1, 0]],
  ] as const)('%s and then the other way is booked once', async (_words, order) => {
    const one = await contributor(suite, { paidTo: '2026-10' });
    const mine = transfer(one.account);
    const strange = transfer('00000000000000000000');
    const ways = [
      async () => {
        await arrives(mine);
        await arrives(strange);
        await hear();
      },
      async () => {
        answers(mine);
        answers(strange);
        await poll();
      },
    ];
    for (const way of order) await ways[way]!();
    expect(await journalsOf(one.account)).toEqual(['contribution']);
    expect(await suspense(strange.serial)).toMatchObject([{ cause: 'account-unknown' }]);
  });

  it('told and answered at the same moment, both finding it unbooked, is booked once', async () => {
    const one = await contributor(suite, { paidTo: '2026-10' });
    const mine = transfer(one.account);
    answers(mine);
    await arrives(mine);
    await sideBySide(
      suite,
      {
        text: 'select 1 from account where number = $1 for update',
        ...{ values: [one.account], waiting: 2 },
      },
      () => [hear(), poll()],
    );
    await hear();
    await poll();
    expect(await journalsOf(one.account)).toEqual(['contribution']);
    expect(await monthsOf(one.account)).toEqual(['2026-11']);
    expect(await suspense(mine.serial)).toEqual([]);
    expect(await inbox(mine.serial)).toMatchObject([{ handled: true }]);
  });

  it('at a center that the bank does not speak for is booked nowhere, and a supervisor’s', async () => {
    const one = await contributor(suite, { paidTo: '2026-10' });
    const mine = transfer(one.account);
    await arrives(mine, 'far-bank');
    await hear();
    expect(await journalsOf(one.account)).toEqual([]);
    expect(await inbox(mine.serial)).toMatchObject([{ handled: false, last_error: 'not-found' }]);
  });
});
