/** （四）: a change of the contribution that is refused, taken back, signed late, or not one’s own. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { changes } from '../harness/changes.ts';
import { mandates, newCard } from '../harness/mandated.ts';
import { BANK, CLERK, office, refusalOf } from '../harness/office.ts';

const place = office();
const own = mandates(place);
const { asked, signed, plans, amendment, answered } = changes(place, own);
const { standing, confirmed, relay } = own;
const HOUR_MS = 3_600_000;

describe('what has changed between the request and its force', () => {
  it.each([
    [
      'account',
      `update account set state = 'sealed', sealed_on = current_date where number = $1`,
      'account-not-normal',
    ],
    [
      'agreement',
      `update agreement set state = 'suspended' where account = $1`,
      'agreement-not-in-force',
    ],
  ])(
    'an %s that is not in force any more ends it with every reason on paper',
    async (_, sql, code) => {
      const { caseId: opening } = await confirmed();
      const { caseId } = await asked(opening, { monthlyAmount: '900.00' });
      await place.db.owner.query(sql, [(await standing(opening)).account]);
      expect(await refusalOf(place.sign(caseId))).toBe('change-refused');
      expect(await place.row(caseId)).toMatchObject({ stage: 'refused', outcome: 'refused' });
      expect((await place.papers(caseId)).at(-1)).toMatchObject({
        kind: 'change-refused',
        params: { reasons: [{ code }] },
      });
      expect(await amendment(caseId)).toMatchObject({ state: 'void' });
      expect((await plans(opening)).at(-1)).toMatchObject({
        monthly_amount: '800.00',
        active: true,
      });
    },
  );

  it('retired meanwhile: no month is left', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { monthlyAmount: '2000.00' });
    const { account } = await standing(opening);
    await place.db.owner.query(`update account set paid_to = '2090-12' where number = $1`, [
      account,
    ]);
    await answered(caseId);
    await place.until(caseId, 'refused');
    expect((await place.papers(caseId)).at(-1)).toMatchObject({
      params: { reasons: [{ code: 'no-month-left' }] },
    });
  });

  it('limits that moved below the new amount refuse it with what would do', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { monthlyAmount: '7000.00' });
    expect((await place.row(caseId)).stage).toBe('awaiting bank');
    await place.stopWorker();
    const { rows } = await place.db.owner.query<{ value: string }>(
      `select value from figure where name = 'contribution-base-max' and center = '210100' and valid_to is null`,
    );
    const set = (value: string) =>
      place.db.owner.query(
        `update figure set value = $1 where name = 'contribution-base-max' and center = '210100'
            and valid_to is null`,
        [value],
      );
    await set('20000.00');
    await place.startWorker();
    await answered(caseId);
    await place.until(caseId, 'refused');
    const paper = (await place.papers(caseId)).at(-1);
    expect(paper?.params).toMatchObject({ reasons: [{ code: 'change-amount-outside-limits' }] });
    expect(JSON.stringify(paper?.params)).toContain('4800.00元');
    await place.stopWorker();
    await set(rows[0]!.value);
    await place.startWorker();
  });
});

describe('撤回', () => {
  it('before the signature ends it; the person may ask again at once', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '900.00' });
    await place.act(caseId, 'withdraw', { reason: '改主意了' });
    expect(await place.row(caseId)).toMatchObject({ stage: 'withdrawn', outcome: 'withdrawn' });
    expect((await place.papers(caseId)).at(-1)).toMatchObject({
      kind: 'change-ended',
      params: { why: 'withdrawn' },
    });
    await signed(opening, { monthlyAmount: '900.00' });
  });

  it('while the bank is asked drops the card that waits', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { bankCard: newCard() });
    // On its way to the bank, and not answered: dropped when it is there.
    await place.act(caseId, 'withdraw', { reason: '不换卡了' });
    await relay();
    await relay();
    expect(await standing(opening)).toMatchObject({ state: 'active', next_card: null });
    expect(await amendment(caseId)).toMatchObject({ state: 'void' });
  });

  it('is not possible once it is in force', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { monthlyAmount: '900.00' });
    await expect(place.act(caseId, 'withdraw', { reason: '晚了' })).rejects.toThrow();
    expect((await place.row(caseId)).stage).toBe('in force');
    expect((await plans(opening)).at(-1)).toMatchObject({ monthly_amount: '900.00' });
  });
});

describe('签署', () => {
  it('on the last day counts, after it the change has lapsed', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '700.00' });
    await place.pass(caseId, 'change-signature', -HOUR_MS);
    await place.sign(caseId);
    expect((await place.row(caseId)).stage).toBe('in force');
    const { caseId: other } = await confirmed();
    const late = await asked(other, { monthlyAmount: '900.00' });
    await place.pass(late.caseId, 'change-signature');
    expect(await place.row(late.caseId)).toMatchObject({ stage: 'lapsed', outcome: 'not-signed' });
  });

  it('of another hash is refused', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '900.00' });
    const content = { by: 'counter', agreementHash: '0'.repeat(64), termsExplained: true };
    const act = place.act(caseId, 'sign', { ...content, file: await place.upload() });
    expect(await refusalOf(act)).toBe('agreement-changed');
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
  });

  it('sent twice is one signature', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '900.00' });
    const content = {
      ...{ by: 'counter', agreementHash: await place.agreementHash(caseId), termsExplained: true },
      file: await place.upload(),
    };
    const updateId = `act:${randomUUID()}`;
    const as = { ...CLERK, updateId };
    await place.act(caseId, 'sign', content, as);
    await place.act(caseId, 'sign', content, as);
    expect((await plans(opening)).length).toBe(2);
  });
});

describe('one at a time, and only by who may', () => {
  it('a second change of the person waits for nothing: it is refused while one is open', async () => {
    const { caseId: opening } = await confirmed();
    await asked(opening, { monthlyAmount: '900.00' });
    expect(await refusalOf(asked(opening, { debitDay: 12 }))).toBe('claim-held');
  });

  it('a channel knows no account that it did not bring', async () => {
    const { caseId: opening } = await confirmed();
    expect(await refusalOf(asked(opening, { debitDay: 12 }, BANK))).toBe('input-invalid');
  });

  it('an account that is not there is an error of the field', async () => {
    const act = place.start('contribution-change', { account: randomUUID(), debitDay: 12 }, BANK);
    expect(await refusalOf(act)).toBe('input-invalid');
  });
});
