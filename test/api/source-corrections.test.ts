/** Corrections of the source behind the screen: looked at, asked for under a key, decided by another, refused by name. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateAt, plainDate } from '../../src/domain/calendar.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { recordJournals, type Journal } from '../../src/ledger/journals.ts';
import { takeover } from '../ledger/entries.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const auditor = () => place.as('li-shenji');
const CENTER = '210100';
const NUMBER = '21010000000000000075';
const ASKED = { from: 'unclassified', to: 'flexible', amount: '3000.00', since: '2026-07-02' };
const GROUNDS = { document: '沈房金账更〔2026〕12号', reason: '期初来源待定，经查属个人缴存' };
let account = '';

const record = (journals: readonly Journal[]) =>
  inTransaction(place.app, (tx) => recordJournals(tx, CENTER, journals));

beforeAll(async () => {
  const { id, told } = await startCase(clerk());
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, $2, $3, 'normal', 'flexible', '2026-07-01', $4) returning id`,
    [NUMBER, CENTER, told.string('person.id'), id],
  );
  account = rows[0]!.id;
  await record([
    { ...takeover(NUMBER, '3000.00', 'unclassified'), valueDate: plainDate('2026-07-02') },
  ]);
});

/** Codes of what refuses that the holder leaves, but for the opening case, which is open in this world. */
async function refusedToLeave(): Promise<readonly string[]> {
  const bankCard = { number: '6222020500000012345', holder: '张三', bank: '建设银行' };
  const told = await clerk().post('/cases:precheck', {
    body: { type: 'exit', application: { account, bankCard } },
    key: null,
  });
  const refusals = told.list('refusals') as readonly { readonly code: string }[];
  return refusals.map(({ code }) => code).filter((code) => code !== 'exit-case-in-flight');
}

const plan = (asked: Readonly<Record<string, string>> = ASKED, who = sun()) =>
  who.get(`/accounts/${account}/source-correction-plan?${new URLSearchParams(asked).toString()}`);

async function propose(more: object = {}, key: string = randomUUID()) {
  const digest = (await plan()).string('digest');
  const body = { ...ASKED, ...GROUNDS, digest, ...more };
  return sun().post(`/accounts/${account}/source-corrections`, { body, key });
}

const act = (who: ReturnType<typeof sun>, id: string, body: object, version = 1) =>
  who.post(`/source-corrections/${id}/actions`, { body, version });

describe('a correction of the source', () => {
  it('is looked at by those who oversee the books, and changes nothing', async () => {
    const told = await plan(ASKED, auditor());
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      ...{ fromTitle: '来源待定', toTitle: '灵活就业缴存', possible: true, reasons: [] },
      ...{ earliest: '2026-07-02', carried: '3000.00', current: '0.00' },
      before: { from: '3000.00', to: '0.00' },
      after: { from: '0.00', to: '3000.00' },
    });
    expect((await plan(ASKED, clerk())).status).toBe(403);
    expect((await plan(ASKED, place.as('dl-zhuguan'))).status).toBe(404);
  });

  it('names what stands against it, with its clause and what to do', async () => {
    const told = await plan({ ...ASKED, amount: '3000.01' });
    expect(told.body).toMatchObject({
      possible: false,
      reasons: [
        {
          ...{ code: 'balance-too-low', clause: { id: 'liaoning-5' } },
          text: '该来源的余额少于更正的金额。',
        },
      ],
    });
    const early = await propose({ since: '2026-07-01' });
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({
      ...{ code: 'action-not-permitted', clause: 'regulation-21', earliestDate: '2026-07-02' },
      detail: '起算日早于该来源一直有这笔金额的第一天，或者早于最近一次结息之后的第一天。',
    });
  });

  it.each([
    [{ to: 'unclassified' }, '#/to'],
    [{ from: 'subsidy' }, '#/from'],
    [{ from: 'flexible' }, '#/to'],
    [{ amount: '0.00' }, '#/amount'],
    [{ amount: '3000' }, '#/amount'],
    [{ since: '2026-02-30' }, '#/since'],
    [{ since: addDays(dateAt(Date.now()), 1) }, '#/since'],
    [{ document: ' ' }, '#/document'],
    [{ document: '219900199001010014' }, '#/document'],
    [{ reason: '张三 13900000000' }, '#/reason'],
    [{ digest: 'none' }, '#/digest'],
  ])('%o is refused at its field', async (wrong, pointer) => {
    const told = await propose(wrong);
    expect(told.status, told.text).toBe(422);
    expect(told.list('errors')).toMatchObject([{ pointer }]);
  });

  it('of another plan than was looked at is refused', async () => {
    expect((await propose({ digest: 'f'.repeat(64) })).at('code')).toBe('version-conflict');
  });

  it('is asked for under a key, once, and another supervisor’s task leads to the account', async () => {
    const key = randomUUID();
    const asked = await propose({}, key);
    expect(asked.status, asked.text).toBe(201);
    expect(asked.headers.get('etag')).toBe('"v1"');
    expect((await propose({}, key)).string('id')).toBe(asked.string('id'));
    expect((await propose()).at('code')).toBe('action-not-permitted');
    const [task] = (await zhou().get('/tasks?kind=confirm-source')).list('items');
    expect(task).toMatchObject({
      ...{
        caseTypeTitle: '来源更正',
        stageTitle: '3000.00元',
        caseNumber: '尾号0075',
        caseId: null,
      },
      ...{ about: { kind: 'account', id: account, day: '2026-07-02' }, claimable: true },
      person: null,
    });
    const [own] = (await sun().get('/tasks?kind=confirm-source')).list('items');
    expect(own).toMatchObject({ claimable: false });
    const id = asked.string('id');
    expect((await sun().get(`/source-corrections/${id}`)).body).toMatchObject({
      actions: [
        { action: 'confirm', refusal: '来源更正须由提出人以外的主管复核。' },
        { action: 'decline', refusal: '来源更正须由提出人以外的主管复核。' },
        { action: 'withdraw', refusal: null },
      ],
    });
    expect((await auditor().get(`/source-corrections/${id}`)).list('actions')).toEqual([]);
  });

  it('is confirmed by another, once, and the task is done; who was refused to leave for it can', async () => {
    expect(await refusedToLeave()).toEqual(['exit-hold']);
    const list = await zhou().get(`/source-corrections?state=proposed&account=${account}`);
    const [{ id } = { id: '' }] = list.list('items') as readonly { readonly id: string }[];
    expect((await act(sun(), id, { action: 'confirm' })).at('code')).toBe('same-person');
    expect((await act(zhou(), id, { action: 'decline' })).list('errors')).toMatchObject([
      { pointer: '#/reason' },
    ]);
    expect((await act(clerk(), id, { action: 'confirm' })).status).toBe(403);
    expect((await act(place.as('dl-zhuguan'), id, { action: 'confirm' })).status).toBe(404);
    expect((await act(zhou(), id, { action: 'confirm' }, 7)).at('code')).toBe('version-conflict');
    const done = await act(zhou(), id, { action: 'confirm' });
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({
      ...{ state: 'done', stateTitle: '已更正', actions: [], reversedBy: null },
    });
    expect((await act(zhou(), id, { action: 'confirm' }, 2)).at('code')).toBe(
      'action-not-permitted',
    );
    const journal = await auditor().get(`/journals/${done.string('journal')}`);
    expect(journal.body).toMatchObject({
      ...{ title: '来源更正', business: '06', valueDate: '2026-07-02' },
      document: GROUNDS.document,
      lines: [
        { account, sourceTitle: '来源待定', amount: '-3000.00', carried: '-3000.00' },
        { account, sourceTitle: '灵活就业缴存', amount: '3000.00', carried: '3000.00' },
      ],
    });
    const page = await clerk().get(`/accounts/${account}`);
    expect(page.list('subLedgers')).toMatchObject([
      { source: 'flexible', amount: '3000.00' },
      { source: 'unclassified', amount: '0.00' },
    ]);
    expect(page.at('total')).toBe('3000.00');
    expect((await zhou().get('/tasks?kind=confirm-source')).list('items')).toEqual([]);
    expect(await refusedToLeave()).toEqual([]);
  });

  it('that the books no longer carry is refused by name when it is confirmed', async () => {
    const back = { ...ASKED, from: 'flexible', to: 'unit', since: '2026-07-02' };
    const digest = (await plan(back)).string('digest');
    const body = { ...back, ...GROUNDS, digest };
    const asked = await sun().post(`/accounts/${account}/source-corrections`, { body });
    expect(asked.status, asked.text).toBe(201);
    const id = asked.string('id');
    await place.owner.query('select ledger_hold($1, $2, $3)', [
      ...[randomUUID(), NUMBER],
      JSON.stringify({ kind: 'court', document: 'X1', placedOn: '2026-11-20', by: 'test' }),
    ]);
    const refused = await act(zhou(), id, { action: 'confirm' });
    expect(refused.body).toMatchObject({
      code: 'action-not-permitted',
      detail: '整个账户被冻结，冻结期间账内款项不作变动。',
    });
    const declined = await act(zhou(), id, { action: 'decline', reason: '账户已冻结' });
    expect(declined.body).toMatchObject({ state: 'declined', decidedByName: 'zhou-zhuguan' });
  });
});
