/** 条例第十三条: one person, one account, also when another case was quicker. */
import { describe, expect, it } from 'vitest';
import { office, REVIEWER } from '../harness/office.ts';

const place = office();

/** As another case, or a take-over of old books, would do it. */
async function openedMeanwhile(person: string, source: 'unit' | 'flexible') {
  await place.db.owner.query(
    `insert into account (number, center, person, state, source, opened_on)
     values ($1, '210100', $2, 'normal', $3, '2026-01-01')`,
    [`2101000100000000${Math.floor(1000 + Math.random() * 9000)}`, person, source],
  );
}

async function closed(person: string) {
  await place.db.owner.query(
    `update account set state = 'closed', closed_on = '2026-02-01', close_reason = 'withdrawn'
      where person = $1`,
    [person],
  );
}

const REASON = { reason: '原单位账户已销户' };
const openAccounts = (person: string) =>
  place.ask(`select number from account where person = $1 and state <> 'closed'`, person);

describe('an account opened meanwhile', () => {
  it.each(['unit', 'flexible'] as const)(
    'of the same person (%s) leads to another check and a refusal, never to a second account',
    async (source) => {
      const { caseId } = await place.apply();
      const { person } = await place.until(caseId, 'awaiting signature');
      await openedMeanwhile(person, source);
      const standing = await place.sign(caseId);
      expect(standing.stage).toBe('opening');
      const { detail } = await place.until(caseId, 'refused');
      expect(detail['reasons']).toMatchObject([{ code: `local-${source}` }]);
      expect(await openAccounts(person)).toHaveLength(1);
      const signed =
        'select state, signed_on is not null as signed from agreement where case_id = $1';
      expect(await place.ask(signed, caseId)).toEqual([{ state: 'void', signed: true }]);
    },
  );

  it('is found also when it was opened between the second check and the opening', async () => {
    const { caseId } = await place.apply();
    const { person } = await place.until(caseId, 'awaiting signature');
    await place.days(caseId, 9);
    await openedMeanwhile(person, 'flexible');
    await place.sign(caseId);
    await place.until(caseId, 'refused');
    expect(await openAccounts(person)).toHaveLength(1);
  });

  it('asks for a new signature when a review finds that it was closed after all', async () => {
    const { caseId } = await place.apply();
    const { person } = await place.until(caseId, 'awaiting signature');
    await openedMeanwhile(person, 'unit');
    await place.sign(caseId);
    await place.until(caseId, 'refused');
    await closed(person);
    await place.act(caseId, 'request-human-review', REASON);
    await place.act(caseId, 'reconsider', REASON, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const states = 'select state from agreement where case_id = $1 order by state';
    expect(await place.ask(states, caseId)).toEqual([{ state: 'active' }, { state: 'void' }]);
  });

  it('does not stop an opening when it was closed before', async () => {
    const { caseId } = await place.apply();
    const { person } = await place.until(caseId, 'awaiting signature');
    await openedMeanwhile(person, 'unit');
    await closed(person);
    expect((await place.sign(caseId)).stage).toBe('opened');
  });
});
