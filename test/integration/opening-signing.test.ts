/** （二）: the agreement, its deadline, and what is looked at again on the day of signing. */
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dateAt } from '../../src/domain/calendar.ts';
import { retirementOf } from '../../src/policy/retirement.ts';
import { application, idNumber, reachesAge, today } from '../builders.ts';
import { BANK, office, refusalOf } from '../harness/office.ts';

const place = office();
const HOUR_MS = 3_600_000;

async function offered(person = {}, more = {}) {
  const { caseId } = await place.apply(person, more);
  await place.until(caseId, 'awaiting signature');
  return caseId;
}

const AGREEMENTS = `select state, template_version, signed_on is not null as signed
  from agreement where case_id = $1 order by state`;

/** As it was offered before new words came into use. */
async function inOlderWords(caseId: string) {
  await place.db.owner.query(
    `update agreement set template_version = 'agreement-2026-1', hash = $2 where case_id = $1`,
    [caseId, 'a'.repeat(64)],
  );
}

describe('待签协议', () => {
  it('may be signed through the fifteenth day after the offer', async () => {
    const caseId = await offered();
    const on = dateAt(await place.now(caseId));
    expect((await place.row(caseId)).detail['until']).toBe(addDays(on, 15));
  });

  it('is signed in the last hour of the last day', async () => {
    const caseId = await offered();
    await place.pass(caseId, 'signature', -HOUR_MS);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const [account] = await place.ask<{ opened_on: string }>(
      'select opened_on from account where opened_by_case = $1',
      caseId,
    );
    expect(account?.opened_on).toBe(
      (await place.row(caseId)).detail['until'] ?? account?.opened_on,
    );
  });

  it('lapses on the day after, with a notice, and nothing is left', async () => {
    const caseId = await offered();
    await place.pass(caseId, 'signature');
    expect(await place.until(caseId, 'lapsed')).toMatchObject({ outcome: 'lapsed' });
    const state = 'select state from agreement where case_id = $1';
    expect(await place.ask(state, caseId)).toEqual([{ state: 'lapsed' }]);
    expect((await place.papers(caseId)).at(-1)?.kind).toBe('lapse');
  });

  it('reminds once, five days before the deadline', async () => {
    const caseId = await offered();
    await place.pass(caseId, 'signature', -6 * 24 * HOUR_MS - HOUR_MS);
    expect(await place.events(caseId)).not.toContain('signing-reminded');
    await place.days(caseId, 0.5);
    expect(await place.events(caseId)).toContain('signing-reminded');
    await place.days(caseId, 3);
    const reminders = (await place.papers(caseId)).filter(
      ({ kind }) => kind === 'signing-reminder',
    );
    expect(reminders).toHaveLength(1);
    await place.sign(caseId);
  });

  it('refuses another text than the one that was offered', async () => {
    const caseId = await offered();
    const content = {
      by: 'electronic',
      agreementHash: 'f'.repeat(64),
      signatureReference: 'ES-1',
      termsExplained: true,
    };
    expect(await refusalOf(place.act(caseId, 'sign', content))).toBe('agreement-changed');
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
    const agreementHash = await place.agreementHash(caseId);
    await place.act(caseId, 'sign', { ...content, agreementHash });
    expect((await place.row(caseId)).stage).toBe('opened');
  });

  it('is not signed in words that are no longer in use: the new ones are offered at once', async () => {
    const caseId = await offered();
    await inOlderWords(caseId);
    const before = await place.agreementHash(caseId);
    expect(await refusalOf(place.sign(caseId))).toBe('agreement-outdated');
    expect(await place.until(caseId, 'awaiting signature')).toMatchObject({ version: 3 });
    expect(await place.agreementHash(caseId)).not.toBe(before);
    expect(await place.ask(AGREEMENTS, caseId)).toEqual([
      { state: 'offered', template_version: 'agreement-2026-3', signed: false },
      { state: 'void', template_version: 'agreement-2026-1', signed: false },
    ]);
    expect((await place.events(caseId)).slice(-3)).toEqual([
      'agreement-outdated',
      'decided',
      'agreement-offered',
    ]);
    expect((await place.sign(caseId)).stage).toBe('opened');
  });

  it('asks again what is too old before it offers the new words', async () => {
    const caseId = await offered();
    await inOlderWords(caseId);
    await place.days(caseId, 9);
    expect(await refusalOf(place.sign(caseId))).toBe('agreement-outdated');
    await place.until(caseId, 'awaiting signature');
    const on = dateAt(await place.now(caseId));
    expect((await place.row(caseId)).detail['until']).toBe(addDays(on, 15));
    expect(await place.world.asked('national', caseId)).toHaveLength(2);
    expect(await place.ask(AGREEMENTS, caseId)).toMatchObject([
      { state: 'offered', template_version: 'agreement-2026-3' },
      { state: 'void' },
    ]);
    await place.sign(caseId);
  });

  it('is signed through a channel by its electronic signature alone', async () => {
    const files = { 'identity-document': await place.upload(BANK) };
    const { caseId } = await place.submit(application({ files }), BANK);
    await place.until(caseId, 'awaiting signature');
    expect(await refusalOf(place.sign(caseId, BANK))).toBe('input-invalid');
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
    const agreementHash = await place.agreementHash(caseId);
    const content = { by: 'electronic', agreementHash, signatureReference: 'ES-7' };
    await place.act(caseId, 'sign', { ...content, termsExplained: true }, BANK);
    expect((await place.row(caseId)).stage).toBe('opened');
  });

  it('refuses a scan that belongs to another case, and takes the right one afterwards', async () => {
    const other = await offered();
    const caseId = await offered();
    const [{ id } = { id: '' }] = await place.ask<{ id: string }>(
      'select id from file where case_id = $1',
      other,
    );
    const agreementHash = await place.agreementHash(caseId);
    const content = { by: 'counter', agreementHash, file: id, termsExplained: true };
    expect(await refusalOf(place.act(caseId, 'sign', content))).toBe('file-not-usable');
    await place.sign(caseId);
  });
});

describe('开户之日', () => {
  it('opens on the seventh day after the answers without asking again', async () => {
    const caseId = await offered();
    await place.days(caseId, 7);
    expect((await place.sign(caseId)).stage).toBe('opened');
    expect(await place.world.asked('national', caseId)).toHaveLength(1);
  });

  it('asks both systems again, as new questions, when it is signed on the ninth', async () => {
    const caseId = await offered();
    await place.days(caseId, 9);
    expect((await place.sign(caseId)).stage).toBe('opening');
    await place.until(caseId, 'opened');
    for (const system of ['national', 'identity'] as const) {
      const asked = await place.world.asked(system, caseId);
      expect(asked.map(({ requestId }) => requestId)).toEqual([
        `${caseId}:${system}:2`,
        `${caseId}:${system}:1`,
      ]);
    }
    expect(await place.ask('select key from "check" where case_id = $1', caseId)).toHaveLength(4);
  });

  it('does not open when an account elsewhere was opened between answer and signature', async () => {
    const person = await place.world.person();
    const caseId = await offered(person);
    await place.days(caseId, 9);
    await place.world.account(person, { center: '110100', state: 'normal' });
    await place.sign(caseId);
    await place.until(caseId, 'deferred');
    await place.world.account(person, { center: '110100', state: 'sealed' });
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'opened');
  });

  it('refuses when retirement came between offer and signature, and voids what was signed', async () => {
    const caseId = await offered({ number: retiringIn(5) });
    await place.days(caseId, 5);
    await place.sign(caseId);
    const { detail } = await place.until(caseId, 'refused');
    expect(detail['reasons']).toEqual([{ code: 'retired', clause: 'liaoning-1' }]);
    const state = 'select state, signed_on is not null as signed from agreement where case_id = $1';
    expect(await place.ask(state, caseId)).toEqual([{ state: 'void', signed: true }]);
  });

  it('still opens on the day before the birthday of retirement', async () => {
    const caseId = await offered({ number: retiringIn(5) });
    await place.days(caseId, 4);
    expect((await place.sign(caseId)).stage).toBe('opened');
  });

  it('refuses at once whoever is retired on the day of acceptance', async () => {
    const { caseId } = await place.apply({ number: retiringIn(0) });
    expect((await place.until(caseId, 'refused')).detail['reasons']).toMatchObject([
      { code: 'retired' },
    ]);
  });

  it('asks for no more evidence of income once the applicant has turned eighteen', async () => {
    const files = { 'own-income': await place.upload() };
    const minor = { number: reachesAge(18, 4), files };
    const { caseId } = await place.apply(minor, { livesOnOwnIncome: true });
    expect((await place.until(caseId, 'in review')).detail).toEqual({ finding: 'minor-evidence' });
    await place.days(caseId, 3);
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'in review');
    await place.days(caseId, 1);
    await place.act(caseId, 'recheck', {});
    await place.until(caseId, 'awaiting signature');
  });
});

/** The number of a man who reaches the statutory age of retirement that many days from today. */
function retiringIn(days: number): string {
  const target = addDays(today(), days);
  for (let delay = 0; delay <= 36; delay += 1) {
    const bornOn = addMonths(target, -12 * 60 - delay);
    if (retirementOf({ bornOn, sex: 'M' }).retiresOn === target) {
      return idNumber(bornOn.replaceAll('-', ''));
    }
  }
  throw new Error('nobody reaches the age of retirement on that day');
}
