/** （四）: the direct-debit mandate, from the opening to the bank and back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleIncoming } from '../../activities/inbox.ts';
import { createBankClient, type BankClient } from '../../activities/outside/bank.ts';
import { createNoticesClient, type NoticesClient } from '../../activities/outside/notices.ts';
import { relayOnce } from '../../activities/relay.ts';
import { openJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { receive } from '../../src/db/inbox.ts';
import {
  cancelFor,
  changeTo,
  confirmWith,
  signAnew,
  type SeenMandate,
} from '../../src/db/mandate-acts.ts';
import { activeMandates, openCard } from '../../src/db/mandates.ts';
import { idNumber } from '../builders.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const LIMITS = { probeAfterMs: 20, probeAfterMaxMs: 50 };
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
});
const relay = async () => {
  await place.db.owner.query(`update outbox set available_at = now() where delivered_at is null`);
  const { client } = place.temporal;
  return relayOnce({ ...parts(), notices, bank, client });
};
const by = (id = 'lin-guiyuan', role = 'clerk') => ({
  ...{ id, role, origin: `test-${randomUUID()}`, at: Date.now() },
});

interface Row {
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

/** The latest mandate of the account that a case opened. */
async function standing(caseId: string): Promise<Row> {
  const [row] = await place.ask<Row>(
    `select m.*, a.id as account_id, a.opened_by_case as case_id, p.wrapped_key
       from mandate m join account a on a.number = m.account join person p on p.id = m.person
      where a.opened_by_case = $1 order by m.n desc limit 1`,
    caseId,
  );
  return row!;
}
const keyOf = ({ person, wrapped_key }: Row) => parts().personKeys.unwrap(person, wrapped_key);
const seen = (row: Row): SeenMandate => ({
  ...{ id: row.id, version: row.version, caseId: row.case_id, person: row.person },
  ...{ account: row.account, key: keyOf(row) },
});
const told = async (caseId: string) =>
  (await place.events(caseId)).filter((kind) => kind.startsWith('mandate-'));
const active = async ({ account }: Row) => activeMandates(place.pool, [account]);

let cards = 0;
const newCard = (name = '张三') => {
  cards += 1;
  const number = `62220202999${String(cards).padStart(8, '0')}`;
  return { number, holder: name, bank: '建设银行' };
};

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

describe('the signing at the bank', () => {
  it('gives the mandate the bank’s number, and nothing is debited before it is confirmed', async () => {
    const { caseId, card } = await signed();
    const row = await standing(caseId);
    expect(row.bank_mandate).toMatch(/^WT210100\d{10}$/);
    expect(openCard(keyOf(row), row.account, row.card)).toEqual(card);
    expect(await told(caseId)).toEqual(['mandate-signed']);
    expect(await active(row)).toEqual([]);
  });

  it('is refused for a card of somebody else: the account stays open, the reason is told', async () => {
    const card = newCard();
    await control('PUT', '/bank/cards', {
      ...{ number: card.number, holder: '李四', document: idNumber(), balance: '10.00' },
    });
    const { caseId } = await opened(card);
    await relay();
    const row = await standing(caseId);
    expect(row).toMatchObject({ state: 'refused', reason: 'holder-differs', ended_by: 'bank' });
    expect(await told(caseId)).toEqual(['mandate-refused']);
    expect(await place.row(caseId)).toMatchObject({ outcome: 'opened' });
    const text = JSON.stringify((await place.trail(caseId)).map((event) => event.public));
    expect(text).not.toContain(card.number);
  });

  it('is tried again while the bank is away, and the answer that was lost is asked for by its key', async () => {
    const { caseId } = await opened();
    await place.world.breaks('bank', 'down', { times: 1 });
    await relay();
    expect(await standing(caseId)).toMatchObject({ state: 'requested', bank_mandate: null });
    // Done there, and the answer to it lost.
    await place.world.breaks('bank', 'lost-answer', { times: 1 });
    await relay();
    expect(await standing(caseId)).toMatchObject({ state: 'requested' });
    await expect
      .poll(async () => {
        await relay();
        return (await standing(caseId)).state;
      })
      .toBe('unconfirmed');
    expect(await told(caseId)).toEqual(['mandate-signed']);
    const { items } = (await (
      await fetch(`${place.outside()}/control/bank/mandates?limit=1000`)
    ).json()) as { items: { number: string; about: string }[] };
    const { bank_mandate: number } = await standing(caseId);
    const about = items.find((one) => one.number === number)!.about;
    expect(items.filter((one) => one.about === about)).toHaveLength(1);
  });
});

describe('the confirmation', () => {
  it('puts it in force with the code of the bank, which is kept nowhere', async () => {
    const { caseId, card } = await confirmed();
    const row = await standing(caseId);
    expect(await active(row)).toMatchObject([
      { id: row.id, limitEach: '1600.00', bankMandate: row.bank_mandate },
    ]);
    expect(await told(caseId)).toEqual([
      'mandate-signed',
      'mandate-code-given',
      'mandate-confirmed',
    ]);
    const [message] = await place.ask<{ key: string; payload: string }>(
      `select key, payload from outbox where kind = 'mandate-confirm' and person = $1`,
      row.person,
    );
    expect(openJson(keyOf(row), placeOf.outbox(message!.key), message!.payload)).toEqual({});
    const trail = JSON.stringify(await place.trail(caseId));
    expect(trail).not.toContain(card.number.slice(-6));
  });

  it('with a wrong code leaves it unconfirmed and says so, until the right one comes', async () => {
    const { caseId, card } = await signed();
    await confirmWith(place.db.api, seen(await standing(caseId)), { code: '999999', by: by() });
    await relay();
    expect(await standing(caseId)).toMatchObject({
      ...{ state: 'unconfirmed', reason: 'code-wrong', under_way: null },
    });
    const again = seen(await standing(caseId));
    await confirmWith(place.db.api, again, { code: card.number.slice(-6), by: by() });
    await relay();
    expect(await standing(caseId)).toMatchObject({ state: 'active', reason: null });
  });

  it('is refused while the bank has not answered the last one, and once there is none to give', async () => {
    const { caseId, card } = await signed();
    const code = card.number.slice(-6);
    await confirmWith(place.db.api, seen(await standing(caseId)), { code, by: by() });
    const twice = confirmWith(place.db.api, seen(await standing(caseId)), { code, by: by() });
    await expect(twice).rejects.toMatchObject({ code: 'mandate-under-way' });
    await relay();
    const late = confirmWith(place.db.api, seen(await standing(caseId)), { code, by: by() });
    await expect(late).rejects.toMatchObject({ code: 'mandate-not-waiting' });
  });
});

describe('a change', () => {
  it('of the card counts once its holder has confirmed it; the plan follows', async () => {
    const { caseId, card } = await confirmed();
    const next = newCard();
    const wanted = { card: next, limitEach: null, by: by() };
    await changeTo(place.db.api, seen(await standing(caseId)), wanted);
    await relay();
    const before = await standing(caseId);
    expect(before.state).toBe('active');
    expect(openCard(keyOf(before), before.account, before.card)).toEqual(card);
    const code = next.number.slice(-6);
    await confirmWith(place.db.api, seen(before), { code, by: by() });
    await relay();
    const after = await standing(caseId);
    expect(after).toMatchObject({ state: 'active', next_card: null });
    expect(openCard(keyOf(after), after.account, after.card)).toEqual(next);
    const [plan] = await place.ask<{ card: string }>(
      'select card from plan where account = $1 and active',
      after.account,
    );
    expect(openCard(keyOf(after), after.account, plan!.card)).toEqual(next);
  });

  it('of the limit counts at once', async () => {
    const { caseId } = await confirmed();
    const wanted = { card: null, limitEach: '2400.00', by: by() };
    await changeTo(place.db.api, seen(await standing(caseId)), wanted);
    await relay();
    expect(await standing(caseId)).toMatchObject({ state: 'active', limit_each: '2400.00' });
  });

  it('that the bank refuses leaves what is in force as it is, with the reason', async () => {
    const { caseId, card } = await confirmed();
    const lost = newCard();
    const holder = { holder: '张三', document: idNumber() };
    await control('PUT', '/bank/cards', { number: lost.number, ...holder, balance: '1.00' });
    await changeTo(place.db.api, seen(await standing(caseId)), {
      ...{ card: lost, limitEach: null, by: by() },
    });
    await relay();
    const row = await standing(caseId);
    expect(row).toMatchObject({ state: 'active', reason: 'holder-differs', next_card: null });
    expect(openCard(keyOf(row), row.account, row.card)).toEqual(card);
  });
});

describe('a cancellation', () => {
  const reason = { endedBy: 'holder', reason: '换银行' } as const;

  it('by its holder stops debits at once, even while the bank is away, and the bank is told', async () => {
    const { caseId } = await confirmed();
    await cancelFor(place.db.api, seen(await standing(caseId)), { ...reason, by: by() });
    const row = await standing(caseId);
    expect(row).toMatchObject({ state: 'cancelled', under_way: 'cancel', ended_by: 'holder' });
    expect(await active(row)).toEqual([]);
    await relay();
    expect(await standing(caseId)).toMatchObject({ state: 'cancelled', under_way: null });
    const asked = { key: randomUUID(), timeoutMs: 5_000 };
    expect(await bank.findMandate({ mandate: row.bank_mandate! }, asked)).toMatchObject({
      state: 'cancelled',
    });
    expect((await told(caseId)).slice(-2)).toEqual([
      'mandate-cancelled',
      'mandate-cancelled-at-bank',
    ]);
  });

  it('before the bank was told of it says nothing there', async () => {
    const { caseId } = await opened();
    await cancelFor(place.db.api, seen(await standing(caseId)), { ...reason, by: by() });
    await relay();
    expect(await standing(caseId)).toMatchObject({ state: 'cancelled', bank_mandate: null });
  });

  it('while the signing is under way takes it back at the bank, too', async () => {
    const { caseId } = await opened();
    await place.world.breaks('bank', 'lost-answer', { times: 1 });
    await relay();
    await cancelFor(place.db.api, seen(await standing(caseId)), { ...reason, by: by() });
    await expect
      .poll(async () => {
        await relay();
        const { bank_mandate: number, under_way } = await standing(caseId);
        return number !== null && under_way === null;
      })
      .toBe(true);
    const row = await standing(caseId);
    expect(row.state).toBe('cancelled');
    const asked = { key: randomUUID(), timeoutMs: 5_000 };
    expect(await bank.findMandate({ mandate: row.bank_mandate! }, asked)).toMatchObject({
      state: 'cancelled',
    });
  });

  it('for the center is a supervisor’s to say', async () => {
    const { caseId } = await confirmed();
    const center = { endedBy: 'center', reason: '违约处置' } as const;
    const clerk = cancelFor(place.db.api, seen(await standing(caseId)), { ...center, by: by() });
    await expect(clerk).rejects.toMatchObject({ code: 'not-authorized' });
    const row = seen(await standing(caseId));
    await cancelFor(place.db.api, row, { ...center, by: by('sun-zhuguan', 'supervisor') });
    expect(await standing(caseId)).toMatchObject({ ended_by: 'center', reason: 'center-decided' });
  });

  it('comes with the account that was opened by mistake', async () => {
    const { caseId } = await signed();
    const content = { openingCase: caseId, reason: '重复受理' };
    const standingOf = await place.start('opening-reversal', content, SUPERVISOR);
    await place.until(standingOf.caseId, 'awaiting second person');
    await place.act(standingOf.caseId, 'approve', { reason: '属实' }, SECOND_SUPERVISOR);
    const row = await standing(caseId);
    expect(row).toMatchObject({ state: 'cancelled', reason: 'account-closed' });
    await relay();
    expect(await standing(caseId)).toMatchObject({ under_way: null });
  });
});

describe('signing anew', () => {
  it('after a refusal takes the last card, or another one; never beside one that lives', async () => {
    const { caseId } = await confirmed();
    const row = await standing(caseId);
    const again = (card: ReturnType<typeof newCard> | null) =>
      signAnew(place.db.api, {
        ...{ id: randomUUID(), accountId: row.account_id, account: row.account, card },
        ...{ key: keyOf(row), limitEach: '1600.00', by: by() },
      });
    await expect(again(null)).rejects.toMatchObject({ code: 'mandate-exists' });
    const cancelled = { endedBy: 'holder', reason: '换卡', by: by() } as const;
    await cancelFor(place.db.api, seen(await standing(caseId)), cancelled);
    await again(null);
    await relay();
    const next = await standing(caseId);
    expect(next.id).not.toBe(row.id);
    expect(next.state).toBe('unconfirmed');
    expect(openCard(keyOf(next), next.account, next.card)).toEqual(
      openCard(keyOf(row), row.account, row.card),
    );
  });

  it('happens once however many ask at the same moment', async () => {
    const { caseId } = await signed();
    const row = await standing(caseId);
    await cancelFor(place.db.api, seen(row), { endedBy: 'holder', reason: '换卡', by: by() });
    const asked = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        signAnew(place.db.api, {
          ...{ id: randomUUID(), accountId: row.account_id, account: row.account, card: null },
          ...{ key: keyOf(row), limitEach: '1600.00', by: by() },
        }),
      ),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [{ n } = { n: 0 }] = await place.ask<{ n: number }>(
      `select count(*)::int as n from mandate where account = $1
          and state in ('requested', 'unconfirmed', 'active')`,
      row.account,
    );
    expect(n).toBe(1);
  });
});

describe('what the bank says by itself', () => {
  const news = async (mandate: string, more: object = {}, serial: string = randomUUID()) => {
    const content = { mandate, state: 'cancelled', cancelledBy: 'holder', ...more };
    const center = place.secrets.center;
    await receive(
      place.db.api,
      { personKeys: parts().personKeys, center },
      {
        ...{ serial, kind: 'bank-mandate', about: mandate, answers: null },
        content: { cancelledOn: '2026-11-28', ...content },
        ...{ by: by('bank', 'channel'), centers: ['210100'] },
      },
    );
    return serial;
  };
  const heard = async () => {
    await place.db.owner.query(`update inbox set available_at = now() where handled_at is null`);
    await handleIncoming(parts());
  };

  it('that the holder ended it there stops debits, however often it is told', async () => {
    const { caseId } = await confirmed();
    const { bank_mandate: number } = await standing(caseId);
    const serial = await news(number!);
    await news(number!, {}, serial);
    await heard();
    await news(number!);
    await heard();
    const row = await standing(caseId);
    expect(row).toMatchObject({
      ...{ state: 'cancelled', ended_by: 'holder', reason: 'cancelled-at-bank' },
    });
    expect(await active(row)).toEqual([]);
    expect((await told(caseId)).filter((kind) => kind === 'mandate-cancelled')).toHaveLength(1);
  });

  it('is not lost when it comes before the answer to our signing', async () => {
    const { caseId } = await opened();
    await place.world.breaks('bank', 'lost-answer', { times: 1 });
    await relay();
    const items = async () =>
      (
        (await (await fetch(`${place.outside()}/control/bank/mandates?limit=1`)).json()) as {
          items: { number: string }[];
        }
      ).items;
    const [{ number } = { number: '' }] = await items();
    await news(number);
    await heard();
    expect(await standing(caseId)).toMatchObject({ state: 'requested' });
    // As if all its tries were over.
    await place.db.owner.query(
      `update inbox set unasked = false, available_at = now() + interval '1 day' where about = $1`,
      [number],
    );
    await expect
      .poll(async () => {
        await relay();
        return (await standing(caseId)).bank_mandate;
      })
      .toBe(number);
    await handleIncoming(parts());
    expect(await standing(caseId)).toMatchObject({ state: 'cancelled', ended_by: 'holder' });
  });

  it('that it was confirmed there puts it in force', async () => {
    const { caseId } = await signed();
    const { bank_mandate: number } = await standing(caseId);
    await receive(
      place.db.api,
      { personKeys: parts().personKeys, center: place.secrets.center },
      {
        ...{ serial: randomUUID(), kind: 'bank-mandate', about: number!, answers: null },
        content: { mandate: number, state: 'active', confirmedOn: '2026-11-28' },
        ...{ by: by('bank', 'channel'), centers: ['210100'] },
      },
    );
    await heard();
    expect(await standing(caseId)).toMatchObject({ state: 'active' });
  });

  it('counts for nothing from a sender of another center', async () => {
    const { caseId } = await confirmed();
    const { bank_mandate: number } = await standing(caseId);
    const until = (day: string | null) =>
      place.db.owner.query(
        `update staff_scope set valid_to = $1 where staff = 'bank' and center = '210100'`,
        [day],
      );
    await until('2026-01-02');
    await news(number!);
    await heard();
    await until(null);
    expect(await standing(caseId)).toMatchObject({ state: 'active' });
  });
});
