/** 代理 on the real engine: by a letter, on the very day; revoked, the person acts in person. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { idNumber, reachesAge, today } from '../builders.ts';
import { agentOf, told } from '../harness/agents.ts';
import { deaths } from '../harness/deaths.ts';
import { newCard } from '../harness/mandated.ts';
import { BANK, CLERK, office, refusalOf, REVIEWER } from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const own = deaths(place);
const { leaver, goTo, form } = own;
const drawing = withdrawals(place);

const signs = async (caseId: string, more: object = {}) =>
  place.act(caseId, 'sign', { file: await place.upload(), datesExplained: true, ...more });

const start = (type: string, content: object) => place.start(type, content, CLERK);
const submits = async (given: Parameters<typeof agentOf>[1] = {}, by = CLERK) => {
  const who = await leaver();
  const agent = await agentOf(place, given);
  return place.start('exit', await form0(who, { agent }), by);
};
const form0 = async (who: Awaited<ReturnType<typeof leaver>>, more: object) => ({
  account: who.accountId,
  bankCard: who.card,
  evidence: [{ kind: 'identity-document', file: await place.upload() }],
  ...more,
});

describe('leaving by an agent', () => {
  it('is submitted and signed by the agent; paid to the holder; said on every paper and in the trail', async () => {
    const { caseId } = await submits();
    await place.until(caseId, 'awaiting signature');
    await signs(caseId, { byAgent: true });
    await place.until(caseId, 'paying');
    const events = await place.events(caseId);
    expect(events.filter((kind) => kind === 'agent-acted')).toHaveLength(2);
    const papers = await place.papers(caseId);
    expect(papers.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['exit-terms', 'exit-accepted', 'exit-decision']),
    );
    for (const { params } of papers) {
      expect((params as { agent?: string }).agent).toMatch(
        /^王代理（证件219\*+\d{3}[\dX]；授权委托书，至/,
      );
    }
    const decided = await place.ask<{ rule: string }>(
      'select rule from decision where case_id = $1 order by id',
      caseId,
    );
    expect(decided.filter(({ rule }) => rule === 'agency')).toHaveLength(2);
    const checks = await place.ask<{ system: string; purpose: string; facts: object }>(
      `select system, purpose, facts from "check" where case_id = $1 and purpose = 'AGENT'`,
      caseId,
    );
    expect(checks).toMatchObject([
      { system: 'identity', facts: { result: 'match' } },
      { system: 'identity', facts: { result: 'match' } },
    ]);
  });

  it('is the holder’s own again with the signature, when the holder comes', async () => {
    const { caseId } = await submits({ acts: ['submit'] });
    await place.until(caseId, 'awaiting signature');
    expect(await told(signs(caseId, { byAgent: true }))).toMatchObject({
      ...{ type: 'input-invalid', clause: 'civil-code-165', pointer: '#/byAgent' },
    });
    await signs(caseId);
    await place.until(caseId, 'paying');
  });

  it.each([
    ['the day before the last one', -1, null],
    ['the last day', 0, null],
    [
      'the day after it',
      1,
      { type: 'input-invalid', clause: 'civil-code-173', pointer: '#/byAgent' },
    ],
  ])('signed on %s of the letter', async (_, days, refusal) => {
    const endsOn = addDays(today(), 5);
    const { caseId } = await submits({ endsOn });
    await place.until(caseId, 'awaiting signature');
    await goTo(caseId, addDays(endsOn, days));
    if (refusal === null) {
      await signs(caseId, { byAgent: true });
      await place.until(caseId, 'paying');
    } else {
      expect(await told(signs(caseId, { byAgent: true }))).toMatchObject(refusal);
      expect((await place.row(caseId)).stage).toBe('awaiting signature');
      // The person may still come.
      await signs(caseId);
      await place.until(caseId, 'paying');
    }
  });

  it('revoked, the pending signature needs the holder; another letter may be recorded', async () => {
    const { caseId } = await submits();
    await place.until(caseId, 'awaiting signature');
    const paper = await place.upload();
    await place.act(caseId, 'revoke-agent', { reason: '本人撤销委托', file: paper });
    expect(await place.events(caseId)).toContain('agent-revoked');
    expect(await told(signs(caseId, { byAgent: true }))).toMatchObject({
      ...{ type: 'action-not-permitted', clause: 'civil-code-173', pointer: '#/byAgent' },
    });
    const again = place.act(caseId, 'revoke-agent', { reason: '再撤', file: await place.upload() });
    expect(await refusalOf(again)).toBe('action-not-permitted');
    const agent = await agentOf(place, { name: '赵代理', acts: ['sign'] });
    await place.act(caseId, 'register-agent', { agent });
    expect(await place.events(caseId)).toContain('agent-registered');
    await signs(caseId, { byAgent: true });
    await place.until(caseId, 'paying');
    const last = (await place.papers(caseId)).at(-1)!;
    expect((last.params as { agent: string }).agent).toMatch(/^赵代理/);
  });

  it('is refused where the registry knows the agent by another name, and waits for nobody who is away', async () => {
    const stranger = { name: '王代理', type: 'resident-id', number: idNumber('19800101') };
    await place.world.person({ identityResult: 'mismatch' }, stranger);
    expect(await told(submits({ number: stranger.number }))).toMatchObject({
      ...{ type: 'input-invalid', pointer: '#/application/agent/document/number' },
    });
    const away = { name: '王代理', type: 'resident-id', number: idNumber('19800101') };
    await place.world.breaks('identity', 'down', { person: away });
    expect((await told(submits({ number: away.number }))).type).toBe('outside-system-unavailable');
    await place.world.mends('identity', away);
  });
});

describe('a letter that does not do', () => {
  beforeAll(async () => {
    for (const [id, name] of [
      ['lin-guiyuan', '林经办'],
      ['zhao-fuhe', '赵复核'],
    ]) {
      await place.db.owner.query(
        `insert into staff (id, subject, kind, name, center) values ($1, $1, 'person', $2, '210100')
         on conflict (id) do update set name = excluded.name`,
        [id, name],
      );
    }
  });

  it.each([
    ['expired yesterday', { endsOn: addDays(today(), -1) }, '/authority/endsOn', 'civil-code-173'],
    ['issued tomorrow', { issuedOn: addDays(today(), 1) }, '/authority/issuedOn', 'civil-code-165'],
    [
      'for another business',
      { businesses: ['withdrawal'] },
      '/authority/businesses',
      'civil-code-165',
    ],
    ['without the power to apply', { acts: ['sign'] }, '/authority/acts', 'civil-code-165'],
    ['of a minor', { number: reachesAge(18, 1) }, '/document/number', 'civil-code-18'],
    [
      'with a wrong document',
      { number: '219900198001010015' },
      '/document/number',
      'civil-code-165',
    ],
    ['of somebody of the office', { name: '赵复核' }, '/name', 'civil-code-168'],
    [
      'of whoever handles the case',
      { name: '林经办', more: { notStaff: true } },
      '/name',
      'civil-code-168',
    ],
  ])('%s', async (_, given, pointer, clause) => {
    expect(await told(submits(given))).toMatchObject({
      ...{ type: 'input-invalid', clause, pointer: `#/application/agent${pointer}` },
    });
  });

  it('ends today, was issued today, of somebody who is eighteen today: it does', async () => {
    const given = { endsOn: today(), issuedOn: today(), number: reachesAge(18, 0) };
    const { caseId } = await submits(given);
    await place.until(caseId, 'awaiting signature');
  });

  it('of the holder, or to a card of the agent', async () => {
    const who = await leaver();
    const same = await agentOf(place, { name: '张三', number: who.applicant.number });
    expect(await told(start('exit', await form0(who, { agent: same })))).toMatchObject({
      pointer: '#/application/agent/document/number',
    });
    const agent = await agentOf(place);
    const toAgent = await form0(who, { agent, bankCard: newCard('王代理') });
    expect(await told(start('exit', toAgent))).toMatchObject({
      ...{ clause: 'liaoning-7', pointer: '#/application/bankCard/holder' },
    });
  });

  it('brought by a channel, or by nobody who stands before the agent', async () => {
    expect(await told(submits({}, BANK))).toMatchObject({
      ...{ type: 'input-invalid', pointer: '#/application/agent' },
    });
  });
});

describe('a withdrawal by an agent', () => {
  it('is submitted and supplemented; without the agent the holder supplements and the letter stays on record', async () => {
    const who = await drawing.drawer();
    const agent = await agentOf(place);
    const incomplete = await drawing.form(who, { agent, materials: ['identity-document'] });
    const { caseId } = await drawing.start(incomplete);
    await place.until(caseId, 'incomplete');
    const { agent: _, ...bare } = incomplete as Record<string, unknown>;
    await place.act(caseId, 'supplement', { application: bare });
    const whole = { ...(await drawing.form(who)), agent };
    await place.act(caseId, 'supplement', { application: whole });
    const events = await place.events(caseId);
    expect(events.filter((kind) => kind === 'agent-acted')).toHaveLength(2);
    await place.until(caseId, 'paying');
  });

  it('of more than the center’s figure asks for a notarised letter', async () => {
    const from = today();
    await place.db.owner.query(
      `insert into figure (center, district, name, value, valid_from, document_number, proposed_by, approved_by)
       values ('210100', null, 'agency-notarised-above', '2999.99', $1, '沈公积金发〔2026〕9号', 'a', 'b')`,
      [from],
    );
    await place.stopWorker();
    await place.startWorker();
    const who = await drawing.drawer();
    const plain = await drawing.form(who, { agent: await agentOf(place) });
    expect(await told(drawing.start(plain))).toMatchObject({
      pointer: '#/application/agent/authority/notarised',
    });
    const notarised = await agentOf(place, { notarised: true });
    const { caseId } = await drawing.start(await drawing.form(who, { agent: notarised }));
    await place.until(caseId, 'paying');
    await place.db.owner.query(
      `update figure set value = '999999.00' where name = 'agency-notarised-above'`,
    );
    await place.stopWorker();
    await place.startWorker();
  });
});

describe('an heir’s agent', () => {
  it('acts for the heirs that the letter names, each paid to a card of their own', async () => {
    const who = await leaver();
    const heirs = [own.heir('张一', 1), own.heir('张二', 1)];
    const agent = await agentOf(place, { more: { forHeirs: [2] } });
    const content = { ...(await form(who, heirs)), agent };
    const { caseId } = await start('death-payout', content);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', { approve: true, reason: '材料齐全' }, REVIEWER);
    await place.until(caseId, 'paying');
    expect(await place.events(caseId)).toContain('agent-acted');
  });

  it('an heir may act for another one, and not for himself or for one who is not there', async () => {
    const who = await leaver();
    const heirs = [own.heir('张一', 1), own.heir('张二', 1)];
    const [first] = heirs;
    const asAgent = async (forHeirs: number[]) => ({
      ...(await form(who, heirs)),
      agent: await agentOf(place, {
        ...{ name: first!.name, number: first!.document.number, more: { forHeirs } },
      }),
    });
    expect(await told(start('death-payout', await asAgent([1])))).toMatchObject({
      pointer: '#/application/agent/document/number',
    });
    expect(await told(start('death-payout', await asAgent([3])))).toMatchObject({
      pointer: '#/application/agent/forHeirs',
    });
    const { caseId } = await start('death-payout', await asAgent([2]));
    await place.until(caseId, 'in review');
  });
});
