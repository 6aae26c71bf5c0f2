/** （七）封存满半年, moved by a court's order or by a corrected seal alone: never skipped, never a free day. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { today } from '../builders.ts';
import { told } from '../harness/agents.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { office, refusalOf, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
leftInOrder(place);
const own = exits(place);
const { leaver, signed, paid, accountOf, payouts, goTo } = own;
const REASON = { reason: '对照封存凭证属实' };
const SEALED = '2026-08-31';
const GATE = plainDate('2027-03-01');

async function waiting(sealedOn = SEALED): Promise<{ caseId: string; who: Leaver }> {
  const who = await leaver({ flexible: '15000.00', unit: '8000.00', sealedOn });
  const caseId = await signed(who, 'paying');
  await paid(caseId, 'awaiting gate');
  return { caseId, who };
}

const ask = async (caseId: string, more: object) =>
  place.act(
    caseId,
    'move-wait',
    {
      ...{ moveGround: 'corrected-date', moveDocument: '封〔2026〕7号', reason: '登记有误' },
      ...{ file: await place.upload(SUPERVISOR), ...more },
    },
    SUPERVISOR,
  );
const confirm = (caseId: string, by = SECOND_SUPERVISOR) =>
  place.act(caseId, 'confirm-wait-move', REASON, by);
const sealsOf = ({ account }: Leaver) =>
  place.ask<Record<string, unknown>>(
    `select n, sealed_on::text, how, ended_on::text, end_how, end_document, sealed_by from seal
      where account = $1 and source = 'unit' order by n`,
    account,
  );
const untilOf = async (caseId: string) => {
  const [wait] = await place.waits(caseId);
  return wait!.until;
};
const startOf = (day: PlainDate) => Date.parse(`${day}T00:00:00.000+08:00`);

describe('a seal whose day was written down wrongly', () => {
  it.each([
    ['earlier', '2026-08-15', '2027-02-16'],
    ['later', '2026-09-30', '2027-03-31'],
  ])('is corrected to %s (%s): the gate follows from it (%s)', async (_, to, gate) => {
    const { caseId, who } = await waiting();
    expect(gate).toBe(halfYear({ sealedOn: plainDate(to) }).opensOn);
    await ask(caseId, { correctedOn: to });
    expect(await untilOf(caseId)).toBe(startOf(GATE));
    expect(await refusalOf(confirm(caseId, SUPERVISOR))).toBe('same-person');
    await confirm(caseId);
    expect(await untilOf(caseId)).toBe(startOf(plainDate(gate)));
    expect((await place.row(caseId)).detail).toMatchObject({
      ...{ sealedOn: to, gateOn: gate, closesOn: gate, employeePayableOn: gate },
    });
    expect(await sealsOf(who)).toEqual([
      expect.objectContaining({
        ...{ sealed_on: SEALED, ended_on: SEALED, end_how: 'corrected' },
        end_document: '封〔2026〕7号',
      }),
      expect.objectContaining({
        ...{ n: 2, sealed_on: to, how: 'corrected', ended_on: null },
        sealed_by: SECOND_SUPERVISOR.id,
      }),
    ]);
    // News changes nothing: what the books say is what the case waits for.
    await own.news(caseId);
    expect(await untilOf(caseId)).toBe(startOf(plainDate(gate)));
    await goTo(caseId, addDays(plainDate(gate), -1), 24 * 3_600_000 - 60_000);
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, plainDate(gate));
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: gate });
    const [paper] = (await place.papers(caseId)).filter(({ kind }) => kind === 'wait-moved');
    expect(paper).toMatchObject({
      params: {
        toOn: addDays(plainDate(gate), -1),
        document: '封〔2026〕7号',
      },
    });
    expect((paper!.params as { seal: string }).seal).toContain('当日不计入');
  });

  it('by which the half year was full already: the gate is open at once, after the platform is asked', async () => {
    const { caseId, who } = await waiting();
    await ask(caseId, { correctedOn: '2026-03-31' });
    await confirm(caseId);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
    expect((await payouts(caseId)).map(({ state }) => state)).toEqual(['paid', 'paid']);
    expect(await accountOf(who)).toMatchObject({ state: 'closed' });
  });

  it('is never a day of the supervisor’s own: without the day of the seal nothing moves', async () => {
    const { caseId, who } = await waiting();
    expect(await told(ask(caseId, { toOn: '2026-12-31' }))).toMatchObject({
      ...{ type: 'action-not-permitted', clause: 'liaoning-7', pointer: '#/correctedOn' },
    });
    for (const correctedOn of [SEALED, '2099-01-01', '2019-12-31']) {
      expect(await told(ask(caseId, { correctedOn }))).toMatchObject({ pointer: '#/correctedOn' });
    }
    expect(
      await told(ask(caseId, { correctedOn: '2026-08-15', moveGround: 'hindered' })),
    ).toMatchObject({ type: 'action-not-permitted' });
    expect(await sealsOf(who)).toHaveLength(1);
    expect(await place.ask('select * from wait_move where case_id = $1', caseId)).toEqual([]);
  });

  it('that another one does not agree to stays as it was', async () => {
    const { caseId, who } = await waiting();
    await ask(caseId, { correctedOn: '2026-08-15' });
    await place.act(caseId, 'decline-wait-move', REASON, SECOND_SUPERVISOR);
    expect(await sealsOf(who)).toMatchObject([{ sealed_on: SEALED, ended_on: null }]);
    expect(await untilOf(caseId)).toBe(startOf(GATE));
  });
});

describe('a half year that turns out to be full while the case waits for its end', () => {
  it('opens the gate at once: news of it is no reason to wait for a seal', async () => {
    const { caseId, who } = await waiting();
    await place.db.owner.query(
      `update seal set ended_on = sealed_on, end_how = 'x', ended_by = 'x' where account = $1
        and source = 'unit'`,
      [who.account],
    );
    await own.sealed(who, '2026-03-31');
    await own.news(caseId);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
  });
});

describe('an order of a court', () => {
  it('makes it later, to the very day that the order names, and news does not undo it', async () => {
    const { caseId, who } = await waiting();
    // A Sunday: the half year is no period to act in.
    const last = plainDate('2027-04-11');
    await ask(caseId, { moveGround: 'court-order', toOn: last });
    await confirm(caseId);
    const gate = addDays(last, 1);
    expect(await untilOf(caseId)).toBe(startOf(gate));
    await own.news(caseId);
    expect(await untilOf(caseId)).toBe(startOf(gate));
    await goTo(caseId, last);
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, gate);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ state: 'closed', closed_on: gate });
    expect(await sealsOf(who)).toHaveLength(1);
  });

  it('stands when a unit employs the person meanwhile: the letter names both days, and waits for the later', async () => {
    const { caseId, who } = await waiting();
    await ask(caseId, { moveGround: 'court-order', toOn: '2028-01-31' });
    await confirm(caseId);
    await own.unit(who, 'converted-to-employee', today());
    await own.news(caseId);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'exit-seal', until: null }]);
    await goTo(caseId, plainDate('2027-05-31'));
    await own.unit(who, 'unit-sealed', plainDate('2027-05-31'));
    await own.news(caseId);
    const gate = plainDate('2028-02-01');
    expect(await untilOf(caseId)).toBe(startOf(gate));
    expect((await place.row(caseId)).detail).toMatchObject({
      ...{ sealedOn: '2027-05-31', gateOn: gate, employeePayableOn: gate, closesOn: gate },
    });
    const letters = (await place.papers(caseId)).filter(({ kind }) => kind === 'exit-gate-moved');
    expect(letters.map(({ params }) => params)).toMatchObject([
      { before: '2028年2月1日', now: '单位缴存部分没有封存，半年尚未起算。' },
      {
        // What was told last was no day.
        before: '',
        now: '2027年5月31日封存（当日不计入），满半年的次日是2027年12月1日；遇休假日不顺延。依法院的文书，2028年2月1日以前不付款，2028年2月1日起付清并销户。',
      },
    ]);
    // Full by the law: whoever looks in between still finds the court's day.
    await goTo(caseId, plainDate('2027-12-01'));
    await own.news(caseId);
    expect(await untilOf(caseId)).toBe(startOf(gate));
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    await goTo(caseId, gate);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
  });

  it('stands when the seal is corrected to an earlier day after it: seal and letter name it, nothing is paid', async () => {
    const { caseId, who } = await waiting();
    const last = plainDate('2027-04-11');
    await ask(caseId, { moveGround: 'court-order', toOn: last });
    await confirm(caseId);
    await ask(caseId, { correctedOn: '2026-08-15' });
    await confirm(caseId);
    const gate = addDays(last, 1);
    expect((await sealsOf(who)).at(-1)).toMatchObject({ sealed_on: '2026-08-15', ended_on: null });
    expect(await untilOf(caseId)).toBe(startOf(gate));
    expect((await place.row(caseId)).detail).toMatchObject({
      ...{ sealedOn: '2026-08-15', gateOn: gate, closesOn: gate },
    });
    const letters = (await place.papers(caseId)).filter(({ kind }) => kind === 'wait-moved');
    expect(letters.map(({ params }) => (params as { toOn: string }).toOn)).toEqual([last, last]);
    expect((letters.at(-1)!.params as { seal: string }).seal).toBe(
      '2026年8月15日封存（当日不计入），满半年的次日是2027年2月16日；遇休假日不顺延。依法院的文书，2027年4月12日以前不付款，2027年4月12日起付清并销户。',
    );
    // The day that follows from the corrected seal, and the law's own.
    for (const day of ['2027-02-16', GATE, last]) {
      await goTo(caseId, plainDate(day));
      await own.news(caseId);
      expect((await place.row(caseId)).stage).toBe('awaiting gate');
    }
    expect(await payouts(caseId)).toHaveLength(1);
    await goTo(caseId, gate);
    await place.until(caseId, 'paying');
    await paid(caseId, 'closed');
    expect(await accountOf(who)).toMatchObject({ closed_on: gate });
  });

  it('stands when a seal is corrected by which the half year was full already', async () => {
    const { caseId } = await waiting();
    const last = plainDate('2027-04-11');
    await ask(caseId, { moveGround: 'court-order', toOn: last });
    await confirm(caseId);
    await ask(caseId, { correctedOn: '2026-03-31' });
    await confirm(caseId);
    expect(await untilOf(caseId)).toBe(startOf(addDays(last, 1)));
    await own.news(caseId);
    expect((await place.row(caseId)).stage).toBe('awaiting gate');
    expect(await payouts(caseId)).toHaveLength(1);
  });

  it('gives way to a seal corrected to a later day than its own', async () => {
    const { caseId } = await waiting();
    await ask(caseId, { moveGround: 'court-order', toOn: '2027-03-15' });
    await confirm(caseId);
    await ask(caseId, { correctedOn: '2026-09-30' });
    await confirm(caseId);
    expect(await untilOf(caseId)).toBe(startOf(plainDate('2027-03-31')));
  });

  it('never makes it earlier than the law', async () => {
    const { caseId } = await waiting();
    expect(
      await told(ask(caseId, { moveGround: 'court-order', toOn: addDays(GATE, -2) })),
    ).toMatchObject({ clause: 'civil-code-201', pointer: '#/toOn' });
  });
});
