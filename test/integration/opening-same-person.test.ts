/** （十四）: several applications of one person, at once or one after the other; never two accounts. */
import { describe, expect, it } from 'vitest';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { openJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { readPhone } from '../../src/db/applicants.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { application, idNumber } from '../builders.ts';
import { BANK, CLERK, office, refusalOf, REVIEWER } from '../harness/office.ts';

const place = office();
const REASON = { reason: '已与申请人核对' };

const keys = () => createPersonKeys(place.secrets.center);

/** The two cases of one person, the second beside the first. */
async function sideBySide() {
  const number = idNumber();
  const first = await place.apply({ number });
  await place.until(first.caseId, 'awaiting signature');
  const second = await place.apply({ number });
  return { number, first: first.caseId, second: second.caseId };
}

/** As the relay delivers it: every wake-up call that lies in the outbox. */
async function deliverWakeUps() {
  const rows = await place.ask<{
    id: string;
    key: string;
    person: string;
    payload: string;
    wrapped_key: string;
  }>(`select o.id, o.key, o.person, o.payload, p.wrapped_key from outbox o
        join person p on p.id = o.person where o.kind = 'wake-case' and delivered_at is null`);
  for (const { id, key, person, payload, wrapped_key: wrapped } of rows) {
    const opened = openJson(keys().unwrap(person, wrapped), placeOf.outbox(key), payload);
    const { caseId } = opened as { readonly caseId: string };
    await place.temporal.client.workflow.getHandle(caseWorkflowId(caseId)).signal('claimFree');
    await place.ask('update outbox set delivered_at = now() where id = $1', id);
  }
  return rows.length;
}

const claims = async (person: string) =>
  place.ask('select case_id from claim where person = $1 and released_at is null', person);

describe('同一人多件', () => {
  it('puts the second application beside the first, for a person to look at', async () => {
    const { first, second } = await sideBySide();
    const row = await place.row(second);
    expect(row).toMatchObject({ stage: 'contested', accepted_on: null });
    expect((await place.row(first)).person).toBe(row.person);
    expect(await place.waits(second)).toMatchObject([{ kind: 'verdict', until: null }]);
    expect(await place.tasks(second)).toMatchObject([
      { kind: 'verdict', role: 'reviewer', not_by: ['lin-guiyuan'] },
    ]);
    expect(await place.world.asked('national', second)).toEqual([]);
    expect(await claims(row.person)).toEqual([{ case_id: first }]);
  });

  it('ends the second when it is found a duplicate, and the first goes on untouched', async () => {
    const { first, second } = await sideBySide();
    const verdict = { ...REASON, verdict: 'duplicate' };
    expect(await refusalOf(place.act(second, 'verdict', verdict, CLERK))).toBe('not-authorized');
    await place.act(second, 'verdict', verdict, REVIEWER);
    expect(await place.row(second)).toMatchObject({
      stage: 'discontinued',
      outcome: 'discontinued',
    });
    await place.sign(first);
    await place.until(first, 'opened');
  });

  it('lets the second go on by itself when the first has ended', async () => {
    const { first, second } = await sideBySide();
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    expect(await place.row(second)).toMatchObject({
      stage: 'contested',
      detail: { follows: true },
    });
    expect(await place.waits(second)).toMatchObject([{ kind: 'other-case' }]);
    expect(await place.tasks(second)).toEqual([]);
    await place.act(first, 'withdraw', REASON);
    expect(await deliverWakeUps()).toBe(1);
    const row = await place.until(second, 'awaiting signature');
    expect(row.accepted_on).not.toBeNull();
    expect(await claims(row.person)).toEqual([{ case_id: second }]);
  });

  it('refuses the second in the end when the first was opened', async () => {
    const { first, second } = await sideBySide();
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    await place.sign(first);
    await deliverWakeUps();
    const { detail } = await place.until(second, 'refused');
    expect(detail['reasons']).toMatchObject([{ code: 'local-flexible' }]);
  });

  it('goes on at once when the verdict comes after the first has ended', async () => {
    const { first, second } = await sideBySide();
    await place.act(first, 'withdraw', REASON);
    await deliverWakeUps();
    expect((await place.row(second)).stage).toBe('contested');
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    await place.until(second, 'awaiting signature');
  });

  it('keeps waiting when it is woken while another case holds the person', async () => {
    const { second } = await sideBySide();
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    await place.handle(second).signal('claimFree');
    await place.temporal.clock.untilIdle(place.handle(second));
    expect((await place.row(second)).stage).toBe('contested');
    expect(await place.waits(second)).toMatchObject([{ kind: 'other-case' }]);
  });

  it('turns no message of the first to another phone, and states its own once it goes on', async () => {
    const number = idNumber();
    const first = await place.apply({ number });
    await place.until(first.caseId, 'awaiting signature');
    const given = { number, files: { 'identity-document': await place.upload() } };
    const other = application({ ...given, name: '张散' });
    const applicant = { ...other.applicant, phone: '13911112222', address: '某市别街2号' };
    const second = await place.submit({ ...other, applicant });
    expect(second.stage).toBe('contested');
    const { person } = await place.row(first.caseId);
    const phone = () =>
      inTransaction(place.pool, (tx) =>
        readPhone(tx, { personKeys: keys(), lookup: place.secrets.lookup }, person),
      );
    const named = () => place.ask('select masked from person where id = $1', person);
    expect(await phone()).toBe('13900001111');
    const masked = await named();
    const after = { ...REASON, verdict: 'continue-after' };
    await place.act(second.caseId, 'verdict', after, REVIEWER);
    await place.act(first.caseId, 'withdraw', REASON);
    expect(await phone()).toBe('13900001111');
    await deliverWakeUps();
    await place.until(second.caseId, 'awaiting signature');
    expect(await phone()).toBe('13911112222');
    expect(await named()).not.toEqual(masked);
  });

  it('is not noticed by a channel in what it hears', async () => {
    const { second } = await sideBySide();
    const content = { ...REASON, verdict: 'duplicate' };
    expect(await refusalOf(place.act(second, 'verdict', content, BANK))).toBe('not-authorized');
  });
});

describe('at the same instant', () => {
  it('ten applications of one person make one claim and nine that are contested', async () => {
    const number = idNumber();
    const standings = await Promise.all(Array.from({ length: 10 }, () => place.apply({ number })));
    const stages = standings.map(({ stage }) => stage).sort();
    expect(stages).toEqual(['checking', ...Array<string>(9).fill('contested')].sort());
    const { person } = await place.row(standings[0]!.caseId);
    expect(await claims(person)).toHaveLength(1);
    const persons = 'select distinct person from "case" where id = any ($1)';
    expect(
      await place.ask(
        persons,
        standings.map(({ caseId }) => caseId),
      ),
    ).toHaveLength(1);
  });

  it('two documents of one person lead to one person as soon as both are known', async () => {
    const [card, old] = [idNumber(), idNumber()];
    const permit = { type: 'resident-id', number: old };
    const files = { 'identity-document': await place.upload() };
    const both = application({ number: card, files });
    const applicant = { ...both.applicant, otherDocuments: [permit] };
    const first = await place.submit({ ...both, applicant });
    const second = await place.apply({ number: old });
    expect(second.stage).toBe('contested');
    expect((await place.row(second.caseId)).person).toBe((await place.row(first.caseId)).person);
  });

  it('the old and the new permanent-residence card of one person are one person', async () => {
    const stated = { bornOn: '1985-01-01', sex: 'M', phone: '13900001111', address: '某街1号' };
    const card = (number: string) => ({ type: 'permanent-residence-card', number });
    const name = '李约翰';
    const form = async (applicant: object) => {
      const files = { 'identity-document': await place.upload() };
      return { ...application({ name, files }), applicant: { name, ...stated, ...applicant } };
    };
    const otherDocuments = [card('PAK310080010103')];
    const both = await form({ document: card('932682198501010017'), otherDocuments });
    const first = await place.submit(both);
    await place.until(first.caseId, 'awaiting signature');
    const old = await place.submit(await form({ document: card('PAK310080010103') }));
    expect(old.stage).toBe('contested');
    expect((await place.row(old.caseId)).person).toBe((await place.row(first.caseId)).person);
  });

  it('documents of two persons in one application are not taken for one person', async () => {
    const [one, other] = [idNumber(), idNumber()];
    await place.apply({ number: one });
    await place.apply({ number: other });
    const files = { 'identity-document': await place.upload() };
    const mixed = application({ number: one, files });
    const otherDocuments = [{ type: 'resident-id', number: other }];
    const applicant = { ...mixed.applicant, otherDocuments };
    expect(await refusalOf(place.submit({ ...mixed, applicant }))).toBe('person-conflict');
  });
});

describe('a correction that shows another person', () => {
  it('moves the claim with it, and lets go of whom it was wrongly about', async () => {
    const [wrong, right] = [idNumber(), idNumber()];
    const person = { number: wrong };
    await place.world.breaks('national', 'down', { person: { ...person, name: '', type: '' } });
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'needs attention');
    const before = (await place.row(caseId)).person;
    const follower = await place.apply({ number: wrong });
    await place.act(follower.caseId, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    const files = { 'identity-document': await place.upload() };
    const corrected = application({ number: right, files });
    await place.act(caseId, 'correct', { application: corrected, reason: '号码录错' });
    const { person: after } = await place.until(caseId, 'awaiting signature');
    expect(after).not.toBe(before);
    expect(await claims(after)).toEqual([{ case_id: caseId }]);
    expect(await claims(before)).toEqual([]);
    await place.world.mends('national');
    expect(await deliverWakeUps()).toBe(1);
    await place.until(follower.caseId, 'awaiting signature');
  });

  it('lets a case go on at once that only waited for another one of the wrong person', async () => {
    const { second } = await sideBySide();
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    const files = { 'identity-document': await place.upload() };
    const corrected = application({ number: idNumber(), files });
    await place.act(second, 'correct', { application: corrected, reason: '号码录错' });
    const { person } = await place.until(second, 'awaiting signature');
    expect(await claims(person)).toEqual([{ case_id: second }]);
  });

  it('leaves a case waiting that is still about the same person', async () => {
    const { number, second } = await sideBySide();
    await place.act(second, 'verdict', { ...REASON, verdict: 'continue-after' }, REVIEWER);
    const files = { 'identity-document': await place.upload() };
    const corrected = application({ number, files }, { district: '210103' });
    await place.act(second, 'correct', { application: corrected, reason: '区县录错' });
    expect((await place.row(second)).stage).toBe('contested');
    expect(await place.waits(second)).toMatchObject([{ kind: 'other-case' }]);
    expect(await place.events(second)).toContain('corrected');
  });

  it('is refused when another case is about that person', async () => {
    const [wrong, right] = [idNumber(), idNumber()];
    const other = await place.apply({ number: right });
    await place.until(other.caseId, 'awaiting signature');
    const { caseId } = await place.apply({ number: wrong }, { contribution: undefined });
    const files = { 'identity-document': await place.upload() };
    const corrected = application({ number: right, files });
    const act = place.act(caseId, 'correct', { application: corrected, reason: '号码录错' });
    expect(await refusalOf(act)).toBe('claim-held');
    expect(await place.row(caseId)).toMatchObject({ stage: 'incomplete', version: 1 });
  });
});
