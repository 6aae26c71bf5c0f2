/** 条例24、（三）: what others do while an account is drawn empty and closed: a unit, heirs, whoever looks for empty ones. */
import { describe, expect, it, vi } from 'vitest';
import { today } from '../builders.ts';
import { closings } from '../harness/closings.ts';
import { deaths } from '../harness/deaths.ts';
import type { Leaver } from '../harness/exits.ts';
import { leftInOrder } from '../harness/in-order.ts';
import { CLERK, office, refusalOf, SUPERVISOR } from '../harness/office.ts';
import { takeUps } from '../harness/take-ups.ts';

const place = office();
const own = closings(place);
const heirs = deaths(place);
const units = takeUps(place);
leftInOrder(place);
const { leaver, asked, paying, paid, agreementOf, accountOf } = own;
const REASON = { reason: '说明' };
const POLL = { timeout: 20_000, interval: 50 };
/** Above what a clerk decides alone: it rests with another person. */
const MUCH = '60000.00';

/** A unit lists the person. @returns its case, which waits for the first contribution */
async function listed({ account }: Leaver): Promise<string> {
  await units.tells('listed', account, today());
  const [row] = await place.ask<{ case_id: string }>(
    'select case_id from employment where account = $1 and ended_on is null',
    account,
  );
  const caseId = row!.case_id;
  await vi.waitFor(async () => {
    await own.relay();
    expect((await place.ask('select 1 from "case" where id = $1', caseId)).length).toBe(1);
  }, POLL);
  await place.until(caseId, 'awaiting contribution');
  return caseId;
}

const mistaken = (employment: string) => place.act(employment, 'withdraw', REASON, SUPERVISOR);

describe('a unit', () => {
  it('that lists the person meanwhile: taken back, no debit goes on before the employment has ended', async () => {
    const who = await leaver({ flexible: MUCH });
    const caseId = await asked(who);
    await place.until(caseId, 'in review');
    const employment = await listed(who);
    await place.act(caseId, 'withdraw', REASON);
    expect(await agreementOf(who)).toMatchObject({ state: 'suspended', state_reason: 'employed' });
    await mistaken(employment);
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
  });

  it('that had listed the person first: the end of the employment lets no debit go on, the end of this case does', async () => {
    const who = await leaver({ flexible: MUCH });
    const employment = await listed(who);
    const caseId = await asked(who);
    await place.until(caseId, 'in review');
    await mistaken(employment);
    expect(await agreementOf(who)).toMatchObject({
      ...{ state: 'suspended', state_reason: 'withdrawal' },
    });
    await place.act(caseId, 'withdraw', REASON);
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
  });

  it('that has listed the person and not paid yet: what is due is paid, and the account closes after its time', async () => {
    const who = await leaver();
    const employment = await listed(who);
    const caseId = await paying(who);
    await own.answers(caseId);
    await place.until(caseId, 'closing');
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-delay' }]);
    expect(await accountOf(who)).toMatchObject({ state: 'normal', money: '0.00' });
    await mistaken(employment);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed' });
  });

  it('that pays in the end keeps the account: nothing is closed on it, and the person is told', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    await own.unit(who, 'converted-to-employee', today());
    await paid(caseId, 'paid');
    expect(await accountOf(who)).toMatchObject({ state: 'normal', source: 'unit' });
    const paper = (await place.papers(caseId)).at(-1);
    expect(paper?.kind).toBe('withdrawal-kept-open');
    expect(JSON.stringify(paper?.params['reasons'])).toContain('仍由单位正常缴存');
  });
});

describe('a wish to let the debits go on', () => {
  it('is refused while the account is drawn empty, with clause and remedy; not after it', async () => {
    const who = await leaver({ flexible: MUCH });
    const caseId = await asked(who);
    await place.until(caseId, 'in review');
    const wish = async () =>
      place.start(
        'agreement-change',
        {
          ...{ account: who.accountId, change: 'resume', ground: 'holder-asked', ...REASON },
          file: await place.upload(),
        },
        CLERK,
      );
    await expect(wish()).rejects.toThrow();
    await place.act(caseId, 'withdraw', REASON);
    expect(await agreementOf(who)).toMatchObject({ state: 'active' });
  });
});

describe('heirs', () => {
  it('are refused by name while it is open, and afterwards for the account that is closed', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    const early = await heirs.asked(who, [heirs.heir('李四', 1)]);
    await place.until(early, 'refused');
    const [first] = (await place.papers(early)).slice(-1);
    expect(JSON.stringify(first?.params)).toContain('死者名下有其他业务正在办理');
    await paid(caseId, 'closed');
    // Told at the field: there is no account any more on which a case could rest.
    const late = heirs.asked(who, [heirs.heir('李四', 1)]);
    expect(await refusalOf(late)).toBe('input-invalid');
  });

  it('get what was not drawn when it has come to nothing', async () => {
    const who = await leaver();
    const caseId = await paying(who);
    await own.answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    await place.act(caseId, 'withdraw', REASON);
    const death = await heirs.paying(who, [heirs.heir('李四', 1)]);
    await own.answers(death);
    await place.until(death, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed', close_reason: 'death' });
  });
});
