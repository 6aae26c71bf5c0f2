/** What the page of a case reads: timeline, versions of the form, documents, checks, decisions, links. */
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/cases/change.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { decideOpening, type OpeningFacts } from '../../src/policy/opening-decision.ts';
import { application, idNumber } from '../builders.ts';
import { startCase, uploaded } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const auditor = () => place.as('li-shenji');

const FACTS: OpeningFacts = {
  on: dateAt(Date.parse('2026-11-23T02:00:00Z')),
  eligibility: {
    acceptedOn: dateAt(Date.parse('2026-11-23T02:00:00Z')),
    bornOn: dateAt(Date.parse('1990-01-01T02:00:00Z')),
    sex: 'M',
    livesOnOwnIncome: false,
    drawsPension: false,
    documentType: 'resident-id',
    employmentForm: 'new-form',
  },
  identity: 'match',
  needsOwnIncomeEvidence: false,
  check: {
    center: '210100',
    nameMatches: true,
    documentMatches: true,
    answer: { status: 'ok', accounts: [], loans: [], fraudFlag: false, bans: [] },
    on: dateAt(Date.parse('2026-11-23T02:00:00Z')),
  },
  cleared: [],
};

function decision(
  more: { readonly version?: string; readonly outcome?: string } = {},
  given: OpeningFacts = FACTS,
) {
  const { facts, ...answer } = decideOpening(given);
  const { rule, outcome, clauses } = answer;
  return {
    rule: rule.name,
    version: more.version ?? rule.version,
    outcome,
    clauses,
    record: { facts, answer: { ...answer, outcome: more.outcome ?? outcome } },
  };
}

describe('a case', () => {
  it('names the people who had to do with it, to the staff and not to a channel', async () => {
    const { id } = await startCase(clerk());
    const told = await auditor().get(`/cases/${id}`);
    expect(told.at('people')).toEqual({ 'lin-guiyuan': 'lin-guiyuan' });
    const brought = await startCase(place.as('channel-bank'));
    expect(brought.told.body).toMatchObject({ people: {}, lastEvent: null, links: [] });
  });

  it('says which event was the newest, so that what came since can be asked for', async () => {
    const { id, told } = await startCase(clerk());
    const since = told.string('lastEvent');
    const nothing = await clerk().get(`/cases/${id}/events?since=${since}`);
    expect(nothing.list('items')).toEqual([]);
    await clerk().post(`/cases/${id}/notes`, { body: { text: '申请人来电' } });
    const news = await clerk().get(`/cases/${id}/events?since=${since}`);
    expect(news.list('items').map(({ kind }) => kind)).toEqual(['note-added']);
  });
});

describe('the reasons of a refusal', () => {
  const refusal = (ages: Partial<OpeningFacts['eligibility']>) => {
    const eligibility = {
      ...FACTS.eligibility,
      bornOn: dateAt(Date.parse('2007-06-01T02:00:00Z')),
      ...ages,
    };
    return decision({}, { ...FACTS, eligibility });
  };
  const refused = async (ages: Partial<OpeningFacts['eligibility']>, api = clerk()) => {
    const { id } = await startCase(api);
    const reasons = [{ code: 'minor-without-own-income', clause: 'liaoning-1' }];
    await place.engine.move(id, {
      stage: { at: 'refused', detail: { reasons } },
      decisions: [refusal(ages)],
    });
    return api.get(`/cases/${id}`);
  };

  it('are told in words with clauses, by the ages of the law', async () => {
    const told = await refused({});
    expect(told.at('reasons')).toEqual([
      {
        code: 'minor-without-own-income',
        reason: expect.stringContaining('已满16周岁未满18周岁') as string,
        remedy: expect.stringContaining('年满18周岁后申请') as string,
        clauses: expect.arrayContaining([
          { id: 'civil-code-18', title: expect.any(String) as string },
        ]) as [],
      },
    ]);
  });

  it('name the ages by which the center decided, not those of the law', async () => {
    const told = await refused({ ageMin: 20, ageOwnIncomeMin: 18 });
    expect(told.string('reasons.0.reason')).toContain('已满18周岁未满20周岁');
    expect(told.string('reasons.0.remedy')).toContain('年满20周岁后申请');
  });

  it('stand with a finding that somebody has to judge, and are not told to a channel', async () => {
    const { id } = await startCase(clerk());
    await place.engine.move(id, {
      stage: { at: 'in review', detail: { finding: 'minor-evidence' } },
      decisions: [refusal({ ageMin: 20, ageOwnIncomeMin: 17 })],
    });
    const told = await clerk().get(`/cases/${id}`);
    expect(told.string('reasons.0.reason')).toContain('已满17周岁未满20周岁');
    const brought = await refused({}, place.as('channel-bank'));
    expect(brought.at('reasons')).toEqual([]);
  });
});

describe('the timeline of a case', () => {
  it('is read from either end, page by page, without a line lost or told twice', async () => {
    const { id } = await startCase(clerk());
    for (const text of ['一', '二', '三']) {
      await clerk().post(`/cases/${id}/notes`, { body: { text } });
    }
    const all = async (order: string) => {
      const ids: unknown[] = [];
      let cursor = '';
      for (;;) {
        const told = await clerk().get(`/cases/${id}/events?order=${order}&limit=2${cursor}`);
        ids.push(...told.list('items').map((item) => item['id']));
        const next = told.at('nextCursor');
        if (typeof next !== 'string') return ids;
        cursor = `&cursor=${next}`;
      }
    };
    const oldest = await all('oldest');
    expect(oldest.length).toBeGreaterThanOrEqual(4);
    expect(await all('newest')).toEqual(oldest.toReversed());
    const crossed = await clerk().get(`/cases/${id}/events?order=newest&limit=1`);
    const cursor = crossed.string('nextCursor');
    expect((await clerk().get(`/cases/${id}/events?cursor=${cursor}`)).status).toBe(422);
  });

  it('is narrowed to a group, and the groups together are the whole', async () => {
    const { id } = await startCase(clerk());
    await clerk().post(`/cases/${id}/notes`, { body: { text: '一' } });
    await clerk().post(`/cases/${id}:reveal`, { body: { reason: '核对' } });
    const kinds = async (group: string) =>
      (await clerk().get(`/cases/${id}/events?limit=100${group}`))
        .list('items')
        .map((item) => [item['group'], item['kind']].join(' '));
    const parts = await Promise.all(
      ['course', 'checks', 'papers', 'desk', 'reading'].map((group) => kinds(`&group=${group}`)),
    );
    expect(parts[3]).toEqual(['desk note-added']);
    expect(parts[4]).toContain('reading person-read');
    expect(parts.flat().sort()).toEqual((await kinds('')).sort());
    expect((await clerk().get(`/cases/${id}/events?group=else`)).status).toBe(422);
  });

  it('is narrowed to kinds, of which no channel learns whether there are any', async () => {
    const { id } = await startCase(clerk());
    await clerk().post(`/cases/${id}/notes`, { body: { text: '明日补交。' } });
    const kinds = async (query: string) =>
      (await clerk().get(`/cases/${id}/events?limit=100${query}`))
        .list('items')
        .map((item) => item['kind']);
    expect(await kinds('&kind=case-received')).toEqual(['case-received']);
    expect(await kinds('&kind=case-received&group=checks')).toEqual([]);
    expect((await kinds('&kind=case-received,none-such')).length).toBe(1);
    expect((await clerk().get(`/cases/${id}/events?kind=1;drop`)).status).toBe(422);
    const { id: brought } = await startCase(place.as('channel-bank'));
    const told = await place.as('channel-bank').get(`/cases/${brought}/events?kind=check-failed`);
    expect(told.status).toBe(403);
  });

  it('tells the reason and what a correction changed, in words and masked', async () => {
    const number = idNumber('19850505');
    const { id } = await startCase(clerk(), { number, name: '王小明' });
    const files = { 'identity-document': await uploaded(clerk()) };
    const before = application({ number, name: '王小明', files });
    const after = {
      ...application({ number, name: '王小红', files }),
      contribution: { monthlyAmount: '900.00', cycle: 'quarter', debitDay: 10 },
    };
    await place.engine.move(id, {
      events: [{ kind: 'corrected', content: { reason: '录入有误', before, after } }],
    });
    const told = await clerk().get(`/cases/${id}/events?order=newest&limit=1`);
    expect(told.at('items.0')).toMatchObject({ kind: 'corrected', reason: '录入有误' });
    expect(told.list('items.0.changes')).toEqual([
      { pointer: '/applicant/name', title: '申请人 · 姓名', before: '王＊', after: '王＊' },
      { pointer: '/bankCard/holder', title: '缴存银行卡 · 户名', before: '王＊', after: '王＊' },
      {
        pointer: '/contribution/monthlyAmount',
        title: '缴存选择 · 月缴存额',
        before: '800.00',
        after: '900.00',
      },
      {
        pointer: '/contribution/cycle',
        title: '缴存选择 · 缴存周期',
        before: '按月',
        after: '按季',
      },
    ]);
    for (const secret of ['王小明', '王小红', number]) expect(told.text).not.toContain(secret);
  });
});

describe('the application of a case', () => {
  it('is shown as it was sent each time', async () => {
    const number = idNumber();
    const { id } = await startCase(clerk(), { number });
    const files = { 'identity-document': await uploaded(clerk()) };
    const content = { ...application({ number, files }), district: '210103' };
    await place.engine.move(id, { content });
    const latest = await clerk().get(`/cases/${id}/application`);
    expect(latest.body).toMatchObject({ version: 2, application: { district: '210103' } });
    expect(latest.list('versions').map(({ version }) => version)).toEqual([2, 1]);
    const first = await clerk().get(`/cases/${id}/application?version=1`);
    expect(first.body).toMatchObject({ version: 1, application: { district: '210102' } });
    expect((await clerk().get(`/cases/${id}/application?version=3`)).status).toBe(404);
    expect((await clerk().get(`/cases/${id}/application?version=0`)).status).toBe(422);
  });
});

describe('a document', () => {
  it('is read in place as its print has it, and the reading leaves a line', async () => {
    const { id } = await startCase(clerk(), { name: '欧阳甲' });
    const documents = await clerk().get(`/cases/${id}/documents`);
    const documentId = documents.string('items.0.id');
    const told = await clerk().get(`/cases/${id}/documents/${documentId}`);
    expect(told.body).toMatchObject({
      kind: 'receipt',
      title: '收件回执',
      centerName: '沈阳住房公积金管理中心',
      signingHash: null,
      code: documents.string('items.0.code'),
    });
    expect(JSON.stringify(told.list('blocks'))).toContain('欧阳甲');
    const reading = await auditor().get(`/cases/${id}/events?group=reading`);
    expect(reading.list('items').at(-1)).toMatchObject({
      kind: 'content-read',
      actor: 'lin-guiyuan',
      public: { what: 'document', key: documentId },
    });
  });
});

describe('an outside system’s answer', () => {
  const check = (key: string, answeredAt: number): NonNullable<Change['checks']>[number] => ({
    key,
    system: 'national',
    purpose: 'OPEN_ACCOUNT',
    status: 'ok',
    facts: { answer: { status: 'ok' } },
    evidence: { answer: key },
    evidenceHash: '',
    askedAt: answeredAt,
    answeredAt,
  });
  const DAY_MS = 86_400_000;

  it('says until when it may be used, through the last day and not after it', async () => {
    const { id } = await startCase(clerk());
    const figures = await clerk().get('/figures?center=210100');
    const valid = figures.list('items').find(({ name }) => name === 'check-valid');
    const days = Number(valid?.['value']);
    expect(days).toBeGreaterThan(1);
    const now = Date.now();
    const at = (daysAgo: number) => now - daysAgo * DAY_MS;
    await place.engine.move(id, { checks: [check(`${id}:1`, at(days + 1))] });
    const use = async () => (await clerk().get(`/cases/${id}/checks`)).list('items');
    expect((await use())[0]).toMatchObject({
      superseded: false,
      usableUntil: addDays(dateAt(at(days + 1)), days),
      use: expect.stringMatching(/过期，开户前须重新查询。$/) as string,
    });
    await place.engine.move(id, { checks: [check(`${id}:2`, at(days))] });
    const [last, before] = await use();
    expect(last).toMatchObject({ superseded: false, usableUntil: dateAt(now) });
    expect(last?.['use']).toMatch(/^可以据以开户，至.*（含当日）。$/);
    expect(before).toMatchObject({ superseded: true, use: '已由后来的答复取代，只作存档。' });
  });
});

describe('a decision taken again', () => {
  const replay = async (given: ReturnType<typeof decision>) => {
    const { id } = await startCase(clerk());
    await place.engine.move(id, { decisions: [given] });
    const decisions = await clerk().get(`/cases/${id}/decisions`);
    return clerk().get(`/cases/${id}/decisions/${decisions.string('items.0.id')}/replay`);
  };

  it('is the same byte for byte, from the same facts by the same rule', async () => {
    const told = await replay(decision());
    expect(told.body).toMatchObject({ state: 'same', outcome: 'open', outcomeNow: 'open' });
    expect(told.string('hashNow')).toBe(told.string('recordHash'));
    expect(told.text).not.toContain('1990-01-01');
  });

  it('that does not come out as it is recorded is said to differ', async () => {
    const told = await replay(decision({ outcome: 'refuse' }));
    expect(told.body).toMatchObject({ state: 'different', outcomeNow: 'open' });
    expect(told.string('hashNow')).not.toBe(told.string('recordHash'));
  });

  it('of another version of the rule, or without facts, is not guessed at', async () => {
    const other = await replay(decision({ version: '2025-9' }));
    expect(other.body).toMatchObject({ state: 'other-version', currentVersion: '2026-2' });
    expect(other.string('sentence')).toContain('第2025-9版');
    const bare = await replay({ ...decision(), record: { reasons: [] } } as never);
    expect(bare.body).toMatchObject({ state: 'without-facts', hashNow: null });
  });
});

describe('links', () => {
  it('are seen from both ends, by whoever may see the other case', async () => {
    const first = await startCase(clerk());
    const second = await startCase(clerk());
    await place.engine.move(second.id, { links: [{ kind: 'undoes', other: first.id }] });
    const to = await clerk().get(`/cases/${second.id}`);
    expect(to.list('links')).toMatchObject([
      {
        direction: 'to',
        title: '拟撤销的开户业务',
        other: first.id,
        case: { id: first.id, number: first.told.string('number'), typeTitle: '开户' },
      },
    ]);
    const from = await clerk().get(`/cases/${first.id}`);
    expect(from.list('links')).toMatchObject([
      { direction: 'from', title: '撤销本次开户的业务', case: { id: second.id } },
    ]);
    await place.owner.query(`update "case" set branch = 'sy-bank' where id = $1`, [second.id]);
    const hidden = await clerk().get(`/cases/${first.id}`);
    expect(hidden.list('links')).toMatchObject([{ other: second.id, case: null }]);
  });
});

describe('case types', () => {
  it('tell their course, and where every stage stands in it', async () => {
    const told = await clerk().get('/types');
    for (const type of told.list('items')) {
      const { course, stages } = CASE_TYPES[String(type['type'])]!;
      expect(type['course']).toEqual(course.steps);
      expect(type['stages']).toHaveLength(Object.keys(stages).length);
    }
    expect(told.text).toContain('同一人有两件业务在办');
  });

  it('do not tell a channel what it must not know in other words', async () => {
    const told = await place.as('channel-bank').get('/types');
    expect(told.text).not.toContain('同一人有两件业务在办');
    expect(told.text).not.toContain('外部系统多次查询');
    const [type] = told.list('items').filter((one) => one['type'] === 'account-opening');
    const stages = type?.['stages'] as readonly Record<string, unknown>[];
    expect(stages.find(({ at }) => at === 'in review')).toMatchObject({ now: null });
    expect(stages.find(({ at }) => at === 'opened')?.['now']).toMatch(/^账户已开立/);
  });
});
