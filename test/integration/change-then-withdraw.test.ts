/** 近期变更信息后提取: nobody is paid soon after a change of data before another person has looked. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { actor, CLERK, office, refusalOf, REVIEWER } from '../harness/office.ts';
import { newCard } from '../harness/mandated.ts';
import { personal } from '../harness/personal.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const own = personal(place);
const money = withdrawals(place);
const { leaver, asked, news } = own;
const APPROVE = { approve: true, reason: '已用原号码向本人核实' };
const DECLINE = { ...APPROVE, approve: false };
/** Second person beside the submitter. */
const OTHER = actor('reviewer', 'qian-fuhe');

type Holder = Awaited<ReturnType<typeof leaver>>;

async function changed(who: Holder, wanted: object, stage = 'changed') {
  const caseId = await asked(who, wanted);
  await place.until(caseId, stage);
  return caseId;
}

/** As if it had been changed so many days ago. */
async function changedAgo(who: Holder, days: number) {
  await changed(who, { phone: `1390001${String(days).padStart(4, '0')}` });
  await place.db.owner.query('alter table personal_change disable trigger append_only');
  await place.db.owner.query('update personal_change set changed_on = $2 where person = $1', [
    who.person,
    addDays(today(), -days),
  ]);
  await place.db.owner.query('alter table personal_change enable trigger append_only');
}

async function drawer() {
  const found = await money.drawer();
  return { ...found, applicant: { name: '张三', type: 'resident-id', number: '' } };
}

describe('a withdrawal', () => {
  it.each([
    [89, 'in review'],
    [90, 'in review'],
    [91, 'paying'],
  ])('after a phone that was changed %s days before is %s', async (days, stage) => {
    const who = await drawer();
    await changedAgo(who, days);
    const caseId = await money.asked(who);
    await place.until(caseId, stage);
    if (stage === 'paying') return;
    expect((await place.row(caseId)).detail).toMatchObject({
      codes: ['recent-personal-change'],
      changes: [expect.stringContaining('phone') as string],
    });
    expect(await money.payouts(caseId)).toEqual([]);
    expect(
      await refusalOf(place.act(caseId, 'review', APPROVE, { ...REVIEWER, id: CLERK.id })),
    ).toBe('same-person');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
  });

  it('that a change meets on its way is told, and looked at anew before it is paid', async () => {
    const who = await drawer();
    await changedAgo(who, 10);
    const caseId = await money.asked(who);
    await place.until(caseId, 'in review');
    await changed(who, { phone: '13900020001' });
    await own.relay();
    await news(caseId);
    expect(await place.events(caseId)).toContain('personal-change-heard');
    const { detail } = await place.row(caseId);
    expect((detail as { changes: string[] }).changes).toHaveLength(2);
    await place.act(caseId, 'review', APPROVE, OTHER);
    await place.until(caseId, 'paying');
  });

  it('is declined where the holder did not want it', async () => {
    const who = await drawer();
    await changedAgo(who, 1);
    const caseId = await money.asked(who);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', DECLINE, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('refused');
    expect(await money.payouts(caseId)).toEqual([]);
  });
});

const codesOf = async (caseId: string) =>
  (await place.row(caseId)).detail as { codes: string[]; changes: string[] };

/** Really paid to that card, and as if it had been so many days ago. */
async function paidTo(who: Awaited<ReturnType<typeof drawer>>, bankCard: object, daysAgo: number) {
  const caseId = await money.asked(who, { bankCard, expense: { amount: '9000.00' } });
  await place.until(caseId, 'in review');
  await place.act(caseId, 'review', APPROVE, REVIEWER);
  await place.until(caseId, 'paying');
  await money.settled(caseId);
  expect((await place.row(caseId)).stage).toBe('paid');
  const { rows } = await place.db.owner.query<{ tgname: string }>(
    `select tgname from pg_trigger where tgrelid = 'payout'::regclass and not tgisinternal`,
  );
  for (const { tgname } of rows) {
    await place.db.owner.query(`alter table payout disable trigger ${tgname}`);
  }
  await place.db.owner.query(`update mandate set requested_on = '2020-01-06' where person = $1`, [
    who.person,
  ]);
  await place.db.owner.query('update payout set run_on = $2 where case_id = $1', [
    ...[caseId, addDays(today(), -daysAgo)],
  ]);
  for (const { tgname } of rows) {
    await place.db.owner.query(`alter table payout enable trigger ${tgname}`);
  }
  return caseId;
}

describe('a card that is entered by hand', () => {
  it('as the one known from the opening is paid to at once', async () => {
    const caseId = await money.asked(await drawer());
    await place.until(caseId, 'paying');
  });

  it('as another one is looked at by another person before anything is paid', async () => {
    const who = await drawer();
    const bankCard = newCard();
    const caseId = await money.asked(who, { bankCard });
    await place.until(caseId, 'in review');
    const { codes, changes } = await codesOf(caseId);
    expect(codes).toEqual(['recent-personal-change']);
    expect(changes).toEqual([
      expect.stringMatching(`^${today()} payout-card  ${bankCard.number.slice(-4)}-`) as string,
    ]);
    expect(JSON.stringify(await place.row(caseId))).not.toContain(bankCard.number);
    expect(await money.payouts(caseId)).toEqual([]);
    expect(await place.events(caseId)).not.toContain('personal-change-heard');
    expect(
      await refusalOf(place.act(caseId, 'review', APPROVE, { ...REVIEWER, id: CLERK.id })),
    ).toBe('same-person');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
  });

  it('as another one, which the reviewer does not find to be wanted, is paid nothing', async () => {
    const caseId = await money.asked(await drawer(), { bankCard: newCard() });
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', DECLINE, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('refused');
    expect(await money.payouts(caseId)).toEqual([]);
  });

  it('anew after the bank refused the first, is looked at anew, not by who entered it', async () => {
    const card = newCard();
    const who = { ...(await money.drawer({ card })), applicant: { name: '张三' } };
    await money.control('PUT', '/bank/cards', {
      ...{ number: card.number, holder: card.holder, state: 'closed' },
      document: '219900199001010014',
    });
    const caseId = await money.asked(who);
    await place.until(caseId, 'paying');
    await money.settled(caseId);
    await place.until(caseId, 'payment failed');
    const second = actor('clerk', 'qian-fuhe');
    await place.act(caseId, 'change-card', { bankCard: newCard(), reason: '换卡' }, second);
    await place.until(caseId, 'in review');
    expect(await refusalOf(place.act(caseId, 'review', APPROVE, OTHER))).toBe('same-person');
    expect(await money.payouts(caseId)).toHaveLength(1);
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    expect(await money.payouts(caseId)).toHaveLength(2);
  });

  it.each([
    [89, 'in review'],
    [90, 'in review'],
    [91, 'paying'],
  ])('as one that was first paid to %s days before is %s', async (days, stage) => {
    await money.funded();
    const who = await drawer();
    const bankCard = newCard();
    const first = await paidTo(who, bankCard, days);
    const caseId = await money.asked(who, {
      ...{ bankCard, purpose: 'purchase', period: undefined },
      ...{ expense: { amount: '900000.00', on: today(), reference: 'GF-1' } },
      materials: ['identity-document', 'purchase-contract', 'expense-receipt'],
    });
    await place.until(caseId, stage);
    if (stage === 'paying') return;
    const { number } = await place.row(first);
    expect((await codesOf(caseId)).changes).toEqual([
      expect.stringContaining(`payout-card ${number} ${bankCard.number.slice(-4)}-`) as string,
    ]);
    expect(await money.payouts(caseId)).toEqual([]);
  });
});

describe('leaving', () => {
  it('after a changed phone is looked at before the money goes, and then paid', async () => {
    const who = await leaver();
    await changed(who, { phone: '13900020002' });
    const caseId = await own.signed(who, 'in review');
    expect(await own.payouts(caseId)).toEqual([]);
    expect((await place.tasks(caseId)).map(({ kind }) => kind)).toEqual(['exit-review']);
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
  });

  it('hears of a change that comes after the telling, and pays nobody before it was looked at', async () => {
    const who = await leaver();
    const caseId = await own.offered(who);
    await changed(who, { phone: '13900020003' });
    await news(caseId);
    expect(await place.events(caseId)).toContain('personal-change-heard');
    await own.sign(caseId);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', DECLINE, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('refused');
    expect(await own.accountOf(who)).toMatchObject({ money: '15000.00' });
  });

  it('to another card, which was looked at once: the interest of the last days goes there without a second look', async () => {
    const LATER = 3;
    const who = await leaver({ since: addDays(today(), -142) });
    const caseId = await own.offered(who, { bankCard: newCard(who.applicant.name) });
    await own.sign(caseId);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    const later = addDays(today(), LATER);
    await own.goTo(caseId, later);
    await own.paid(caseId, 'paying', later);
    expect(await own.payouts(caseId)).toHaveLength(2);
    const looks = (await place.events(caseId)).filter((kind) => kind === 'exit-in-review');
    expect(looks).toHaveLength(1);
    await own.paid(caseId, 'closed', later);
  });

  it('with nothing in the account needs nobody to look', async () => {
    const who = await leaver({ flexible: '0.00' });
    await changed(who, { phone: '13900020004' });
    const caseId = await own.signed(who, 'closed');
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed' });
    expect(await place.events(caseId)).not.toContain('exit-in-review');
  });
});
