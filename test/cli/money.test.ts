/** The commands about money against the API itself: what they print, what they change, how they end. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { currentKey } from '../../src/crypto/secrets.ts';
import { addDays, dateAt, startOf } from '../../src/domain/calendar.ts';
import {
  contributor,
  inSuspense,
  month,
  owes,
  pays,
  type Contributor,
} from '../api/world/contributor.ts';
import { runMade, type Item } from '../api/world/runs.ts';
import { world } from '../api/world/index.ts';
import { run, type Ran } from './fake-api.ts';

const place = world();
const folder = mkdtempSync(join(tmpdir(), 'anju-money-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let holder: Contributor;

interface Part {
  readonly cash: string;
  readonly leaving: string;
  readonly minutes: number;
  readonly work: readonly { readonly minutes: number }[];
}

/** The command of a supervisor, unless somebody else is named. */
function anju(line: string, as = 'sun-zhuguan'): Promise<Ran> {
  const env = {
    ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], ANJU_CONFIG: folder },
    ...{ ANJU_API: place.base, ANJU_TOKEN: place.authorization(as).replace('Bearer ', '') },
  };
  return run(line.split(' '), env);
}
/** What it printed, without what sets columns apart. */
async function said(line: string, as?: string): Promise<string> {
  const { code, stdout, stderr } = await anju(line, as);
  expect(code, stderr).toBe(0);
  return stdout.replaceAll(/[ \u3000│]+/g, ' ');
}
async function json(line: string, as?: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await anju(`${line} -o json`, as);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

beforeAll(async () => {
  holder = await contributor(place);
  await pays(place, holder, month(-5));
  await pays(place, holder, month(-4));
  await owes(place.owner, holder, { month: month(-1), state: 'open' });
});

describe('account contributions', () => {
  it('tells months paid, what is owed, and what may be paid by oneself', async () => {
    const text = await said(`account contributions ${holder.number}`, 'lin-guiyuan');
    for (const words of [
      ...[`缴至年月 ${month(-4)}`, `首个未缴月份 ${month(-1)}`, '已缴月数 2', '连续缴存 2 个月'],
      `${month(-1)} 至 ${month(0)}，800.00 至 1600.00 元，每月 800.00 元`,
      ...[`转账账号 ${holder.number}`, `${month(-5)}、${month(-4)}`],
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(new RegExp(`${month(-1)} 至 ${month(-1)} 800.00 ${month(-1)}-15 待扣 0`));
  });
});

describe('account show', () => {
  it('tells the agreement, every version of the plan, and the interest that is not settled', async () => {
    const text = await said(`account show ${holder.id}`, 'lin-guiyuan');
    for (const words of ['缴存使用协议', '自2026-01-05', '约定的版本']) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(new RegExp(`1 \\S+ ${month(-5)} 800.00 按月 15日 2026-01-05`));
    const told = await json(`account show ${holder.id}`, 'lin-guiyuan');
    const { total } = told['accrued'] as { total: string };
    expect(Number(total)).toBeGreaterThan(0);
    expect(text).toContain(`未结利息（元） ${total}`);
  });
});

describe('account accrued', () => {
  it('tells the interest of any day by source, one to come as foreseen; a day before the opening is refused', async () => {
    const today = dateAt(Date.now());
    const line = (on: string) => `account accrued ${holder.number} --on ${on}`;
    const shown = await json(`account show ${holder.id}`, 'lin-guiyuan');
    const { total } = shown['accrued'] as { total: string };
    const told = await json(line(today), 'lin-guiyuan');
    expect(told).toMatchObject({ on: today, foreseen: false, total });
    expect(await said(line(today), 'lin-guiyuan')).toMatch(
      new RegExp(`算至 ${today} *\n.*未结利息（元） ${total}[^]*灵活就业缴存 \\S+ ${total}`),
    );
    const ahead = addDays(today, 30);
    expect(await said(line(ahead), 'lin-guiyuan')).toContain(`算至 ${ahead}（预计，此间没有变动）`);
    const early = await anju(line('2026-01-04'), 'lin-guiyuan');
    expect([early.code, early.stderr]).toEqual([
      2,
      expect.stringContaining('自2026-01-05起才算得出未结利息') as string,
    ]);
    expect((await anju(`account accrued ${holder.number}`, 'lin-guiyuan')).code).toBe(2);
  });
});

describe('account receipt', () => {
  it('is issued for the months that are paid, once under a key, and saved as PDF', async () => {
    const out = join(folder, 'receipt.pdf');
    const period = `--from ${month(-5)} --to ${month(-4)}`;
    const line = `account receipt ${holder.number} ${period} --key key-receipt-0001`;
    const text = await said(`${line} --out ${out}`, 'lin-guiyuan');
    const [, number = ''] = /（(.+)）/.exec(text) ?? [];
    expect(number).not.toBe('');
    expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
    const again = await said(`${line} --out ${join(folder, 'again.pdf')}`, 'lin-guiyuan');
    expect(again).toContain(number);
    expect((await anju(`${line} --out ${out}`, 'lin-guiyuan')).code).toBe(2);
    const none = `account receipt ${holder.id} --from ${month(-3)} --out ${join(folder, 'no.pdf')}`;
    expect((await anju(none, 'lin-guiyuan')).code).toBe(2);
  });
});

describe('account slip', () => {
  it('is made out and saved as PDF, listed, made void; what does not fit is a conflict', async () => {
    const { number } = await contributor(place, '柜面人');
    const out = join(folder, 'slip.pdf');
    const line = `account slip ${number} --amount 800.00 --out ${out}`;
    const text = await said(line, 'lin-guiyuan');
    for (const words of [
      `收款账号 ${number}`,
      `所属期 ${month(0)}`,
      '状态 待缴款',
      `已存 ${out}`,
    ]) {
      expect(text).toContain(words);
    }
    expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
    const { items } = await json(`account slips ${number}`, 'lin-guiyuan');
    const [{ id }] = items as [{ id: string }];
    const gone = await said(`account slip-void ${id} --reason 改为自动扣款`, 'lin-guiyuan');
    expect(gone).toContain('状态 已作废');
    expect(await said(`account slips ${number}`)).toContain('已作废 改为自动扣款');
    const wrong = await anju(`account slip ${number} --amount 801.00 --out ${out}`, 'lin-guiyuan');
    expect([wrong.code, wrong.stderr]).toEqual([
      5,
      expect.stringContaining('最接近的可缴金额为800.00元或1600.00元') as string,
    ]);
  });
});

describe('suspense', () => {
  it('is listed, assigned, returned and given to the fund, each with its journal', async () => {
    const [mine, back, fund] = [
      await inSuspense(place.owner, '800.00'),
      await inSuspense(place.owner, '55.00'),
      await inSuspense(place.owner, '900.00'),
    ];
    const open = await said('suspense list');
    for (const { id, serial } of [mine, back, fund]) {
      expect(open).toMatch(
        new RegExp(`${id} \\d{4}-\\d{2}-01 [\\d.]+ ${serial} 来款没有缴存账号 待处理`),
      );
    }
    const assigned = await said(
      `suspense assign ${mine.id} --account ${holder.number} --reason 来电核对`,
    );
    expect(assigned).toContain('状态 已认领');
    expect(assigned).toContain(`账户 ${holder.number}`);
    expect(assigned).toMatch(/凭证 \d+/);
    expect(await said(`account contributions ${holder.id}`)).toContain(month(-1));
    const document = '202611290000000077';
    const returned = `suspense return ${back.id} --document ${document} --reason 付款人要求`;
    expect(await said(returned)).toContain(`待复核退回 ${document} sun-zhuguan`);
    const confirmed = `suspense confirm-return ${back.id} --reason 与回单相符`;
    expect((await anju(confirmed)).code).toBe(5);
    expect(await said(confirmed, 'zhou-zhuguan')).toContain('状态 已退回');
    const funded = await said(`suspense fund ${fund.id} --reason 财政拨款`);
    expect(funded).toContain('状态 已拨入补贴资金');
    expect(await said('suspense list --state funded')).toContain(fund.serial);
    expect(await said('suspense list')).not.toContain(mine.serial);
  });

  it('tells who paid it to a supervisor with a reason, and to no clerk', async () => {
    const { id } = await inSuspense(place.owner, '8.00');
    const key = currentKey(place.secrets.center);
    const { rows } = await place.owner.query<{ center: string; serial: string }>(
      'select center, serial from suspense_item where id = $1',
      [id],
    );
    const { center, serial } = rows[0]!;
    await place.owner.query('update suspense_item set payer = $2 where id = $1', [
      id,
      sealJson(key, placeOf.suspensePayer(center, serial), { name: '荀小况', account: null }),
    ]);
    const asked = `suspense payer ${id} --reason 查找归属`;
    expect(await said(asked)).toContain('付款人 荀小况');
    expect((await anju(asked, 'lin-guiyuan')).code).not.toBe(0);
    expect((await anju(`suspense payer ${id}`)).code).not.toBe(0);
  });

  it('that does not fit, or is settled, or is a clerk’s, ends as a conflict or is not permitted', async () => {
    const { id } = await inSuspense(place.owner, '799.00');
    const wrong = await anju(`suspense assign ${id} --account ${holder.id} --reason 来电核对`);
    expect([wrong.code, wrong.stderr]).toEqual([
      5,
      expect.stringContaining('最接近的可缴金额为800.00元') as string,
    ]);
    expect((await anju(`suspense fund ${id} --reason 测试`, 'lin-guiyuan')).code).not.toBe(0);
    await said(`suspense return ${id} --document T1 --reason 退回`);
    const declined = `suspense decline-return ${id} --reason 回单不符`;
    expect(await said(declined, 'zhou-zhuguan')).toContain('状态 待处理');
    await said(`suspense return ${id} --document T2 --reason 退回`);
    expect((await anju(`suspense fund ${id} --reason 测试`)).code).toBe(5);
  });
});

describe('breach list', () => {
  it('is narrowed by what is open, the fact and the account', async () => {
    const write = (kind: string, foundOn: string, endedOn: string | null) =>
      place.owner.query(
        `insert into breach (case_id, key, center, branch, person, account, agreement, kind, found_by,
           found_on, outcome, ended_on)
         values (gen_random_uuid(), gen_random_uuid()::text, '210100', 'sy-hall', $1, $2, $3, $4,
           'sun-zhuguan', $5, $6, $7)`,
        [
          ...[holder.person, holder.number, holder.agreement, kind, foundOn],
          ...[endedOn && 'cured', endedOn],
        ],
      );
    await write('false-documents', '2026-11-03', null);
    await write('undeclared-employment', '2026-10-01', '2026-10-20');
    const days = async (options: string) => {
      const text = await said(`breach list${options}`);
      return [...text.matchAll(/2026-1[01]-0[13]/g)].map(([day]) => day);
    };
    expect(await days('')).toEqual(['2026-11-03', '2026-10-01']);
    expect(await days(' --open')).toEqual(['2026-11-03']);
    expect(await days(' --fact undeclared-employment')).toEqual(['2026-10-01']);
    expect(await days(` --open --account ${holder.number}`)).toEqual(['2026-11-03']);
    const text = await said('breach list --open');
    expect(text).toContain(holder.number.slice(-4));
    expect(text).not.toContain(holder.number);
    expect((await anju('breach list --fact late')).code).toBe(2);
  });
});

describe('a run', () => {
  const DUE: Item = { subject: 'a', verdict: 'due', amount: '800.00' };
  const items: readonly Item[] = [
    { ...DUE, state: 'done', outcome: 'paid' },
    { ...DUE, subject: 'b' },
    { subject: 'c', verdict: 'excluded', reason: 'no-mandate' },
  ];

  it('is stopped, resumed, woken, stopped again and cancelled', async () => {
    const id = await runMade(place.owner, { state: 'working', items });
    expect(await said(`run items ${id} --verdict excluded`)).toContain(
      '3 c 不办 没有有效的委托扣款授权',
    );
    expect(await said(`run stop ${id} --reason 银行维护`)).toContain('状态 已停止');
    expect(await said(`run resume ${id} --reason 维护结束`)).toContain('状态 办理中');
    expect(await said(`run wake ${id} --reason 没有动静`)).toContain('状态 办理中');
    const running = await anju(`run cancel ${id} --reason 改日再办`);
    expect([running.code, running.stderr]).toEqual([
      5,
      expect.stringContaining('“办理中”时不能进行这项操作') as string,
    ]);
    await said(`run stop ${id} --reason 银行维护`);
    expect(await said(`run cancel ${id} --reason 改日再办`)).toContain('状态 已取消');
    expect(await said(`run items ${id} --state skipped`)).toContain('批处理取消，未办');
    const { rows } = await place.owner.query<{ kind: string }>(
      `select kind from event where public ->> 'run' = $1 order by id`,
      [id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual([
      ...['run-stopped', 'run-resumed', 'run-woken', 'run-stopped', 'run-cancelled'],
    ]);
  });
});

describe('supervision forecast', () => {
  it('tells by week what leaves at the gates of leaving, and how long the work takes', async () => {
    const leaving = await contributor(place, '李待退');
    await pays(place, leaving, month(-5));
    const opensOn = addDays(dateAt(Date.now()), 40);
    await place.engine.move(leaving.caseId, {
      stage: { at: 'deferred' },
      waits: {
        close: 'all',
        open: [
          {
            ...{ kind: 'exit-gate', until: startOf(opensOn), clause: 'liaoning-7' },
            ...{ endedBy: ['clock'], shortenedBy: '更正封存日期' },
          },
        ],
      },
    });
    const told = await json('supervision forecast');
    const weeks = told['periods'] as readonly (Part & {
      readonly from: string;
      readonly to: string;
    })[];
    const week = weeks.find(({ from, to }) => from <= opensOn && opensOn <= to)!;
    expect(week).toMatchObject({ leavingCases: 1, cashCases: 1 });
    // Eight hundred yuan and what they have earned by then.
    expect(week.leaving).toMatch(/^80[0-9]\.[0-9]{2}$/);
    expect(week.cash).toBe(week.leaving);
    expect(told['cash']).toBe(week.cash);
    for (const { work, minutes } of weeks) {
      expect(work.reduce((sum, task) => sum + task.minutes, 0)).toBe(minutes);
    }
    const busy = weeks.find(({ minutes }) => minutes > 0)!;
    const text = await said('supervision forecast');
    expect(text).toContain(`${week.from} 至 ${week.to}`);
    expect(text).toMatch(new RegExp(`${week.cash} +${week.leaving} +0\\.00`));
    const days = (await json('supervision forecast --by day'))['periods'] as typeof weeks;
    expect(days).toHaveLength(180);
    expect(days.find(({ from }) => from === opensOn)).toMatchObject({ cash: week.cash });
    expect(text).toContain(`${String(Math.round(busy.minutes / 6) / 10)}小时`);
  });
});

describe('supervision what-if', () => {
  it('tells what another value would change, and writes nothing', async () => {
    const sealedOn = addDays(dateAt(Date.now()), -120);
    await place.owner.query(
      `insert into seal (account, source, n, sealed_on, how, sealed_by)
       values ($1, 'unit', 9, $2, 'unit-sealed', 'test')`,
      [holder.number, sealedOn],
    );
    const events = async () =>
      (await place.owner.query<{ n: number }>('select count(*)::int as n from event')).rows[0]!.n;
    const before = await events();
    const text = await said('supervision what-if --name half-year --value 3');
    for (const words of [
      ...['单位缴存封存须满的月数', '现在 6个月', '改为 3个月', '会变 1'],
      ...[holder.number.slice(-4), '还须等待', '已经可以'],
      ...['流出资金和工时，按到期预测', '合计', '0.00'],
    ]) {
      expect(text).toContain(words);
    }
    expect(await events()).toBe(before);
    const none = await anju('supervision what-if --name half-year --value 0');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('1至120') as string]);
    expect((await anju('supervision what-if --name dormancy --value 3')).code).toBe(2);
  });
});
