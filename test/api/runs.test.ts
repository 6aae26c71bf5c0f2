/** Runs behind the screen: the list with who is not in it and why; stopped, resumed, cancelled, woken. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contributor, owes } from './world/contributor.ts';
import { runMade, type Item } from './world/runs.ts';
import { world } from './world/index.ts';
import type { Told } from './world/told.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const DUE: Item = { subject: 'a', verdict: 'due', amount: '800.00' };
const BRAKE = 'over-forecast';
const LIST: readonly Item[] = [
  { ...DUE, state: 'done', outcome: 'paid' },
  { ...DUE, subject: 'b', state: 'refused', outcome: 'insufficient-funds' },
  { ...DUE, subject: 'c' },
  { ...DUE, subject: 'd' },
  { subject: 'e', verdict: 'excluded', reason: 'no-mandate' },
];
const act = (run: string, body: object, { as = sun(), version = 1, key = randomUUID() } = {}) =>
  as.post(`/runs/${run}/actions`, { body, version, key });
const remainingOf = (shown: Told) =>
  (shown.at('progress') as { readonly remainingSeconds: number }).remainingSeconds;
const permitted = async (run: string) =>
  (await sun().get(`/runs/${run}`))
    .list('actions')
    .flatMap(({ action, permitted: may }) => (may === true ? [action] : []));
const woken = async (run: string) =>
  (await place.owner.query(`select from outbox where key like 'wake-run/' || $1 || '/%'`, [run]))
    .rowCount;
const told = async (kind: string) =>
  (
    await place.owner.query<{ public: object }>(
      'select public from event where kind = $1 order by id desc limit 1',
      [kind],
    )
  ).rows[0]?.public;

describe('the list of a run', () => {
  it.each([
    ['collection', 'no-mandate', '没有有效的委托扣款授权'],
    ['collection', 'outside-limits', '月缴存额不在现行上下限之内，须办理缴存变更'],
    ['collection', 'account-sealed', '账户已封存'],
    ['collection', 'agreement-not-active', '缴存使用协议不在生效状态'],
    ['collection', 'retired', '已到退休前最后一个缴存月份'],
    ['subsidy', 'subsidy-lost', '因违约取消补贴资格'],
    ['subsidy', 'not-continuous', '连续缴存未满享受补贴的月数'],
    ['dormancy-sweep', 'not-yet', '未满规定的月数，已提醒'],
    ['dormancy-sweep', 'held', '冻结'],
    ['legality-sweep', 'known-irregularity', '已在核查'],
  ])('says in words who is not in it: %s, %s', async (kind, reason, words) => {
    const items: readonly Item[] = [DUE, { subject: 'x', verdict: 'excluded', reason }];
    const run = await runMade(place.owner, { kind, state: 'preparing', items });
    const shown = await sun().get(`/runs/${run}/items?verdict=excluded`);
    expect(shown.list('items')).toMatchObject([
      {
        ...{ n: 2, subject: 'x', verdict: 'excluded', verdictTitle: '不办', reason },
        ...{ reasonText: expect.stringContaining(words) as string, stateTitle: '' },
        ...{ outcomeText: null, settledAt: null },
      },
    ]);
    expect((await sun().get(`/runs/${run}`)).at('counts')).toMatchObject({ items: 1, excluded: 1 });
  });

  it('has words for every reason for which an empty account is kept', async () => {
    const reasons = [
      ...['noticed', 'withdrawn-before', 'person-forgotten', 'unit-money', 'held', 'owed'],
      ...['open-loan', 'guarantee'],
      ...['case-in-flight', 'debit-under-way', 'in-suspense', 'interest-accrued', 'not-yet'],
    ];
    const items = reasons.map((reason): Item => ({ subject: reason, verdict: 'excluded', reason }));
    const run = await runMade(place.owner, { kind: 'dormancy-sweep', state: 'preparing', items });
    const shown = (await sun().get(`/runs/${run}/items`)).list('items');
    expect(shown).toHaveLength(reasons.length);
    expect(shown.filter(({ reasonText }) => !/[\u4e00-\u9fff]/.test(String(reasonText)))).toEqual(
      [],
    );
  });

  it('tells how many were warned before a closing, and how many have paid since', async () => {
    const run = await runMade(place.owner, { kind: 'dormancy-sweep', state: 'working', items: [] });
    const told = async () => (await sun().get(`/runs/${run}`)).at('resultText');
    expect(await told()).toBeNull();
    await place.owner.query('update run set result = $2 where id = $1', [
      ...[run, { told: 0, warned: 5, keptAfterWarning: 2 }],
    ]);
    expect(await told()).toBe('近12个月提醒过5户，其中2户在提醒后恢复缴存');
  });

  it('leads to the account, and tells what became of each', async () => {
    const { id, number } = await contributor(place);
    const items: readonly Item[] = [
      ...LIST,
      { subject: number, account: number, verdict: 'excluded', reason: 'over-mandate-limit' },
      { ...DUE, subject: 'g', verdict: 'struck', reason: 'struck-out' },
    ];
    const run = await runMade(place.owner, { state: 'working', items });
    const left = async (query: string) =>
      (await sun().get(`/runs/${run}/items?${query}`)).list('items');
    expect(await left('verdict=excluded')).toMatchObject([
      { n: 5, account: null, accountNumber: null },
      { n: 6, account: id, accountNumber: number, reasonText: '超过委托扣款授权的单笔限额' },
    ]);
    expect(await left('verdict=struck')).toMatchObject([{ n: 7, reasonText: '主管剔除' }]);
    expect(await left('verdict=due&state=refused')).toMatchObject([
      { n: 2, reasonText: null, stateTitle: '被拒', outcomeText: '银行卡余额不足' },
    ]);
    expect(await left('state=done')).toMatchObject([{ n: 1, outcomeText: '已扣款入账' }]);
    const first = await sun().get(`/runs/${run}/items?limit=4`);
    const next = await left(`limit=4&cursor=${first.string('nextCursor')}`);
    expect(next.map(({ n }) => n)).toEqual([5, 6, 7]);
    expect((await sun().get(`/runs/${run}/items?verdict=late`)).status).toBe(422);
    expect((await place.as('dl-zhuguan').get(`/runs/${run}/items`)).status).toBe(404);
  });
});

describe('a run', () => {
  it('that works is stopped for a reason, once under a key, and its workflow hears of it', async () => {
    const run = await runMade(place.owner, { state: 'working', items: LIST });
    expect(await permitted(run)).toEqual(['wake', 'stop']);
    const body = { action: 'stop', reason: '银行通知系统维护' };
    const key = randomUUID();
    const done = await act(run, body, { key });
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({
      ...{ state: 'stopped', stateTitle: '已停止', version: 2, stoppedByName: 'sun-zhuguan' },
      ...{ counts: { items: 4, done: 1, refused: 1, left: 2, excluded: 1 }, progress: null },
    });
    expect(await woken(run)).toBe(1);
    expect(await told('run-stopped')).toEqual({
      ...{ run, digest: 'a'.repeat(64), reason: '银行通知系统维护' },
    });
    expect((await act(run, body, { key })).at('version')).toBe(2);
    expect(await permitted(run)).toEqual(['resume', 'cancel']);
    const again = await act(run, body, { version: 2 });
    expect([again.status, again.string('code')]).toEqual([409, 'action-not-permitted']);
  });

  it('whose list is far longer than usual is approved with a reason only, and the reason is kept', async () => {
    const run = await runMade(place.owner, { state: 'previewed', items: LIST, brake: BRAKE });
    expect((await sun().get(`/runs/${run}`)).string('brakeText')).toContain('明显超出以往');
    const body = { action: 'approve', digest: 'a'.repeat(64) };
    const bare = await act(run, body);
    expect([bare.status, bare.list('errors')]).toEqual([
      422,
      [{ pointer: '#/reason', detail: expect.stringContaining('明显超出以往') as string }],
    ]);
    // Somebody else changed the list meanwhile: that comes first.
    expect((await act(run, body, { version: 7 })).status).toBe(412);
    const done = await act(run, { ...body, reason: '本月政策宣传，逐户核对过' });
    expect(done.body).toMatchObject({ state: 'working', brake: null, version: 2 });
    expect(await told('run-approved')).toMatchObject({ run, reason: '本月政策宣传，逐户核对过' });
    const usual = await runMade(place.owner, { state: 'previewed', items: LIST });
    expect((await act(usual, body)).status).toBe(200);
  });

  it('that stands is resumed, whoever or whatever stopped it, and the brake is off', async () => {
    const made = { state: 'stopped', items: LIST, brake: 'proof-red' } as const;
    const run = await runMade(place.owner, made);
    expect((await sun().get(`/runs/${run}`)).string('brakeText')).toContain('账务核验未通过');
    const done = await act(run, { action: 'resume', reason: '核验已通过' });
    expect(done.body).toMatchObject({
      ...{ state: 'working', brake: null, stoppedByName: null, version: 2 },
    });
    expect(await woken(run)).toBe(1);
    expect(await told('run-resumed')).toMatchObject({ run, reason: '核验已通过' });
    expect(await permitted(run)).toEqual(['wake', 'stop']);
  });

  it('that stands is cancelled: what is undone stays undone, what is done stays done', async () => {
    const run = await runMade(place.owner, { state: 'stopped', items: LIST });
    const done = await act(run, { action: 'cancel', reason: '改日再办' });
    expect(done.body).toMatchObject({
      ...{ state: 'cancelled', stateTitle: '已取消', doneAmount: '800.00' },
      counts: { items: 4, done: 1, refused: 1, skipped: 2, left: 0 },
    });
    expect(done.at('endedAt')).not.toBeNull();
    const skipped = await sun().get(`/runs/${run}/items?state=skipped`);
    expect(skipped.list('items')).toMatchObject([
      { n: 3, stateTitle: '未办即取消', outcomeText: '批处理取消，未办' },
      { n: 4 },
    ]);
    expect((await sun().get(`/runs/${run}/items?state=done`)).list('items')).toHaveLength(1);
    expect(await told('run-cancelled')).toMatchObject({ run, reason: '改日再办' });
    expect(await permitted(run)).toEqual([]);
  });

  it('is not cancelled while the bank has a part of it', async () => {
    const sent: readonly Item[] = [...LIST, { ...DUE, subject: 'f', state: 'sent' }];
    const run = await runMade(place.owner, { state: 'stopped', items: sent });
    const shown = await sun().get(`/runs/${run}`);
    expect(shown.list('actions').find(({ action }) => action === 'cancel')).toMatchObject({
      ...{ permitted: false, reason: '还有已经或者可能已经发往银行、没有回报的项目。' },
    });
    const refused = await act(run, { action: 'cancel', reason: '改日再办' });
    expect(refused.status).toBe(409);
    expect(refused.string('detail')).toContain('还有1笔已经或者可能已经发往银行');
    expect((await sun().get(`/runs/${run}`)).at('state')).toBe('stopped');
  });

  it('is cancelled while a batch is made that has not left, and its debits are dropped', async () => {
    const holder = await contributor(place);
    await owes(place.owner, holder, { month: '2026-11', state: 'open', attempts: 1 });
    const items: readonly Item[] = [{ ...DUE, state: 'sent', account: holder.number }];
    const run = await runMade(place.owner, { state: 'stopped', items });
    await place.owner.query('insert into debit_batch (run, batch) values ($1, 1)', [run]);
    await place.owner.query(
      `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch)
       values ($1, '210100', $2, '2026-11', 1, $3, 800, $4, 1, 1)`,
      [`debit/${holder.number}/2026-11/1`, holder.number, holder.mandate, run],
    );
    expect(await permitted(run)).toContain('cancel');
    const done = await act(run, { action: 'cancel', reason: '改日再办' });
    expect(done.status, done.text).toBe(200);
    expect(done.body).toMatchObject({ state: 'cancelled', counts: { sent: 0, skipped: 1 } });
    const { rows } = await place.owner.query('select state from debit where run = $1', [run]);
    expect(rows).toEqual([{ state: 'dropped' }]);
  });

  it('that prepares its list or works is woken, and nothing else of it changes', async () => {
    for (const state of ['preparing', 'working'] as const) {
      const run = await runMade(place.owner, { state, items: LIST });
      const done = await act(run, { action: 'wake', reason: '流程不在了' });
      expect(done.body).toMatchObject({ state, version: 2 });
      expect(await woken(run)).toBe(1);
    }
  });

  it.each([
    ['previewed', ['stop', 'resume', 'wake']],
    ['preparing', ['stop', 'resume']],
    ['working', ['resume', 'cancel']],
    ['stopped', ['stop', 'wake']],
  ] as const)('that is %s cannot be moved by %j', async (state, actions) => {
    const run = await runMade(place.owner, { state, items: LIST });
    for (const action of actions) {
      const refused = await act(run, { action, reason: '测试' });
      expect([refused.status, refused.string('code')]).toEqual([409, 'action-not-permitted']);
    }
    expect(await woken(run)).toBe(0);
  });

  it('is moved by a supervisor of its center, with a reason, in the version that was seen', async () => {
    const run = await runMade(place.owner, { state: 'working', items: LIST });
    const stop = { action: 'stop', reason: '测试' };
    for (const who of ['lin-guiyuan', 'li-shenji', 'wu-yunwei']) {
      expect((await act(run, stop, { as: place.as(who) })).status).toBe(403);
    }
    expect((await act(run, stop, { as: place.as('dl-zhuguan') })).status).toBe(404);
    expect((await act(run, { action: 'stop' })).list('errors')).toEqual([
      { pointer: '#/reason', detail: '请填写理由' },
    ]);
    const stale = await act(run, stop, { version: 9 });
    expect([stale.status, stale.string('code')]).toEqual([412, 'version-conflict']);
    expect((await sun().get(`/runs/${run}`)).body).toMatchObject({ state: 'working', version: 1 });
  });
});

describe('how far a run is', () => {
  it('is told while it works, from its first item on', async () => {
    const run = await runMade(place.owner, { state: 'working', items: LIST });
    const progress = async () => (await sun().get(`/runs/${run}`)).at('progress');
    expect(await progress()).toBeNull();
    const at = place.deps.now();
    await place.owner.query('update run set worked_from = $2 where id = $1', [
      ...[run, new Date(at - 600_000)],
    ]);
    // Two of four in ten minutes: the other two in ten more.
    expect(await progress()).toMatchObject({ perSecond: 0 });
    const { remainingSeconds } = (await progress()) as { remainingSeconds: number };
    expect(remainingSeconds).toBeGreaterThanOrEqual(600);
    expect(remainingSeconds).toBeLessThan(700);
  });

  it('does not count what it stood, however often and for however long', async () => {
    const run = await runMade(place.owner, { state: 'working', items: LIST });
    const at = place.deps.now();
    await place.owner.query('update run set worked_from = $2 where id = $1', [
      ...[run, new Date(at - 600_000)],
    ]);
    for (const [hours, version] of [
      [1, 1],
      [30 * 24, 3],
    ] as const) {
      const stopped = await act(run, { action: 'stop', reason: '测试' }, { version });
      expect(stopped.at('progress')).toBeNull();
      const since = Date.parse(stopped.string('stoppedAt'));
      expect(Math.abs(since - place.deps.now())).toBeLessThan(60_000);
      place.clock.ahead += hours * 3_600_000;
      const shown = await sun().get(`/runs/${run}`);
      expect(Date.parse(shown.string('stoppedAt'))).toBe(since);
      const resume = { action: 'resume', reason: '测试' };
      const resumed = await act(run, resume, { version: version + 1 });
      expect(resumed.at('stoppedAt')).toBeNull();
      // Ten minutes of work, as before it stood.
      expect(remainingOf(resumed)).toBeGreaterThanOrEqual(600);
      expect(remainingOf(resumed)).toBeLessThan(700);
    }
    // Another ten: two items in twenty minutes.
    place.clock.ahead += 600_000;
    const later = remainingOf(await sun().get(`/runs/${run}`));
    expect(later).toBeGreaterThanOrEqual(1200);
    expect(later).toBeLessThan(1300);
  });

  it('counts from the first item also where it stood before that', async () => {
    const run = await runMade(place.owner, { state: 'working', items: LIST });
    await act(run, { action: 'stop', reason: '测试' });
    place.clock.ahead += 3_600_000;
    await act(run, { action: 'resume', reason: '测试' }, { version: 2 });
    await place.owner.query('update run set worked_from = $2 where id = $1', [
      ...[run, new Date(place.deps.now())],
    ]);
    place.clock.ahead += 600_000;
    const remaining = remainingOf(await sun().get(`/runs/${run}`));
    expect(remaining).toBeGreaterThanOrEqual(600);
    expect(remaining).toBeLessThan(700);
  });
});
