/** 通知（十一）: name, document, phone and address of a holder are changed, verified anew, and nothing is lost. */
import { describe, expect, it } from 'vitest';
import { numberHolder } from '../../src/db/holder-now.ts';
import { application, idNumber, today } from '../builders.ts';
import { CLERK, refusalOf, REVIEWER } from '../harness/office.ts';
import { office } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';

const place = office();
const own = personal(place);
const { leaver, asked, inReview, review, holder, history, masked } = own;
const REASON = { reason: '说明' };

const finds = (number: string) =>
  numberHolder(place.pool, place.secrets.lookup, { center: '210100', number });
const kinds = async (caseId: string) => (await place.papers(caseId)).map(({ kind }) => kind);

describe('a phone', () => {
  it('is changed at once when the registry knows the person, and both phones are told', async () => {
    const who = await leaver();
    const caseId = await asked(who, { phone: '13900000456' });
    await place.until(caseId, 'changed');
    expect(await holder(who)).toMatchObject({ phone: '13900000456', name: who.applicant.name });
    expect((await masked(who))?.phone).toBe('139****0456');
    expect(await kinds(caseId)).toEqual([
      ...['personal-change-accepted', 'personal-changed', 'personal-change-told'],
    ]);
    expect(await history(who)).toMatchObject([
      { kinds: ['phone'], changed_by: 'lin-guiyuan', reviewed_by: null },
    ]);
    await own.relay();
    const { rows } = await place.db.owner.query<{ about: string; template: string }>(
      `select about, template from sim.message where template like 'personal-change%' order by template`,
    );
    expect(rows).toEqual([
      { about: expect.stringContaining('1111') as string, template: 'personal-change-told-2026-1' },
      { about: expect.stringContaining('0456') as string, template: 'personal-changed-2026-1' },
    ]);
  });

  it('stays as it is when another person looks and does not agree', async () => {
    const who = await leaver();
    await place.world.person({ identityResult: 'mismatch' }, who.applicant);
    const caseId = await inReview(who, { phone: '13900000457' });
    expect((await place.row(caseId)).detail).toMatchObject({
      codes: ['personal-identity-mismatch'],
    });
    await review(caseId, false);
    expect((await place.row(caseId)).stage).toBe('refused');
    expect((await holder(who)).phone).toBe('13900001111');
    expect(await kinds(caseId)).toEqual(['personal-change-accepted', 'personal-change-refused']);
    expect(await history(who)).toEqual([]);
  });

  it('of somebody who is dead is not changed, and nobody writes to that number', async () => {
    const who = await leaver();
    await place.world.person({ deceased: true }, who.applicant);
    const caseId = await asked(who, { phone: '13900000458' });
    await place.until(caseId, 'refused');
    expect((await place.row(caseId)).detail).toMatchObject({
      reasons: [{ code: 'personal-deceased', clause: 'civil-code-13' }],
    });
    const sent = await place.ask(
      `select 1 from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    expect(sent).toEqual([]);
  });
});

describe('a name and a document', () => {
  it('are changed by two people; the number before still finds the person, the card is to be renewed', async () => {
    const who = await leaver();
    const number = idNumber();
    const caseId = await inReview(who, {
      name: '李四',
      document: { type: 'resident-id', number, validUntil: '2040-01-01' },
    });
    const submitter = { ...REVIEWER, id: CLERK.id };
    expect(await refusalOf(review(caseId, true, submitter))).toBe('same-person');
    await review(caseId);
    await place.until(caseId, 'awaiting mandate');
    const now = await holder(who);
    expect(now.name).toBe('李四');
    expect(now.documents).toMatchObject([
      { number, endedOn: null },
      { number: who.applicant.number, endedOn: today() },
    ]);
    expect([await finds(number), await finds(who.applicant.number)]).toEqual([
      ...[who.person, who.person],
    ]);
    expect(await history(who)).toMatchObject([
      { kinds: ['name', 'document'], reviewed_by: 'zhao-fuhe' },
    ]);
    expect((await place.tasks(caseId)).map(({ kind }) => kind)).toEqual(['personal-mandate']);
    await place.act(caseId, 'settle-mandate', REASON);
    expect((await place.row(caseId)).stage).toBe('changed');
  });

  it('an old permanent-residence card and the five-star one are one person with one account', async () => {
    const old = { type: 'permanent-residence-card', number: 'PAK310080010103' };
    const given = application({ name: 'ALI KHAN', ...old });
    const born = { bornOn: '1980-01-01', sex: 'M' };
    const files = [{ kind: 'identity-document', file: await place.upload() }];
    const applicant = { ...given.applicant, ...born };
    const { caseId } = await place.submit({ ...given, applicant, evidence: files });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const [row] = await place.ask<Record<string, string>>(
      'select number, id, person from account where opened_by_case = $1',
      caseId,
    );
    const who = {
      ...{ openingCase: caseId, account: row!['number']!, accountId: row!['id']! },
      ...{ person: row!['person']!, applicant: { name: 'ALI KHAN', ...old } },
      card: given.bankCard,
    };
    const number = fiveStar('93158619800101001');
    const change = await inReview(who, { document: { ...old, number, validUntil: '2036-01-01' } });
    await review(change);
    await place.until(change, 'changed');
    // Whoever comes with the old card is known, and opens no second account.
    const again = await place.submit({
      ...given,
      ...{ applicant, evidence: [{ kind: 'identity-document', file: await place.upload() }] },
    });
    const [second] = await place.ask<{ person: string }>(
      'select person from "case" where id = $1',
      again.caseId,
    );
    expect(second!.person).toBe(who.person);
    const accounts = await place.ask('select 1 from account where person = $1', who.person);
    expect(accounts).toHaveLength(1);
  });

  it('a card renewed under its number has a new end and no second number', async () => {
    const who = await leaver();
    const document = {
      type: 'resident-id',
      number: who.applicant.number,
      validUntil: '2046-01-01',
    };
    const caseId = await inReview(who, { document, materials: ['identity-document'] });
    await review(caseId);
    await place.until(caseId, 'changed');
    expect((await holder(who)).documents).toMatchObject([
      { validUntil: '2046-01-01', endedOn: null },
    ]);
  });

  it('a number that was typed wrongly is struck and finds nobody any more', async () => {
    const who = await leaver();
    const number = idNumber();
    const document = { type: 'resident-id', number, validUntil: '2040-01-01' };
    const caseId = await inReview(who, { document, numberWasWrong: true });
    await review(caseId);
    await place.until(caseId, 'changed');
    expect(await finds(who.applicant.number)).toBeNull();
    expect((await holder(who)).documents.map((one) => one.number)).toEqual([number]);
  });

  it('of another person is never merged: both stay, until that one is corrected', async () => {
    const who = await leaver();
    const other = await leaver({
      applicant: { name: '王五', type: 'resident-id', number: idNumber() },
    });
    const document = { type: 'resident-id', number: other.applicant.number };
    const caseId = await inReview(who, { document });
    expect((await place.row(caseId)).detail).toMatchObject({
      ...{ codes: ['personal-new-document', 'personal-number-taken'], other: other.person },
    });
    expect(await refusalOf(review(caseId))).toBe('action-not-permitted');
    expect([await finds(other.applicant.number), await finds(who.applicant.number)]).toEqual([
      ...[other.person, who.person],
    ]);
    const right = { type: 'resident-id', number: idNumber() };
    const mended = await inReview(other, { document: right, numberWasWrong: true });
    await review(mended);
    await place.until(mended, 'changed');
    await review(caseId);
    await place.until(caseId, 'changed');
    expect(await finds(other.applicant.number)).toBe(who.person);
  });
});

/** The check character of 18 digits. */
function fiveStar(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}
