/** The control of the bank's books: cards, transfers, returns, cancellations by a holder, lists. */
import { Router } from 'express';
import { z } from 'zod';
import { read } from '../control-read.ts';
import { maskName, maskNumber } from '../mask.ts';
import { giveBack, moveOwn, setDeposit, transferIn } from './arrivals.ts';
import { findCards, setCard } from './cards.ts';
import { alone, type BankDesk } from './desk.ts';
import {
  CardChange,
  CardSearch,
  DepositChange,
  HolderActs,
  ListFilter,
  OwnMove,
  Return,
  Transfer,
} from './inputs.ts';
import { cancel, codeSent, confirmAtBank, latestMandates } from './mandates.ts';
import { settle } from './settle.ts';

const InstructionRow = z.object({
  key: z.string(),
  kind: z.enum(['debit', 'payout']),
  batch: z.string(),
  about: z.string(),
  asked: z.string(),
  moved: z.string().nullable(),
  state: z.string(),
  code: z.string().nullable(),
  bookedOn: z.string().nullable(),
});
export type InstructionRow = z.infer<typeof InstructionRow>;

const DepositRow = z.object({ center: z.string(), accountNo: z.string(), balance: z.string() });
export type DepositRow = z.infer<typeof DepositRow>;

export async function latestInstructions(
  { database }: BankDesk,
  limit: number,
): Promise<readonly InstructionRow[]> {
  const rows = await database.ask(
    `select key, kind, batch, card, holder, amount::text as asked, code, state,
       case when serial is not null then moves::text end as moved,
       to_char(booked_on, 'YYYY-MM-DD') as "bookedOn"
     from sim.bank_instruction order by ordinal desc limit $1`,
    [limit],
  );
  return z
    .array(InstructionRow)
    .parse(rows.map(({ card, holder, ...row }) => ({ ...row, about: masked(holder, card) })));
}

function masked(holder: unknown, card: unknown): string {
  return `${maskName(String(holder))} ${maskNumber(String(card))}`;
}

export async function deposits({ database }: BankDesk): Promise<readonly DepositRow[]> {
  const rows = await database.ask(
    `select d.center, d.account_no as "accountNo", p.balance::text
     from sim.bank_deposit d join sim.bank_place p on p.code = d.place order by d.center`,
  );
  return z
    .array(DepositRow)
    .parse(rows)
    .map((row) => ({ ...row, accountNo: maskNumber(row.accountNo) }));
}

export function bankControl(bank: BankDesk): Router {
  const router = Router();
  router.use(cardRoutes(bank), moneyRoutes(bank));
  router.post('/mandates/cancel', async (request, response) => {
    const query = read(HolderActs, request.body, response);
    if (!query) return;
    const known = await alone(bank.database, (ask) =>
      cancel(ask, bank, { ...query, by: 'holder' }),
    );
    response.status(known ? 204 : 404).end();
  });
  router.post('/mandates/confirm', async (request, response) => {
    const query = read(HolderActs, request.body, response);
    if (!query) return;
    const waited = await alone(bank.database, (ask) => confirmAtBank(ask, bank, query));
    response.status(waited ? 204 : 404).end();
  });
  router.get('/mandates', async (request, response) => {
    const filter = read(ListFilter, request.query, response);
    if (!filter) return;
    const mandates = await latestMandates(bank.database.ask, filter.limit);
    const items = mandates.map((mandate) => {
      const { card, nextCard, holder, document: _, ...one } = mandate;
      const next = nextCard === null ? null : maskNumber(nextCard);
      // What a cardholder would read on a phone: nobody else here can.
      return { ...one, about: masked(holder, card), next, code: codeSent(mandate) };
    });
    response.json({ items });
  });
  router.get('/instructions', async (request, response) => {
    const filter = read(ListFilter, request.query, response);
    if (!filter) return;
    await settle(bank);
    response.json({ items: await latestInstructions(bank, filter.limit) });
  });
  return router;
}

function cardRoutes(bank: BankDesk): Router {
  const router = Router();
  router.put('/cards', async (request, response) => {
    const change = read(CardChange, request.body, response);
    if (!change) return;
    const known = await alone(bank.database, (ask) => setCard(ask, change));
    if (known) response.status(204).end();
    else response.status(400).json({ code: 'E0400', fields: missing(change) });
  });
  router.post('/cards/search', async (request, response) => {
    const search = read(CardSearch, request.body, response);
    if (!search) return;
    const cards = await findCards(bank.database.ask, [search.number]);
    response.json({ items: [...cards.values()] });
  });
  return router;
}

function missing(change: CardChange): readonly object[] {
  return (['holder', 'document'] as const)
    .filter((name) => change[name] === undefined)
    .map((name) => ({ field: `/${name}`, message: '新卡须写明' }));
}

function moneyRoutes(bank: BankDesk): Router {
  const router = Router();
  router.post('/transfers', async (request, response) => {
    const transfer = read(Transfer, request.body, response);
    if (!transfer) return;
    const serial = await transferIn(bank, transfer);
    if (serial !== null) response.json({ serial });
    else response.status(409).json({ code: 'E0409', message: '付款账户余额不足' });
  });
  router.post('/own-moves', async (request, response) => {
    const own = read(OwnMove, request.body, response);
    if (!own) return;
    const serial = await moveOwn(bank, own);
    if (serial !== null) response.json({ serial });
    else response.status(409).json({ code: 'E0409', message: '存款专户余额不足' });
  });
  router.post('/returns', async (request, response) => {
    const wanted = read(Return, request.body, response);
    if (!wanted) return;
    await settle(bank);
    const outcome = await giveBack(bank, wanted);
    if (outcome === 'returned') response.status(204).end();
    else response.status(409).json({ code: 'E0409', message: outcome });
  });
  router.get('/deposits', async (_, response) => {
    response.json({ items: await deposits(bank) });
  });
  router.put('/deposits', async (request, response) => {
    const change = read(DepositChange, request.body, response);
    if (!change) return;
    await setDeposit(bank, change);
    response.status(204).end();
  });
  return router;
}
