/** Money that moves by itself: transfers that come in, payments that come back, debits recalled. */
import { z } from 'zod';
import { findCards } from './cards.ts';
import { alone, type BankDesk, openDeposit, tell } from './desk.ts';
import { bookEntries } from './entries.ts';
import { type DepositChange, type OwnMove, type Return, type Transfer } from './inputs.ts';
import { balanceOf, cardPlace, cents, depositPlace, move, WORLD, yuan } from './money.ts';
import { SHOWN } from './results.ts';

/** The bank itself, as the other side of a line. */
const BANK = { name: '受托银行', account: '0000000000' } as const;

/** @returns the bank's serial number; null when the payer's card has not that much */
export function transferIn(desk: BankDesk, transfer: Transfer): Promise<string | null> {
  const { center, amount, payer, payerAccount, text, virtualAccount } = transfer;
  return alone(desk.database, async (ask) => {
    const day = desk.today();
    await openDeposit(ask, center);
    const card = (await findCards(ask, [payerAccount])).get(payerAccount);
    if (card && cents(card.balance) < cents(amount)) return null;
    const entry = {
      center,
      key: null,
      amount,
      party: payer,
      account: payerAccount,
      note: text,
      virtualAccount,
    };
    const serial = (await bookEntries(ask, [entry], day)).get(entry) ?? null;
    const source = card ? cardPlace(payerAccount) : WORLD;
    await move(ask, [{ source, target: depositPlace(center), amount: cents(amount) }]);
    const content = {
      ...{ serial, amount, bookedOn: day, text, virtualAccount },
      ...{ kind: 'transfer', payer, payerAccount },
    };
    await tell(ask, [{ kind: 'incoming', center, batch: null, content }]);
    return serial;
  });
}

/**
 * Interest that the bank credits, which it tells as it tells all that comes in, or a fee that it takes.
 *
 * @returns its serial number; null when the deposit has not that much
 */
export function moveOwn(desk: BankDesk, own: OwnMove): Promise<string | null> {
  const { center, kind, amount, text = kind === 'interest' ? '存款结息' : '手续费' } = own;
  return alone(desk.database, async (ask) => {
    const day = desk.today();
    await openDeposit(ask, center);
    const [place, moved, comes] = [depositPlace(center), cents(amount), kind === 'interest'];
    if (!comes && (await balanceOf(ask, place)) < moved) return null;
    const entry = {
      ...{ center, key: null, amount: comes ? amount : yuan(-moved), kind, note: text },
      ...{ party: BANK.name, account: BANK.account, virtualAccount: null },
    };
    const serial = (await bookEntries(ask, [entry], day)).get(entry) ?? null;
    const [source, target] = comes ? [WORLD, place] : [place, WORLD];
    await move(ask, [{ source, target, amount: moved }]);
    if (!comes) return serial;
    const content = {
      ...{ serial, amount, bookedOn: day, text, virtualAccount: null },
      ...{ kind, payer: BANK.name, payerAccount: BANK.account },
    };
    await tell(ask, [{ kind: 'incoming', center, batch: null, content }]);
    return serial;
  });
}

const Done = z.object({
  kind: z.enum(['debit', 'payout']),
  center: z.string(),
  batch: z.string(),
  card: z.string(),
  holder: z.string(),
  moves: z.string(),
});

/** A payment that was made comes back, or a debit is taken back. */
export type ReturnOutcome = 'returned' | 'not-done' | 'not-enough';

export function giveBack(desk: BankDesk, { key, code }: Return): Promise<ReturnOutcome> {
  return alone(desk.database, async (ask) => {
    const [row] = await ask(
      `select kind, center, batch, card, holder, moves::text from sim.bank_instruction
       where key = $1 and state = 'done'`,
      [key],
    );
    if (!row) return 'not-done';
    const { kind, center, batch, card, holder, moves } = Done.parse(row);
    const person = (await findCards(ask, [card])).has(card) ? cardPlace(card) : WORLD;
    const ours = depositPlace(center);
    const [source, target] = kind === 'payout' ? [person, ours] : [ours, person];
    const amount = cents(moves);
    if (source !== WORLD && (await balanceOf(ask, source)) < amount) return 'not-enough';
    const day = desk.today();
    const entry = {
      center,
      key,
      amount: kind === 'payout' ? moves : yuan(-amount),
      party: holder,
      account: card,
      note: kind === 'payout' ? '付款退回' : '扣款退回',
      virtualAccount: null,
    };
    const serial = (await bookEntries(ask, [entry], day)).get(entry) ?? null;
    await move(ask, [{ source, target, amount }]);
    const [told] = await ask(
      `update sim.bank_instruction set state = 'returned', code = $2, return_serial = $3,
         returned_on = $4 where key = $1 returning ${SHOWN} as content`,
      [key, code, serial, day],
    );
    await tell(ask, [{ kind: 'result', center, batch, content: told?.['content'] as object }]);
    return 'returned';
  });
}

/** What a deposit account holds: before its first line without one, later by a line. */
export function setDeposit(desk: BankDesk, { center, balance }: DepositChange): Promise<void> {
  return alone(desk.database, async (ask) => {
    await openDeposit(ask, center);
    const place = depositPlace(center);
    const missing = cents(balance) - (await balanceOf(ask, place));
    if (missing === 0n) return;
    const lines = await ask('select from sim.bank_entry where center = $1 limit 1', [center]);
    if (lines.length === 0) {
      await ask('update sim.bank_deposit set opening = $2 where center = $1', [center, balance]);
    } else {
      const party = {
        party: BANK.name,
        account: BANK.account,
        note: '调账',
        virtualAccount: null,
      };
      const entry = { center, key: null, amount: yuan(missing), ...party };
      await bookEntries(ask, [entry], desk.today());
    }
    const [source, target] = missing > 0n ? [WORLD, place] : [place, WORLD];
    await move(ask, [{ source, target, amount: missing > 0n ? missing : -missing }]);
  });
}
