/** The bank's interface over HTTP. Personal data come in bodies only. */
import express, { Router } from 'express';
import { type Faults } from '../faults.ts';
import { maskName, maskNumber } from '../mask.ts';
import { type Desk } from '../service.ts';
import { type BankDesk } from './desk.ts';
import {
  type Batch,
  ChangeMandate,
  ConfirmMandate,
  Debits,
  IncomingQuery,
  KeysQuery,
  MandateNamed,
  Payouts,
  ResultsQuery,
  SignMandate,
  StatementQuery,
} from './inputs.ts';
import { byKeys, take } from './instructions.ts';
import { cancel, change, confirm, show, sign } from './mandates.ts';
import { cents, yuan } from './money.ts';
import { incoming, results, spoiled } from './results.ts';
import { type BankRoute, once, serveBank } from './service.ts';
import { settle } from './settle.ts';
import { statementInfo } from './statement.ts';
import { sendStatement } from './statement-file.ts';

export function bankRouter(bank: BankDesk, desk: Desk): Router {
  const router = Router();
  // A thousand instructions are more than the other systems are ever sent.
  router.use(express.json({ limit: '1mb' }));
  const add = <Query extends { readonly requestId: string }>(
    path: string,
    route: BankRoute<Query>,
  ) => router.post(path, serveBank(route, desk));
  mandateRoutes(bank, add);
  instructionRoutes(bank, desk.faults, add);
  add('/v1/statements', {
    query: StatementQuery,
    about: () => [],
    masked: ({ day }) => `对账单 ${day}`,
    act: async (query) => {
      await settle(bank);
      return statementInfo(bank, query);
    },
  });
  router.get('/v1/statements/:center/:day/:charset', sendStatement(bank, desk));
  return router;
}

type Add = <Query extends { readonly requestId: string }>(
  path: string,
  route: BankRoute<Query>,
) => unknown;

function mandateRoutes(bank: BankDesk, add: Add): void {
  add('/v1/mandates', {
    query: SignMandate,
    about: ({ card, document }) => [card, document.number],
    masked: ({ holder, card }) => `签约 ${maskName(holder)} ${maskNumber(card)}`,
    act: (query) => once(bank, query, (ask) => sign(ask, bank, query)),
  });
  add('/v1/mandates/confirmations', {
    query: ConfirmMandate,
    about: ({ mandate }) => [mandate],
    masked: ({ mandate }) => `确认 ${mandate}`,
    act: (query) => once(bank, query, (ask) => confirm(ask, bank, query)),
  });
  add('/v1/mandates/changes', {
    query: ChangeMandate,
    about: ({ mandate, card = '' }) => [mandate, card],
    masked: ({ mandate }) => `变更 ${mandate}`,
    act: (query) => once(bank, query, (ask) => change(ask, bank, query)),
  });
  add('/v1/mandates/cancellations', {
    query: MandateNamed,
    about: ({ mandate }) => [mandate],
    masked: ({ mandate }) => `解约 ${mandate}`,
    act: (query) =>
      once(bank, query, async (ask) => {
        const { requestId, mandate } = query;
        const known = await cancel(ask, bank, { mandate, by: 'center' });
        if (!known) return { requestId, result: 'refused', code: '71', mandate, state: null };
        return { requestId, result: 'accepted', code: null, mandate, state: 'cancelled' };
      }),
  });
  add('/v1/mandates/queries', {
    query: MandateNamed,
    about: ({ mandate }) => [mandate],
    masked: ({ mandate }) => `查询 ${mandate}`,
    act: (query) => show(bank.database.ask, query),
  });
}

function instructionRoutes(bank: BankDesk, faults: Faults, add: Add): void {
  const about = ({ items }: Batch) => items.flatMap(({ card, key }) => [card, key]);
  const total = ({ items }: Batch) =>
    yuan(items.reduce((sum, { amount }) => sum + cents(amount), 0n));
  add('/v1/debits', {
    query: Debits,
    about,
    masked: (batch) => `扣款 ${batch.items.length}笔 ${total(batch)}元`,
    kinds: ['partial-batch'],
    act: (query, fault) => take(bank, { ...query, kind: 'debit', fault, faults }),
  });
  add('/v1/payouts', {
    query: Payouts,
    about,
    masked: (batch) => `付款 ${batch.items.length}笔 ${total(batch)}元`,
    kinds: ['partial-batch'],
    act: (query, fault) => take(bank, { ...query, kind: 'payout', fault, faults }),
  });
  add('/v1/instructions/queries', {
    query: KeysQuery,
    about: ({ keys }) => keys,
    masked: ({ keys }) => `按编号查询 ${keys.length}笔`,
    act: async (query) => {
      await settle(bank);
      return byKeys(bank.database.ask, query);
    },
  });
  add('/v1/results', {
    query: ResultsQuery,
    about: ({ batch }) => [batch ?? ''],
    masked: ({ batch, after }) => `结果 ${batch ?? '全部'}，自${after}`,
    kinds: ['duplicate-result', 'out-of-order'],
    act: async (query, fault) => {
      await settle(bank);
      return spoiled(await results(bank.database.ask, query), fault);
    },
  });
  add('/v1/incoming', {
    query: IncomingQuery,
    about: () => [],
    masked: ({ after }) => `来款，自${after}`,
    kinds: ['duplicate-result', 'out-of-order'],
    act: async (query, fault) => spoiled(await incoming(bank.database.ask, query), fault),
  });
}
