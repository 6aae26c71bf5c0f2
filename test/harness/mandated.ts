/** Mandates of a suite: accounts opened by an office, the relay, the simulated bank and the inbox. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { createBankClient, type BankClient } from '../../activities/outside/bank.ts';
import { createNoticesClient, type NoticesClient } from '../../activities/outside/notices.ts';
import { relayOnce } from '../../activities/relay.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { confirmWith, type SeenMandate } from '../../src/db/mandate-acts.ts';
import { activeMandates } from '../../src/db/mandates.ts';
import { idNumber } from '../builders.ts';
import type { Office } from './office.ts';

const LIMITS = { probeAfterMs: 20, probeAfterMaxMs: 50 };

export interface MandateStanding {
  readonly id: string;
  readonly account: string;
  readonly account_id: string;
  readonly person: string;
  readonly wrapped_key: string;
  readonly case_id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly under_way: string | null;
  readonly bank_mandate: string | null;
  readonly card: string;
  readonly next_card: string | null;
  readonly limit_each: string;
  readonly ended_by: string | null;
  readonly version: number;
}

let cards = 0;
export const newCard = (name = '张三') => {
  cards += 1;
  const number = `62220202999${String(cards).padStart(8, '0')}`;
  return { number, holder: name, bank: '建设银行' };
};

/** Call it once at the top of a suite. */
export function mandates(place: Office) {
  let bank: BankClient;
  let notices: NoticesClient;

  beforeAll(() => {
    bank = createBankClient({ url: `${place.outside()}/bank`, limits: LIMITS });
    notices = createNoticesClient({ url: `${place.outside()}/notices`, limits: LIMITS });
  });
  afterAll(async () => {
    await Promise.all([bank.close(), notices.close()]);
  });

  const parts = () => ({
    pool: place.pool,
    secrets: place.secrets,
    personKeys: createPersonKeys(place.secrets.center),
    offices: createOffices(place.pool),
  });
  const relay = async () => {
    await place.db.owner.query(`update outbox set available_at = now() where delivered_at is null`);
    const { client, taskQueue } = place.temporal;
    return relayOnce({ ...parts(), notices, bank, client, taskQueue });
  };
  const by = (id = 'lin-guiyuan', role = 'clerk') => ({
    ...{ id, role, origin: `test-${randomUUID()}`, at: Date.now() },
  });

  /** The latest mandate of the account that a case opened. */
  async function standing(caseId: string): Promise<MandateStanding> {
    const [row] = await place.ask<MandateStanding>(
      `select m.*, a.id as account_id, a.opened_by_case as case_id, p.wrapped_key
         from mandate m join account a on a.number = m.account join person p on p.id = m.person
        where a.opened_by_case = $1 order by m.n desc limit 1`,
      caseId,
    );
    return row!;
  }
  const keyOf = ({ person, wrapped_key }: MandateStanding) =>
    parts().personKeys.unwrap(person, wrapped_key);
  const seen = (row: MandateStanding): SeenMandate => ({
    ...{ id: row.id, version: row.version, caseId: row.case_id, person: row.person },
    ...{ account: row.account, key: keyOf(row) },
  });
  const told = async (caseId: string) =>
    (await place.events(caseId)).filter((kind) => kind.startsWith('mandate-'));
  const active = async ({ account }: MandateStanding) => activeMandates(place.pool, [account]);

  /** An account, open since the signature, with its mandate on the way to the bank. */
  async function opened(card = newCard(), number = idNumber()) {
    const { caseId } = await place.apply({ number }, { bankCard: card });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    return { caseId, card, number };
  }

  /** The same, signed at the bank. */
  async function signed(card = newCard()) {
    const made = await opened(card);
    await relay();
    expect(await standing(made.caseId)).toMatchObject({ state: 'unconfirmed', under_way: null });
    return made;
  }

  /** The same, confirmed by the cardholder. */
  async function confirmed(card = newCard()) {
    const made = await signed(card);
    const row = await standing(made.caseId);
    await confirmWith(place.db.api, seen(row), { code: card.number.slice(-6), by: by() });
    await relay();
    expect(await standing(made.caseId)).toMatchObject({ state: 'active', under_way: null });
    return made;
  }

  async function control(method: string, path: string, body?: object) {
    const response = await fetch(`${place.outside()}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.ok, await response.clone().text()).toBe(true);
  }
  return {
    ...{
      parts,
      relay,
      by,
      standing,
      keyOf,
      seen,
      told,
      active,
      opened,
      signed,
      confirmed,
      control,
    },
    /** As the bank has it. */
    atBank: (mandate: string | null) =>
      bank.findMandate({ mandate: mandate ?? '' }, { key: randomUUID(), timeoutMs: 5_000 }),
  };
}
