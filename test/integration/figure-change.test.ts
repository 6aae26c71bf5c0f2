/**
 * A figure that changes while cases run: what the preview says of each is what becomes of it.
 *
 * 通知（四）: the limits of the day on which the application is accepted; acceptance fixes them.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateAt, plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { impactOn, withProposed } from '../../src/policy/figure-impact.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { openingFigures } from '../../src/policy/opening-figures.ts';
import { application, idNumber, today } from '../builders.ts';
import { office } from '../harness/office.ts';

const place = office();
/** Days from now on which the least amount rises from 223.00 to 250.00. */
const IN_DAYS = 5;
const FROM = addDays(today(), IN_DAYS);
const CONTRIBUTION = { monthlyAmount: '230.00', cycle: 'month', debitDay: 10 };

beforeAll(async () => {
  await place.db.owner.query(
    `update figure set valid_to = $1::date - 1
      where center = '210100' and district is null and name = 'contribution-base-min'`,
    [FROM],
  );
  await place.db.owner.query(
    `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
     values ('210100', 'contribution-base-min', '2500.00', $1, '新〔2026〕1号', 'a', 'b')`,
    [FROM],
  );
});

/** Handed in without a phone number. */
async function handedIn(number: string) {
  const { phone: _none, ...applicant } = application({ number }).applicant;
  const files = { 'identity-document': await place.upload() };
  const { caseId } = await place.submit({
    ...application({ number, files }, { contribution: CONTRIBUTION }),
    applicant,
  });
  return caseId;
}

async function supplemented(caseId: string, number: string) {
  const files = { 'identity-document': await place.upload() };
  const complete = application({ number, files }, { contribution: CONTRIBUTION });
  return place.act(caseId, 'supplement', { application: complete });
}

function foretold(lastDay: string, acceptedOn: string | null) {
  const proposed = {
    ...{ center: '210100', district: null, name: 'contribution-base-min' as const },
    ...{ value: '2500.00', from: FROM, document: '新〔2026〕1号' },
  };
  const scope = { center: '210100', district: '210102', on: FROM };
  const after = withProposed(SHIPPED_FIGURES, proposed);
  return impactOn(
    {
      acceptedOn: acceptedOn === null ? null : plainDate(acceptedOn),
      lastDay: plainDate(lastDay),
      ...{ offered: true, told: true, refused: false },
      stated: {
        district: '210102',
        contribution: { monthlyAmount: yuan('230.00'), cycle: 'month', debitDay: 10 },
        whole: 'untouched',
      },
    },
    {
      ...{ name: 'contribution-base-min', from: FROM },
      before: openingFigures(SHIPPED_FIGURES, scope),
      after: openingFigures(after, scope),
      values: ['2230.00', '2500.00'],
    },
  );
}

describe('the limits of the monthly amount rise', () => {
  it('accepted on the eve, a case keeps the old ones and goes on to the agreement', async () => {
    const number = idNumber();
    const caseId = await handedIn(number);
    await place.days(caseId, IN_DAYS - 1);
    await supplemented(caseId, number);
    const row = await place.until(caseId, 'awaiting signature');
    expect(row.accepted_on).toBe(addDays(FROM, -1));
    expect(foretold(addDays(FROM, 10), row.accepted_on)).toEqual({ kind: 'fixed' });
    await place.days(caseId, 2);
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
  });

  it('supplemented on the very day, it has to choose another amount, as foretold', async () => {
    const number = idNumber();
    const caseId = await handedIn(number);
    const until = String((await place.row(caseId)).detail['until']);
    const impact = foretold(until, null);
    await place.days(caseId, IN_DAYS);
    expect(dateAt(await place.now(caseId))).toBe(FROM);
    const { stage } = await supplemented(caseId, number);
    expect(stage).toBe('incomplete');
    const { detail } = await place.row(caseId);
    expect(impact).toMatchObject({ kind: 'choice', added: detail['missing'] });
  });
});
