/** （十四）: a normally paying account elsewhere; the case waits for the seal there, but not for ever. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { BANK, office, refusalOf, REVIEWER } from '../harness/office.ts';

const place = office();
const BEIJING = '110100';

async function deferred() {
  const person = await place.world.person({
    accounts: [{ center: BEIJING, state: 'normal', source: 'unit' }],
  });
  const { caseId } = await place.apply(person);
  await place.until(caseId, 'deferred');
  return { person, caseId };
}

/** Day by day, as the case itself looks again every morning. */
async function days(caseId: string, count: number) {
  for (let day = 0; day < count; day += 1) await place.days(caseId, 1);
}

describe('待外地封存', () => {
  it('tells the person until when it waits and what ends it', async () => {
    const { caseId } = await deferred();
    const on = dateAt(await place.now(caseId));
    const { detail } = await place.row(caseId);
    expect(detail).toEqual({ code: 'remote-normal', until: addDays(on, 30) });
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'seal-elsewhere', detail }]);
    const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'deferral');
    expect(paper?.params).toMatchObject({ code: 'remote-normal', until: detail['until'] });
  });

  it('is looked at every morning, and goes on by itself after the seal on day 12', async () => {
    const { person, caseId } = await deferred();
    await days(caseId, 11);
    expect((await place.row(caseId)).stage).toBe('deferred');
    await place.world.account(person, { center: BEIJING, state: 'sealed' });
    await days(caseId, 1);
    const { detail } = await place.until(caseId, 'awaiting signature');
    expect(detail['flags']).toEqual(['transfer-in-offer']);
    // Every morning is a question of its own, and every answer is kept.
    const asked = await place.world.asked('national', caseId);
    expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThanOrEqual(12);
    const kept = `select key from "check" where case_id = $1 and system = 'national'`;
    expect(await place.ask(kept, caseId)).toHaveLength(asked.length);
    const papers = (await place.papers(caseId)).filter(({ kind }) => kind === 'deferral');
    expect(papers).toHaveLength(1);
  });

  it('is looked at at once when somebody says that the account is sealed', async () => {
    const { person, caseId } = await deferred();
    await place.world.account(person, { center: BEIJING, state: 'sealed' });
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
    expect(await place.events(caseId)).toContain('rechecked');
  });

  it('goes on waiting for the same last day when the account is not sealed yet', async () => {
    const { caseId } = await deferred();
    const { detail } = await place.row(caseId);
    await days(caseId, 3);
    await place.act(caseId, 'recheck', {});
    expect((await place.until(caseId, 'deferred')).detail).toEqual(detail);
  });

  it('still opens with a seal on the last day', async () => {
    const { person, caseId } = await deferred();
    await place.pass(caseId, 'seal-elsewhere', -3_600_000);
    await place.until(caseId, 'deferred');
    await place.world.account(person, { center: BEIJING, state: 'sealed' });
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
  });

  it('asks a last time when the 30 days are over, and then refuses', async () => {
    const { caseId } = await deferred();
    await place.pass(caseId, 'seal-elsewhere');
    const { detail } = await place.until(caseId, 'refused');
    expect(detail['reasons']).toEqual([{ code: 'deferral-expired', clause: 'liaoning-14' }]);
    const refusal = (await place.papers(caseId)).find(({ kind }) => kind === 'refusal');
    expect(refusal?.params).toMatchObject({ reasons: [{ code: 'deferral-expired' }] });
    expect((await place.events(caseId)).slice(-2)).toEqual(['deferral-expired', 'refused']);

    // A review without new facts does not begin a second wait.
    await place.act(caseId, 'request-human-review', { reason: '请再等' });
    await place.act(caseId, 'reconsider', { reason: '仍未封存' }, REVIEWER);
    expect((await place.until(caseId, 'refused')).detail['reasons']).toMatchObject([
      { code: 'deferral-expired' },
    ]);
  });

  it('waits anew, with a notice of its own, for an account that turns up after the offer', async () => {
    const { person, caseId } = await deferred();
    const first = (await place.row(caseId)).detail['until'];
    await place.days(caseId, 2);
    await place.world.account(person, { center: BEIJING, state: 'sealed' });
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
    await place.days(caseId, 9);
    await place.world.account(person, { center: BEIJING, state: 'normal' });
    await place.sign(caseId);
    const { detail } = await place.until(caseId, 'deferred');
    expect(String(detail['until']) > String(first)).toBe(true);
    const papers = (await place.papers(caseId)).filter(({ kind }) => kind === 'deferral');
    expect(papers).toHaveLength(2);
  });

  it('is asked again by the channel that brought it, and by no other', async () => {
    const { caseId } = await deferred();
    expect(await refusalOf(place.act(caseId, 'recheck', {}, BANK))).toBe('not-authorized');
  });
});

describe('several accounts', () => {
  it('wait for their merger, and open when one sealed account is left', async () => {
    const person = await place.world.person({
      accounts: [
        { center: '210200', state: 'sealed' },
        { center: BEIJING, state: 'sealed' },
      ],
    });
    const { caseId } = await place.apply(person);
    const { detail } = await place.until(caseId, 'deferred');
    expect(detail['code']).toBe('several-accounts');
    await place.world.account(person, { center: BEIJING, state: 'closed' });
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
  });
});
