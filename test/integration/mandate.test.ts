/** （四）: the direct-debit mandate, from the opening to the bank and back. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openJson } from '../../src/crypto/cipher.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { cancelFor, changeTo, confirmWith, signAnew } from '../../src/db/mandate-acts.ts';
import { openCard } from '../../src/db/mandates.ts';
import { idNumber } from '../builders.ts';
import { mandates, newCard } from '../harness/mandated.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const place = office();
const {
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
  atBank,
} = mandates(place);

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
    const papers = (await place.papers(caseId)).filter(({ kind }) => kind === 'mandate-ended');
    expect(papers).toMatchObject([{ params: { state: 'refused', business: '缴存' } }]);
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
    expect(await atBank(row.bank_mandate)).toMatchObject({
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
    expect(await atBank(row.bank_mandate)).toMatchObject({
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
