/** 参数变更的衔接: what is begun on the first day of a figure follows the new one, whatever was kept for others. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { addMonths } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { today } from '../builders.ts';
import { dormancies } from '../harness/dormancy.ts';
import { exits } from '../harness/exits.ts';
import { figureChanges, type Planted } from '../harness/figure-changes.ts';
import { office, refusalOf } from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const leaving = exits(place);
const drawing = withdrawals(place);
const empty = dormancies(place);
const figures = figureChanges(place);
const FROM = today();

beforeAll(async () => {
  const before = [
    await figures.planted('seal-clock', 'whole-account', FROM),
    await figures.planted('rent-cap-single', '800.00', FROM),
    await figures.planted('dormancy-wait', '24', FROM),
  ];
  // Another case, begun before, for which the old one was kept.
  const other = await place.apply();
  for (const planted of before) await keptBefore(planted, other.caseId);
  await drawing.funded();
});

/** As it was chosen on a day before: nothing is chosen any more once the figure is in force. */
async function keptBefore({ proposal }: Planted, caseId: string) {
  const choice = randomUUID();
  await place.db.owner.query(
    `insert into figure_choice (id, proposal, center, class, pick, cases, reason, asked_by, asked_at,
       decided_by, decided_at, approved)
     values ($1, $2, '210100', 'exit-date', 'keep', 1, '管委会决定', 'sun-zhuguan', now(),
       'zhou-zhuguan', now(), true)`,
    [choice, proposal],
  );
  await place.db.owner.query('insert into figure_choice_case (choice, case_id) values ($1, $2)', [
    choice,
    caseId,
  ]);
}

it('退出销户按整个账户的封存日起算', async () => {
  const sealedOn = addMonths(today(), -8);
  const who = await leaving.leaver({ flexible: '900.00', unit: '8000.00', sealedOn });
  const caseId = await leaving.signed(who, 'awaiting gate');
  const { opensOn } = halfYear({ sealedOn: today() });
  expect((await place.row(caseId)).detail['gateOn']).toBe(opensOn);
});

it('提取按新限额', async () => {
  const caseId = await drawing.asked(await drawing.drawer());
  await place.until(caseId, 'refused');
});

it('零余额销户按新月数，不足的不发起', async () => {
  expect(await refusalOf(empty.begin(await empty.holder()))).toBe('action-not-permitted');
});
