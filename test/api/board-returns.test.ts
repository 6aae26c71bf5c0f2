/** The board: what was sent back to whoever had brought it, by the reasons that were given. */
import { describe, expect, it } from 'vitest';
import { world } from './world/index.ts';

const place = world();
const board = (staff = 'sun-zhuguan') => place.as(staff).get('/supervision');

describe('what was sent back', () => {
  it('is counted by what it was and why, for 90 days and in the centers of whoever looks', async () => {
    const sent = (kind: string, told: object, daysAgo = 1, center = '210100') =>
      place.owner.query(
        `insert into event (center, kind, at, actor, actor_role, origin, public)
         values ($1, $2, now() - make_interval(days => $3), 'sun-zhuguan', 'supervisor', 'test', $4)`,
        [center, kind, daysAgo, JSON.stringify(told)],
      );
    await sent('measures-returned', { reasonCode: 'entry-wrong' });
    await sent('measures-returned', { reasonCode: 'entry-wrong' }, 89);
    await sent('measures-returned', { reasonCode: 'entry-wrong' }, 91);
    await sent('answer-declined', { system: 'national', reasonCode: 'scan-unreadable' });
    await sent('sent-back', { reasonCode: 'evidence-missing' });
    // Before there were codes.
    await sent('irregularity-returned', { invariant: 'two-agreements' });
    await sent('irregularity-returned', { reasonCode: 'books-differ' }, 1, '210200');
    expect((await board()).at('returns')).toEqual([
      {
        ...{ kind: 'measures-returned', kindTitle: '退回处理意见', count: 2 },
        ...{ reasonCode: 'entry-wrong', reasonTitle: '录入与原件不一致' },
        clauseTitle: '通知（征求意见稿）（十四）规范账户开立与核验',
      },
      {
        ...{ kind: 'answer-declined', kindTitle: '退回查询结果', count: 1 },
        ...{ reasonCode: 'scan-unreadable', reasonTitle: '扫描件看不清或者不全' },
        clauseTitle: '《住房公积金管理条例》第二十五条',
      },
      {
        ...{ kind: 'sent-back', kindTitle: '复核退回更正', count: 1 },
        ...{ reasonCode: 'evidence-missing', reasonTitle: '缺少依据材料' },
        clauseTitle: '《住房公积金管理条例》第二十五条',
      },
    ]);
    expect((await board('dl-zhuguan')).at('returns')).toMatchObject([
      { kind: 'irregularity-returned', reasonCode: 'books-differ', count: 1 },
    ]);
  });
});
