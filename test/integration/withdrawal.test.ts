/** （七）、条例24、25: a withdrawal is decided, reserved, paid to the holder's own card, and told. */
import { describe, expect, it } from 'vitest';
import { office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = withdrawals(place);
leftInOrder(place);
const { drawer, asked, paying, payouts, balances, journals, inPayment, settled, funded } = own;
const REASON = { reason: '核对无误' };

describe('条例24 提取：准予的，付到本人的卡上', () => {
  it('rent is decided at once, reserved, paid by the bank, posted once and told', async () => {
    await funded();
    const who = await drawer();
    const caseId = await paying(who);
    expect(await balances(who)).toEqual({ flexible: '17000.00' });
    expect(await inPayment(caseId)).toBe('3000.00');
    await settled(caseId);
    expect(await place.row(caseId)).toMatchObject({ stage: 'paid', outcome: 'paid' });
    expect(await inPayment(caseId)).toBe('0.00');
    expect(await balances(who)).toEqual({ flexible: '17000.00' });
    expect(await payouts(caseId)).toMatchObject([{ n: 1, state: 'paid', moved: '3000.00' }]);
    expect((await journals(caseId)).map(({ kind }) => kind)).toEqual(['reserve', 'payment']);
    // Notices go out beside the course, sooner or later.
    const events = await place.events(caseId);
    expect(events.filter((kind) => !kind.startsWith('notice-'))).toEqual([
      ...['withdrawal-asked', 'withdrawal-accepted', 'check-answered', 'decided'],
      ...['withdrawal-granted', 'payout-paid', 'withdrawal-paid'],
    ]);
    expect((await place.papers(caseId)).map(({ kind }) => kind)).toEqual([
      ...['withdrawal-accepted', 'withdrawal-decision', 'withdrawal-paid'],
    ]);
    expect(await place.tasks(caseId)).toEqual([]);
    expect(await place.waits(caseId)).toEqual([]);
  });

  it('draws on the sources in the order of the center, and says so', async () => {
    const who = await drawer({ flexible: '1000.00', unit: '5000.00' });
    const caseId = await paying(who);
    expect(await balances(who)).toEqual({ unit: '3000.00' });
    const decision = (await place.papers(caseId)).find(
      ({ kind }) => kind === 'withdrawal-decision',
    );
    expect(decision?.params['drawn']).toBe('灵活就业缴存1000.00元和单位缴存2000.00元');
    await settled(caseId);
  });
});

describe('条例25 不准的，写明理由、查得的情况和办法', () => {
  it('more than the cap of the city is refused with the nearest that would do', async () => {
    const who = await drawer();
    const caseId = await asked(who, { amount: '6000.01' });
    const row = await place.until(caseId, 'refused');
    expect(row).toMatchObject({ outcome: 'refused' });
    const [paper] = await place.papers(caseId);
    expect(paper).toMatchObject({ kind: 'withdrawal-refused' });
    expect(JSON.stringify(paper?.params['reasons'])).toContain('最多可以提取6000.00元');
    expect(await balances(who)).toEqual({ flexible: '20000.00' });
  });
});

describe('一次性补正告知', () => {
  it('names everything that is missing once; accepted when all is there', async () => {
    const who = await drawer();
    const caseId = await asked(who, { materials: ['identity-document'], married: undefined });
    expect(await place.row(caseId)).toMatchObject({ stage: 'incomplete', accepted_on: null });
    expect((await place.row(caseId)).detail['missing']).toEqual(['married', 'no-home-proof']);
    const application = await own.form(who);
    await place.act(caseId, 'supplement', { application });
    await place.until(caseId, 'paying');
    expect((await place.row(caseId)).accepted_on).not.toBeNull();
    await settled(caseId);
  });
});

describe('金额较大的，由另一人复核、主管审批', () => {
  it('is reviewed by somebody else and approved by a supervisor before anything is reserved', async () => {
    const who = await drawer({ flexible: '300000.00' });
    const buying = {
      ...{ purpose: 'purchase', amount: '250000.00', period: undefined },
      expense: { amount: '900000.00', on: '2026-10-01', reference: 'GF-1' },
      materials: ['identity-document', 'purchase-contract', 'expense-receipt'],
    };
    const caseId = await asked(who, buying);
    await place.until(caseId, 'in review');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'withdrawal-review' }]);
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    expect((await place.row(caseId)).stage).toBe('in approval');
    expect(await balances(who)).toEqual({ flexible: '300000.00' });
    expect(await refusalOf(place.act(caseId, 'approve', REASON, REVIEWER))).toBe('not-authorized');
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    await settled(caseId);
    expect((await place.row(caseId)).stage).toBe('paid');
  });
});
