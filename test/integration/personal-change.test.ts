/** 通知（十一）: name, document, phone and address of a holder are changed, verified anew, and nothing is lost. */
import { describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { REVIEWER } from '../harness/office.ts';
import { office } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';

const place = office();
const own = personal(place);
const { leaver, asked, inReview, review, holder, history } = own;

describe('a phone', () => {
  it('is changed at once when the registry knows the person, and both phones are told', async () => {
    const who = await leaver();
    const before = await holder(who);
    const caseId = await asked(who, { phone: '13900000456' });
    await place.until(caseId, 'changed');
    expect(await holder(who)).toMatchObject({ phone: '13900000456', name: before.name });
    expect((await place.papers(caseId)).map(({ kind }) => kind)).toEqual([
      'personal-change-accepted',
      'personal-changed',
      'personal-change-told',
    ]);
    expect(await history(who)).toMatchObject([
      { kinds: ['phone'], changed_by: 'lin-guiyuan', reviewed_by: null },
    ]);
  });
});

describe('a name and a document', () => {
  it('are changed by two people, and the number before still finds the person', async () => {
    const who = await leaver();
    const number = idNumber();
    const caseId = await inReview(who, {
      name: '李四',
      document: { type: 'resident-id', number, validUntil: '2040-01-01' },
    });
    await review(caseId, true, REVIEWER);
    await place.until(caseId, 'awaiting mandate');
    const now = await holder(who);
    expect(now.name).toBe('李四');
    expect(now.documents).toMatchObject([
      { number, endedOn: null },
      { number: who.applicant.number, endedOn: expect.any(String) as string },
    ]);
  });
});
