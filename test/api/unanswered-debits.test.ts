/** 扣款未回报 over HTTP and by command: listed, a task of the supervisors, ended only by the bank's word and two persons. */
import { beforeAll, describe, expect, it } from 'vitest';
import { tamperIn } from '../db/tamper.ts';
import { contributor, type Contributor } from './world/contributor.ts';
import { world } from './world/index.ts';
import { ok } from './world/staff.ts';
import { unansweredDebit } from './world/unanswered.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const CENTER = '210100';
let one: Contributor;
let debit: { readonly id: string; readonly key: string };

beforeAll(async () => {
  one = await contributor(place);
  const { rows } = await place.owner.query<{ name: string }>('select current_database() as name');
  // Beside whatever run of the office is alive.
  const put = (some: readonly string[]) => tamperIn(rows[0]!.name, ...some);
  debit = await unansweredDebit(place.owner, { center: CENTER, account: one.number }, put);
});

const path = () => `/unanswered-debits/${debit.id}`;
const seen = async () => ok(await sun().get(path()));

async function act(by: ReturnType<typeof sun>, body: object) {
  const version = Number((await seen()).at('version'));
  return by.post(`${path()}/actions`, { version, body: { reason: '与银行核对', ...body } });
}

describe('a debit without an answer', () => {
  it('is listed for whoever reads the center’s money, with since when and until when', async () => {
    const listed = ok(await place.as('lin-guiyuan').get('/unanswered-debits'));
    expect(listed.list('items')).toMatchObject([
      {
        ...{ id: debit.id, key: debit.key, account: one.id, accountNumber: one.number },
        ...{ from: '2026-11', to: '2026-11', amount: '800.00', state: 'open' },
        ...{ stateTitle: '待银行回报', sentAt: '2026-11-15T22:01:00.000Z' },
        ...{ foundOn: '2026-11-20', payableUntil: '2026-11-30', confirmation: null },
      },
    ]);
    expect(ok(await sun().get('/unanswered-debits?state=answered')).list('items')).toEqual([]);
    expect((await sun().get('/unanswered-debits?state=gone')).status).toBe(422);
  });

  it('is a task of the supervisors, about nobody’s case', async () => {
    const told = ok(await sun().get('/tasks?kind=unanswered-debit'));
    expect(told.list('items')).toMatchObject([
      {
        ...{ caseId: null, caseNumber: `尾号${one.number.slice(-4)}`, caseTypeTitle: '扣款未回报' },
        ...{ stageTitle: '800.00元', title: '查明扣款结果', role: 'supervisor', claimable: true },
        about: { kind: 'debit', id: debit.id, day: '2026-11-20' },
      },
    ]);
  });

  it('ends by the bank’s document alone, which one records and another confirms', async () => {
    expect((await act(sun(), { action: 'record', document: ' ' })).status).toBe(422);
    expect((await act(sun(), { action: 'confirm' })).status).toBe(409);
    expect((await act(place.as('lin-guiyuan'), { action: 'record', document: '1' })).status).toBe(
      403,
    );
    ok(await act(sun(), { action: 'record', document: '沈银函〔2026〕12号' }));
    expect((await seen()).at('confirmation')).toMatchObject({ document: '沈银函〔2026〕12号' });
    const own = await act(sun(), { action: 'confirm' });
    expect([own.status, own.at('code')]).toEqual([409, 'same-person']);
    const stale = await zhou().post(`${path()}/actions`, {
      version: 1,
      body: { action: 'confirm', reason: '与原件相符' },
    });
    expect(stale.status).toBe(412);
    const done = ok(await act(zhou(), { action: 'confirm' }));
    expect(done.body).toMatchObject({
      ...{ state: 'not-carried-out', stateTitle: '银行书面确认未扣款', dueOn: null },
    });
    expect(ok(await sun().get('/tasks?kind=unanswered-debit')).list('items')).toEqual([]);
    const { rows } = await place.owner.query<{ kind: string; public: object }>(
      `select kind, public from event where kind like 'debit-refusal-%' order by id`,
    );
    expect(rows).toMatchObject([
      { kind: 'debit-refusal-recorded', public: { document: '沈银函〔2026〕12号' } },
      { kind: 'debit-refusal-confirmed', public: { proposedBy: 'sun-zhuguan', month: '2026-11' } },
    ]);
  });
});
