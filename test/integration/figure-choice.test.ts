/** 参数变更的衔接: what two supervisors chose for running cases before a figure took force is what they follow. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseSingly, decideChoice, proposeChoice } from '../../src/db/figure-choices.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { application, idNumber, today } from '../builders.ts';
import { acting } from '../db/fixtures.ts';
import { office } from '../harness/office.ts';

const place = office();
const IN_DAYS = 5;
const FROM = addDays(today(), IN_DAYS);
const CONTRIBUTION = { monthlyAmount: '230.00', cycle: 'month', debitDay: 10 };
const PROPOSAL = randomUUID();
const SUN = acting('sun-zhuguan', 'supervisor', Date.now());
const ZHOU = acting('zhou-zhuguan', 'supervisor', Date.now());

beforeAll(async () => {
  const { owner } = place.db;
  await owner.query(
    `update figure set valid_to = $1::date - 1
      where center = '210100' and district is null and name = 'contribution-base-min'`,
    [FROM],
  );
  await owner.query(
    `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
     values ('210100', 'contribution-base-min', '2500.00', $1, '新〔2026〕1号', 'a', 'b')`,
    [FROM],
  );
  await owner.query(
    `insert into figure_proposal (id, center, name, value, valid_from, document_number, reason,
       proposed_by, proposed_at, decided_by, decided_at, approved, decision_reason)
     values ($1, '210100', 'contribution-base-min', '2500.00', $2, '新〔2026〕1号', '年度调整',
       'sun-zhuguan', now(), 'zhou-zhuguan', now(), true, '同意')`,
    [PROPOSAL, FROM],
  );
});

async function handedIn(number: string) {
  const { phone: _none, ...applicant } = application({ number }).applicant;
  const files = { 'identity-document': await place.upload() };
  const { caseId } = await place.submit({
    ...application({ number, files }, { contribution: CONTRIBUTION }),
    applicant,
  });
  return caseId;
}

/** Supplemented on the first day of the new figure. */
async function onTheDay(caseId: string, number: string): Promise<string> {
  await place.days(caseId, IN_DAYS);
  const files = { 'identity-document': await place.upload() };
  const complete = application({ number, files }, { contribution: CONTRIBUTION });
  await place.act(caseId, 'supplement', { application: complete });
  return (await place.row(caseId)).stage;
}

async function chosen(pick: string, cases: readonly string[], of: string): Promise<string> {
  const id = randomUUID();
  const { api } = place.db;
  await proposeChoice(api, {
    ...{ id, proposal: PROPOSAL, class: of, pick, cases },
    ...{ reason: '按原标准准备', by: SUN },
  });
  await decideChoice(api, { choice: id, approve: true, reason: '同意', by: ZHOU });
  return id;
}

describe('a running case', () => {
  it('for which the old figure was kept follows it on the first day of the new one', async () => {
    const [kept, left] = [idNumber(), idNumber()];
    const [one, other] = [await handedIn(kept), await handedIn(left)];
    await chosen('keep', [one], 'choice');
    expect(await place.events(one)).toContain('figure-chosen');
    expect(await onTheDay(one, kept)).not.toBe('incomplete');
    await place.until(one, 'awaiting signature');
    // Nobody chose for this one: the new figure applies.
    expect(await onTheDay(other, left)).toBe('incomplete');
  });

  it('for which the new one was chosen follows that', async () => {
    const number = idNumber();
    const caseId = await handedIn(number);
    await chosen('new', [caseId], 'evidence');
    expect(await onTheDay(caseId, number)).toBe('incomplete');
  });

  it('decided by itself follows the old one only once two have chosen so', async () => {
    const numbers = [idNumber(), idNumber()] as const;
    const cases = [await handedIn(numbers[0]), await handedIn(numbers[1])] as const;
    const choice = await chosen('singly', cases, 'deadline');
    const { api } = place.db;
    const asked = { choice, pick: 'keep', reason: '材料已齐' };
    for (const caseId of cases) await chooseSingly(api, { ...asked, caseId, by: SUN });
    const again = chooseSingly(api, { ...asked, caseId: cases[0], by: SUN });
    await expect(again).rejects.toMatchObject({ code: 'same-person' });
    await chooseSingly(api, { ...asked, caseId: cases[0], by: ZHOU });
    expect(await onTheDay(cases[0], numbers[0])).not.toBe('incomplete');
    expect(await onTheDay(cases[1], numbers[1])).toBe('incomplete');
  });
});
