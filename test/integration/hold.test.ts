/** 冻结, 续冻, 解冻: money stays in from the first act on, and no hold ends by itself. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { contribution, reserve } from '../ledger/entries.ts';
import { today } from '../builders.ts';
import { breaches, type Holder } from '../harness/breaches.ts';
import {
  CLERK,
  office,
  refusalOf,
  SECOND_SUPERVISOR,
  SUPERVISOR,
  type As,
} from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
leftInOrder(place);
const world = breaches(place);
const REASON = { reason: '依文书办理' };
const ORDER = '（2026）辽0102执1234号';
const inDays = (days: number): PlainDate => addDays(today(), days);

async function order(orderNumber = ORDER) {
  return { orderNumber, file: await place.upload(SUPERVISOR), ...REASON };
}

async function start(who: Holder, more: object = {}, by: As = SUPERVISOR) {
  const content = {
    ...{ account: who.accountId, kind: 'court', amount: '1000.00', orderedBy: '某区人民法院' },
    ...{ placedOn: today(), holdUntil: inDays(100), ...(await order()) },
    ...more,
  };
  return place.start('hold', content, by);
}

async function held(who: Holder, more: object = {}): Promise<string> {
  const { caseId } = await start(who, more);
  await place.act(caseId, 'confirm', REASON, SECOND_SUPERVISOR);
  return caseId;
}

async function holdOf(caseId: string) {
  const [row] = await place.ask<Record<string, unknown>>(
    `select kind, amount::text, document, until, released_on, release_document, ordered_by
       from hold where case_id = $1`,
    caseId,
  );
  return row;
}

const book = (journal: ReturnType<typeof contribution>) =>
  inTransaction(place.pool, (tx) => recordJournals(tx, '210100', [journal]));
const pay = (who: Holder, amount: string) =>
  book(contribution(who.account, amount, { valueDate: plainDate('2026-11-20') }));
const out = (who: Holder, amount: string) => book(reserve(who.account, amount));
const stageOf = async (caseId: string) => (await place.row(caseId)).stage;

describe('登记冻结', () => {
  it('holds at once; the second person compares it with the order, and the court is answered', async () => {
    const who = await world.holder();
    await pay(who, '800.00');
    const { caseId, stage } = await start(who);
    expect(stage).toBe('to confirm');
    expect(await holdOf(caseId)).toMatchObject({
      ...{ kind: 'court', amount: '1000.00', document: ORDER, ordered_by: '某区人民法院' },
      ...{ until: inDays(100), released_on: null },
    });
    await expect(out(who, '0.01')).rejects.toMatchObject({ code: 'money-held' });
    expect(await refusalOf(place.act(caseId, 'confirm', REASON, SUPERVISOR))).toBe('same-person');
    expect(await refusalOf(place.act(caseId, 'confirm', REASON, CLERK))).toBe('not-authorized');
    await place.act(caseId, 'confirm', REASON, SECOND_SUPERVISOR);
    const [paper] = await place.papers(caseId);
    expect(paper).toMatchObject({
      kind: 'hold-reply',
      params: {
        ...{ cause: 'placed', kind: '司法冻结', amount: '1000.00', document: ORDER },
        ...{ total: '800.00', available: '0.00', orderedBy: '某区人民法院' },
      },
    });
    // The court tells the person; nothing of it goes out from here.
    const sent = await place.ask('select from outbox where case_id = $1', caseId);
    expect(sent).toEqual([]);
    expect(await place.events(caseId)).toEqual(['hold-placed', 'hold-confirmed']);
  });

  it('over more than there is catches what comes in later, and lets the rest go', async () => {
    const who = await world.holder();
    await pay(who, '800.00');
    await held(who);
    await pay(who, '500.00');
    await expect(out(who, '300.01')).rejects.toMatchObject({ code: 'money-held' });
    await out(who, '300.00');
  });

  it('is taken back at once when it is not what the order says', async () => {
    const who = await world.holder();
    await pay(who, '800.00');
    const { caseId } = await start(who);
    await place.act(caseId, 'decline', { reason: '账户登记错误' }, SECOND_SUPERVISOR);
    const { number } = await place.row(caseId);
    expect(await stageOf(caseId)).toBe('declined');
    expect(await holdOf(caseId)).toMatchObject({ release_document: number });
    await out(who, '800.00');
  });

  it.each([
    [
      'of an account that is not there',
      { account: '00000000-0000-4000-8000-000000000000' },
      SUPERVISOR,
      'action-not-permitted',
    ],
    ['without its term', { holdUntil: undefined }, SUPERVISOR, 'action-not-permitted'],
    ['whose term is over', { holdUntil: inDays(-1) }, SUPERVISOR, 'action-not-permitted'],
    ['from a day to come', { placedOn: inDays(3) }, SUPERVISOR, 'action-not-permitted'],
    ['over an amount, of a ban', { kind: 'ban' }, SUPERVISOR, 'action-not-permitted'],
  ] as const)('%s is refused', async (_, more, by, code) => {
    const who = await world.holder();
    expect(await refusalOf(start(who, more, by))).toBe(code);
    expect(await place.ask('select from hold where account = $1', who.account)).toEqual([]);
  });

  it('is written down once, and anew only when it was released', async () => {
    const who = await world.holder();
    const caseId = await held(who);
    expect(await refusalOf(start(who))).toBe('action-not-permitted');
    const typed = { orderNumber: '(2026) 辽0102执1234号' };
    expect(await refusalOf(start(who, typed))).toBe('action-not-permitted');
    await place.act(caseId, 'release', await order('解1号'), SUPERVISOR);
    await place.act(caseId, 'confirm-release', REASON, SECOND_SUPERVISOR);
    expect((await start(who)).stage).toBe('to confirm');
  });

  it('of every other kind tells the person', async () => {
    const who = await world.holder();
    const caseId = await held(who, {
      ...{ kind: 'loan-security', amount: undefined, holdUntil: undefined },
      orderedBy: '本中心',
    });
    const [paper] = await place.papers(caseId);
    expect(paper).toMatchObject({ kind: 'hold-notice', params: { amount: '', until: '' } });
    const [sent] = await place.ask('select kind from outbox where case_id = $1', caseId);
    expect(sent).toEqual({ kind: 'notice' });
    const [wait] = await place.ask(
      'select kind, clause, until from wait where case_id = $1 and closed_at is null',
      caseId,
    );
    expect(wait).toEqual({ kind: 'hold-open', clause: 'liaoning-7', until: null });
  });
});

describe('the term', () => {
  const openTasks = (caseId: string) =>
    place.ask<{ kind: string }>(
      'select kind from task where case_id = $1 and closed_at is null',
      caseId,
    );

  it('is reminded of fifteen days before its end, is over the day after it, and still holds', async () => {
    const who = await world.holder();
    await pay(who, '800.00');
    const caseId = await held(who);
    await world.goTo(caseId, inDays(84));
    expect(await openTasks(caseId)).toEqual([]);
    await world.goTo(caseId, inDays(85));
    expect(await openTasks(caseId)).toEqual([{ kind: 'renew-hold' }]);
    await world.goTo(caseId, inDays(100));
    expect(await stageOf(caseId)).toBe('in force');
    await world.goTo(caseId, inDays(101));
    expect(await stageOf(caseId)).toBe('expired');
    expect(await openTasks(caseId)).toEqual([{ kind: 'end-hold' }]);
    await expect(out(who, '0.01')).rejects.toMatchObject({ code: 'money-held' });
    await world.goTo(caseId, inDays(400));
    expect(await stageOf(caseId)).toBe('expired');
    expect(await holdOf(caseId)).toMatchObject({ released_on: null });
    expect(await place.events(caseId)).toEqual([
      ...['hold-placed', 'hold-confirmed', 'hold-term-ending', 'hold-term-over'],
    ]);
  });

  it('is extended by a further order only, before its end or after, and begins anew', async () => {
    const who = await world.holder();
    const caseId = await held(who);
    await world.goTo(caseId, inDays(90));
    const renew = async (number: string, days: number) =>
      place.act(caseId, 'renew', { ...(await order(number)), holdUntil: inDays(days) }, SUPERVISOR);
    expect(await refusalOf(renew('续1号', 100))).toBe('action-not-permitted');
    expect(await refusalOf(renew(ORDER, 200))).toBe('action-not-permitted');
    await renew('续1号', 200);
    expect(await openTasks(caseId)).toEqual([]);
    await world.goTo(caseId, inDays(101));
    expect(await stageOf(caseId)).toBe('in force');
    await world.goTo(caseId, inDays(201));
    expect(await stageOf(caseId)).toBe('expired');
    expect(await refusalOf(renew('续1号', 300))).toBe('action-not-permitted');
    await renew('续2号', 300);
    expect(await stageOf(caseId)).toBe('in force');
    expect(await holdOf(caseId)).toMatchObject({ until: inDays(300), document: ORDER });
    const renewals = await place.ask(
      'select document, until from hold_renewal r where hold = $1 order by n',
      caseId,
    );
    expect(renewals).toEqual([
      { document: '续1号', until: inDays(200) },
      { document: '续2号', until: inDays(300) },
    ]);
    const papers = await place.papers(caseId);
    expect(papers.filter(({ params }) => params['cause'] === 'renewed')).toHaveLength(2);
  });
});

describe('解除', () => {
  it('lets money go when another person has confirmed it, and not before', async () => {
    const who = await world.holder();
    await pay(who, '800.00');
    const caseId = await held(who);
    await place.act(caseId, 'release', await order('解1号'), SECOND_SUPERVISOR);
    await expect(out(who, '800.00')).rejects.toMatchObject({ code: 'money-held' });
    const confirm = (by: As) => place.act(caseId, 'confirm-release', REASON, by);
    expect(await refusalOf(confirm(SECOND_SUPERVISOR))).toBe('same-person');
    await confirm(SUPERVISOR);
    expect(await stageOf(caseId)).toBe('released');
    expect(await holdOf(caseId)).toMatchObject({
      ...{ released_on: await world.dayOf(caseId), release_document: '解1号' },
    });
    await out(who, '800.00');
    const papers = await place.papers(caseId);
    expect(papers.at(-1)).toMatchObject({ params: { cause: 'released', available: '800.00' } });
  });

  it('that another person does not agree to leaves the hold, and a term that ended meanwhile is over', async () => {
    const who = await world.holder();
    const caseId = await held(who);
    await place.act(caseId, 'release', await order('解1号'), SUPERVISOR);
    await world.goTo(caseId, inDays(120));
    expect(await stageOf(caseId)).toBe('releasing');
    await place.act(caseId, 'decline-release', REASON, SECOND_SUPERVISOR);
    await place.until(caseId, 'expired');
    expect(await holdOf(caseId)).toMatchObject({ released_on: null });
  });

  it('of one hold leaves the others', async () => {
    const who = await world.holder();
    await pay(who, '800.00');
    const first = await held(who, { amount: '300.00' });
    await held(who, { amount: yuan('400.00'), ...(await order('执2号')) });
    await place.act(first, 'release', await order('解1号'), SUPERVISOR);
    await place.act(first, 'confirm-release', REASON, SECOND_SUPERVISOR);
    await expect(out(who, '400.01')).rejects.toMatchObject({ code: 'money-held' });
    await out(who, '400.00');
  });
});
