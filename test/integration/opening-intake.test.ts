/** 收件、受理: one notice of everything that is missing, its deadline, and what is never accepted. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { application, idNumber } from '../builders.ts';
import { BANK, CLERK, office, refusalOf } from '../harness/office.ts';

const place = office();
const HOUR_MS = 3_600_000;

interface Missing {
  readonly code: string;
  readonly pointer: string;
}

/** Without phone, address, consents and the amount of contribution. */
async function bare(number = idNumber(), by = CLERK) {
  const files = { 'identity-document': await place.upload(by) };
  const {
    applicant,
    contribution: _none,
    consents: _given,
    ...rest
  } = application({ number, files });
  const { phone: _phone, address: _address, ...known } = applicant;
  return { ...rest, applicant: known };
}

async function complete(number: string) {
  return application({ number, files: { 'identity-document': await place.upload() } });
}

const missingOf = async (caseId: string) =>
  ((await place.row(caseId)).detail['missing'] as readonly Missing[]).map(({ code }) => code);

describe('一次性补正告知', () => {
  it('names everything that is missing at once, and what to bring', async () => {
    const { caseId, stage } = await place.submit(await bare());
    expect(stage).toBe('incomplete');
    expect(await missingOf(caseId)).toEqual([
      'phone',
      'address',
      'contribution',
      'consent-personal-data',
      'consent-national-platform',
      'consent-identity-verification',
    ]);
    const papers = await place.papers(caseId);
    expect(papers.map(({ kind }) => kind)).toEqual(['receipt', 'supplement-notice']);
    expect(papers[1]?.params['missing']).toHaveLength(6);
    expect(await place.row(caseId)).toMatchObject({ accepted_on: null });
    expect(await place.world.asked('national', caseId)).toEqual([]);
  });

  it('accepts on the day everything is there, and the clock starts then', async () => {
    const number = idNumber();
    const { caseId } = await place.submit(await bare(number));
    await place.days(caseId, 3);
    await place.act(caseId, 'supplement', { application: await complete(number) });
    const row = await place.until(caseId, 'awaiting signature');
    expect(row.accepted_on).toBe(dateAt(await place.now(caseId)));
    const supplemented = (await place.trail(caseId)).find(({ kind }) => kind === 'supplemented');
    expect(supplemented?.public).toEqual({ missing: [] });
    expect(Object.keys(supplemented?.content ?? {})).toEqual(['before', 'after']);
  });

  it('does not tell again what was told, and keeps the deadline', async () => {
    const number = idNumber();
    const { caseId } = await place.submit(await bare(number));
    const [first] = await place.waits(caseId);
    await place.days(caseId, 2);
    const { phone: _none, ...applicant } = (await complete(number)).applicant;
    const application = { ...(await complete(number)), applicant };
    await place.act(caseId, 'supplement', { application });
    expect(await missingOf(caseId)).toEqual(['phone']);
    const [second] = await place.waits(caseId);
    expect(second?.until).toBe(first?.until);
    expect(second?.detail['missing']).toEqual(['phone']);
    const notices = (await place.papers(caseId)).filter(({ kind }) => kind === 'supplement-notice');
    expect(notices).toHaveLength(1);
  });

  it('tells once more what only the supplement showed', async () => {
    const number = idNumber();
    const { caseId } = await place.submit(await bare(number));
    const given = await complete(number);
    const bankCard = { ...given.bankCard, holder: '李四' };
    await place.act(caseId, 'supplement', { application: { ...given, bankCard } });
    expect(await missingOf(caseId)).toEqual(['bank-card-holder']);
    const notices = (await place.papers(caseId)).filter(({ kind }) => kind === 'supplement-notice');
    expect(notices).toHaveLength(2);
  });

  it('takes the supplement in the last hour of the last day', async () => {
    const number = idNumber();
    const { caseId } = await place.submit(await bare(number));
    await place.pass(caseId, 'supplement', -HOUR_MS);
    expect((await place.row(caseId)).stage).toBe('incomplete');
    await place.act(caseId, 'supplement', { application: await complete(number) });
    await place.until(caseId, 'awaiting signature');
  });

  it('is not accepted on the day after, and a review may be asked for', async () => {
    const { caseId } = await place.submit(await bare());
    await place.pass(caseId, 'supplement');
    const { detail } = await place.until(caseId, 'not accepted');
    expect(detail['reasons']).toEqual([{ code: 'supplement-expired', clause: 'liaoning-1' }]);
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'review-window' }]);
    expect((await place.papers(caseId)).at(-1)?.kind).toBe('not-accepted');
    const late = place.act(caseId, 'supplement', { application: await bare() });
    expect(await refusalOf(late)).toBe('action-not-permitted');
  });

  it('lasts as many days as the figure says, the day of telling not counted', async () => {
    const { caseId } = await place.submit(await bare());
    const told = dateAt(await place.now(caseId));
    const [figure] = await place.ask<{ value: string }>(
      `select value from figure where name = 'supplement' and center in ('210100', '*')
        order by center desc limit 1`,
    );
    const last = addDays(told, Number(figure?.value));
    expect((await place.row(caseId)).detail['until']).toBe(last);
    expect(dateAt((await place.waits(caseId))[0]!.until! - 1)).toBe(last);
  });
});

describe('不予受理', () => {
  it('says no at once to a passport alone', async () => {
    const passport = { type: 'passport', number: 'E12345678', name: 'JOHN DOE' };
    const { caseId, stage } = await place.apply(passport);
    expect(stage).toBe('not accepted');
    const { detail } = await place.row(caseId);
    expect(detail['reasons']).toEqual([{ code: 'document-not-accepted', clause: 'liaoning-1' }]);
    expect(await place.world.asked('national', caseId)).toEqual([]);
  });

  it('says no at once to a district of another center', async () => {
    const { caseId, stage } = await place.apply({}, { district: '210202' });
    expect(stage).toBe('not accepted');
    const paper = (await place.papers(caseId)).find(({ kind }) => kind === 'not-accepted');
    expect(paper?.params).toMatchObject({
      reasons: [{ code: 'not-competent' }],
      review: { reconsiderationBody: '沈阳市人民政府' },
    });
  });

  it('does not hold the person: the same person may apply rightly the next minute', async () => {
    const number = idNumber();
    await place.apply({ number }, { district: '210202' });
    const { caseId, stage } = await place.apply({ number });
    expect(stage).toBe('checking');
    await place.until(caseId, 'awaiting signature');
  });
});

describe('月缴存额', () => {
  const plan = (monthlyAmount: string) => ({
    contribution: { monthlyAmount, cycle: 'month', debitDay: 10 },
  });
  const fen = (amount: string, by: number) => (Number(amount) + by / 100).toFixed(2);

  async function limits(district: string) {
    const { caseId } = await place.apply({}, { ...plan('0.01'), district });
    const { detail } = await place.row(caseId);
    const [gap] = detail['missing'] as readonly { detail: { min: string; max: string } }[];
    return gap!.detail;
  }
  const CITY = '210102';
  const COUNTRY = '210123';

  it('is taken at both limits', async () => {
    const { min, max } = await limits(CITY);
    for (const amount of [min, max]) {
      expect((await place.apply({}, plan(amount))).stage).toBe('checking');
    }
  });

  it('is asked for again one fen below and one fen above', async () => {
    const { min, max } = await limits(CITY);
    for (const amount of [fen(min, -1), fen(max, 1)]) {
      const { caseId, stage } = await place.apply({}, plan(amount));
      expect(stage).toBe('incomplete');
      expect(await missingOf(caseId)).toEqual(['contribution-amount']);
    }
  });

  it('is measured by the limits of the district that was stated last', async () => {
    const { min } = await limits(COUNTRY);
    expect(Number(min)).toBeLessThan(Number((await limits(CITY)).min));
    const given = { ...(await complete(idNumber())), ...plan(min) };
    const { district: _none, ...without } = given;
    const { caseId } = await place.submit(without);
    expect(await missingOf(caseId)).toEqual(['district', 'contribution-amount']);
    await place.act(caseId, 'supplement', { application: { ...given, district: CITY } });
    expect(await missingOf(caseId)).toEqual(['contribution-amount']);
    await place.act(caseId, 'supplement', { application: { ...given, district: COUNTRY } });
    await place.until(caseId, 'awaiting signature');
  });
});

describe('渠道', () => {
  it('supplements what it brought, and nothing that another brought', async () => {
    const { caseId } = await place.submit(await bare(idNumber(), BANK), BANK);
    const other = await place.submit(await bare(), CLERK);
    const content = { application: await bare() };
    expect(await refusalOf(place.act(other.caseId, 'supplement', content, BANK))).toBe(
      'not-authorized',
    );
    expect((await place.act(caseId, 'withdraw', { reason: '不办了' }, BANK)).stage).toBe(
      'withdrawn',
    );
  });
});
