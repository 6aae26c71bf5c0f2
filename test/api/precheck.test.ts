/** Before an application is sent: what is missing, what the law refuses, who the applicant already is. */
import { describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { opening, startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');

describe('before submitting', () => {
  it('says all that is missing or would be refused, and leaves but the line of the search', async () => {
    const count = async () =>
      (
        await place.owner.query<{ n: number }>(
          `select count(*)::int as n from event where kind <> 'person-searched'`,
        )
      ).rows[0]!.n;
    const body = await opening(clerk());
    const before = await count();
    const fine = await clerk().post('/cases:precheck', { body, key: null });
    expect(fine.body).toMatchObject({ ready: true, missing: [], refusals: [] });
    const { bankCard: _card, ...rest } = body.application;
    const lacking = await clerk().post('/cases:precheck', {
      body: { ...body, application: { ...rest, drawsPension: true } },
      key: null,
    });
    expect(lacking.body).toMatchObject({
      ready: false,
      missing: [{ code: 'bank-card', pointer: '#/application/bankCard' }],
      refusals: [{ code: 'pensioner', remedy: expect.any(String) as string }],
      limits: { min: expect.any(String) as string, max: expect.any(String) as string },
    });
    expect(await count()).toBe(before);
  });

  it('tells the day from which somebody too young may join', async () => {
    const body = await opening(clerk(), { number: idNumber('20120601') });
    const told = await clerk().post('/cases:precheck', { body, key: null });
    expect(told.at('refusals.0')).toMatchObject({ code: 'under-16', earliestOn: '2030-06-01' });
  });

  const held = async (number: string, name?: string) => {
    const { id, told } = await startCase(clerk(), { number, ...(name && { name }) });
    await place.owner.query('insert into claim (person, case_id, since) values ($1, $2, now())', [
      told.string('person.id'),
      id,
    ]);
    return told;
  };

  it('tells who the applicant already is, masked, and which case holds them', async () => {
    const number = idNumber('19880808');
    const first = await held(number, '周一帆');
    const body = await opening(clerk(), { number, name: '周二帆' });
    const told = await clerk().post('/cases:precheck', { body, key: null });
    expect(told.at('known.0')).toMatchObject({
      id: first.string('person.id'),
      name: '周＊',
      nameFits: false,
      openCases: [{ number: first.string('number'), typeTitle: '开户' }],
      heldBy: { number: first.string('number'), stageTitle: expect.any(String) as string },
    });
    expect(told.text).not.toContain(number);
    const fitting = await opening(clerk(), { number, name: '周一帆' });
    const same = await clerk().post('/cases:precheck', { body: fitting, key: null });
    expect(same.at('known.0.nameFits')).toBe(true);
  });

  it('tells a clerk of another branch that a case holds them, but not which', async () => {
    const number = idNumber('19880809');
    const first = await held(number);
    const other = place.as('wang-guiyuan');
    const told = await other.post('/cases:precheck', {
      body: await opening(other, { number }),
      key: null,
    });
    expect(told.at('known.0')).toMatchObject({
      openCases: [],
      heldBy: { id: null, number: null, branchName: 'sy-hall' },
    });
    expect(told.text).not.toContain(first.string('number'));
  });

  it('tells a channel, and a center that has never met them, nothing', async () => {
    const number = idNumber('19880810');
    await held(number);
    const bank = place.as('channel-bank');
    const body = await opening(bank, { number });
    expect((await bank.post('/cases:precheck', { body, key: null })).at('known')).toBeNull();
    const there = place.as('dl-guiyuan');
    const far = await opening(there, { number }, { district: '210202' });
    expect((await there.post('/cases:precheck', { body: far, key: null })).at('known')).toEqual([]);
  });
});
