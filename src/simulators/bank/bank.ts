/**
 * The entrusted bank (受托银行): mandates, debits, payouts, transfers that come in, statements, with
 * durable books in which no money is made or lost.
 *
 * The real interface is not public; this is the project's own proposal of one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Router } from 'express';
import { type Ask } from '../database.ts';
import { type DemoPerson } from '../people.ts';
import { tokensOf, type InboxOptions } from '../inbox.ts';
import { type Desk } from '../service.ts';
import { setDeposit } from './arrivals.ts';
import { findCards, setCard } from './cards.ts';
import {
  bankControl,
  deposits,
  type DepositRow,
  type InstructionRow,
  latestInstructions,
} from './control.ts';
import { DEMO_DEPOSIT, demoCards } from './demo-cards.ts';
import { alone, type BankDesk } from './desk.ts';
import { push, type Callback } from './push.ts';
import { bankRouter } from './routes.ts';
import { settle } from './settle.ts';

export interface Bank {
  readonly router: Router;
  readonly control: Router;
  /** Gives the demo people their cards, and the center its deposit; what is there stays. */
  readonly refill: (people: readonly DemoPerson[], center: string) => Promise<void>;
  readonly shown: () => Promise<BankShown>;
}

export interface BankShown {
  readonly deposits: readonly DepositRow[];
  readonly instructions: readonly InstructionRow[];
}

export interface BankOptions extends BankDesk {
  readonly desk: Desk;
  /** Where it tells what happened by itself, unless the settings name a place. */
  readonly news: InboxOptions | undefined;
  readonly onError: (error: unknown) => void;
}

export function openBank({ desk, news, onError, ...bank }: BankOptions): Bank {
  const tell = news && { url: news.inbox, token: tokensOf(news, desk.stop, 'bank') };
  void work(bank, { desk, tell, onError });
  return {
    router: bankRouter(bank, desk),
    control: bankControl(bank),
    refill: async (people, center) => {
      const fresh = await alone(bank.database, (ask) => refillCards(ask, people));
      if (fresh) await setDeposit(bank, { center, balance: DEMO_DEPOSIT });
    },
    shown: async () => ({
      deposits: await deposits(bank),
      instructions: await latestInstructions(bank, 50),
    }),
  };
}

/** @returns whether there was no card before */
async function refillCards(ask: Ask, people: readonly DemoPerson[]): Promise<boolean> {
  const cards = demoCards(people);
  const known = await findCards(
    ask,
    cards.map(({ number }) => number),
  );
  for (const card of cards) if (!known.has(card.number)) await setCard(ask, card);
  return known.size === 0;
}

const LOOK_AGAIN_MS = 500;

/** Carries out what is due, and tells it where somebody wants to be told, until it all ends. */
async function work(
  bank: BankDesk,
  {
    desk,
    tell,
    onError,
  }: Pick<BankOptions, 'desk' | 'onError'> & {
    readonly tell: Callback | undefined;
  },
): Promise<void> {
  while (!desk.stop.aborted) {
    try {
      await settle(bank);
      await push(bank, { faults: desk.faults, stop: desk.stop, tell });
    } catch (error) {
      onError(error);
    }
    await delay(LOOK_AGAIN_MS, undefined, { signal: desk.stop }).catch(() => undefined);
  }
}
