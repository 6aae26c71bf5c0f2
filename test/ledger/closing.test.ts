/** 销户: whatever closes an account, the database refuses while there is money, a hold, or something to settle. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { Fault } from '../../src/domain/fault.ts';
import { closeEmpty, closeMistaken } from '../../src/ledger/accounts.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { tamper as tamperWith } from '../db/tamper.ts';
import { DAY, takeover } from './entries.ts';
import { newAccount, record } from './fixtures.ts';
import { instructions } from './instructions.ts';

const suite = bench();
const tamper = (text: string) => tamperWith(suite, text);
const { drawn, paid } = instructions(suite);
let account = '';

beforeEach(async () => {
  account = await newAccount(suite);
});

/** Every way to the state `closed`, by the role that goes it. */
const WAYS = {
  'of a worker, as exit, death and dormancy close': () =>
    inTransaction(suite.app, (tx) => closeEmpty(tx, { account, on: DAY, reason: 'exit' })),
  'of a worker, as an opening by mistake is undone': () =>
    inTransaction(suite.app, (tx) => closeMistaken(tx, account, DAY)),
  'of a worker who writes the row': () => suite.app.query(byHand('dormant'), [account, DAY]),
  'of the owner of the database': () => suite.owner.query(byHand('withdrawn'), [account, DAY]),
} as const;
type Way = keyof typeof WAYS;
const ALL = Object.keys(WAYS) as readonly Way[];

function byHand(reason: string): string {
  return `update account set state = 'closed', closed_on = $2, close_reason = '${reason}' where number = $1`;
}

async function state(): Promise<string> {
  const { rows } = await suite.owner.query<{ state: string }>(
    'select state from account where number = $1',
    [account],
  );
  return rows[0]!.state;
}

/** What stands in the way, each put there as it comes to be. */
const STANDING: Readonly<Record<string, () => Promise<unknown>>> = {
  'money of a source': () => record(suite, [takeover(account, '0.01')]),
  'a hold': () =>
    suite.app.query('select ledger_hold($1, $2, $3)', [
      ...[randomUUID(), account],
      { kind: 'court', amount: '1.00', document: 'D1', placedOn: DAY, by: 'test' },
    ]),
  'a month that is due and with the bank': () =>
    tamper(
      `${due('open')};
       insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch, state)
       values ('debit/${account}', '${CENTER}', '${account}', '2026-10', 1, gen_random_uuid(), 800, 'r', 1,
         1, 'sent')`,
    ),
  'a payment on its way': async () => {
    await record(suite, [takeover(account, '100.00')]);
    await drawn(account, '100.00');
  },
  'money in suspense that is meant for it': () =>
    tamper(
      `insert into suspense_item (center, serial, amount, received_on, cause, account, journal)
       values ('${CENTER}', '${account}', 1, '${DAY}', 'already-paid', '${account}', 1)`,
    ),
  'something to be recovered': () =>
    tamper(
      `insert into receivable (center, account, person, journal, cause, amount, raised_on, due_on)
       select '${CENTER}', number, person, ${account}::numeric::bigint, 'recalled', 1, '${DAY}', '${DAY}'
         from account where number = '${account}'`,
    ),
};

/** Without a posting there is none of these. */
const MOVED = ['money of a source', 'a payment on its way'];

function due(standing: string): string {
  return `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
      grace_until, attempts_max, state, settled_on)
    values ('${account}', '2026-10', '2026-10', 1, 800, gen_random_uuid(), '${DAY}', '${DAY}', 1,
      '${standing}', ${standing === 'open' ? 'null' : `'${DAY}'`})`;
}

describe.each(ALL)('the closing %s', (way) => {
  it('goes through when there is nothing', async () => {
    await WAYS[way]();
    expect(await state()).toBe('closed');
  });

  it('goes through with months that were missed: they are over with the account', async () => {
    await tamper(due('missed'));
    await WAYS[way]();
    expect(await state()).toBe('closed');
  });

  // An account with a posting is not undone at all: nothing happens to it.
  const stands = Object.keys(STANDING).filter(
    (what) => !(way.includes('by mistake') && MOVED.includes(what)),
  );
  it.each(stands)('is refused with %s', async (what) => {
    await STANDING[what]!();
    await expect(WAYS[way]()).rejects.toThrow();
    expect(await state()).toBe('normal');
  });
});

describe('who asks is told what is in the way', () => {
  const close = (reason: 'exit' | 'death' | 'dormant') =>
    inTransaction(suite.app, (tx) => closeEmpty(tx, { account, on: DAY, reason })).catch(
      (error: unknown) => error,
    );

  it.each([
    ['money of a source', 'action-not-permitted', '余额'],
    ['a hold', 'money-held', '冻结'],
    ['a payment on its way', 'action-not-permitted', '未了结'],
  ])('with %s: %s', async (what, code, words) => {
    await STANDING[what]!();
    for (const reason of ['exit', 'death', 'dormant'] as const) {
      const refused = await close(reason);
      expect(refused).toBeInstanceOf(Fault);
      expect(refused).toMatchObject({ code });
      if (code === 'action-not-permitted') expect(String(refused)).toContain(words);
    }
  });

  it('a due that no debit asks for falls when an opening is undone, and keeps any other open', async () => {
    await tamper(due('open'));
    expect(await close('exit')).toMatchObject({ code: 'action-not-permitted' });
    await WAYS['of a worker, as an opening by mistake is undone']();
    expect(await state()).toBe('closed');
  });

  it('money that left for the bank keeps it open until the bank has answered', async () => {
    await record(suite, [takeover(account, '100.00')]);
    const { key } = await drawn(account, '100.00');
    expect(await close('exit')).toMatchObject({ code: 'action-not-permitted' });
    await paid(key, '100.00');
    await close('exit');
    expect(await state()).toBe('closed');
  });
});
