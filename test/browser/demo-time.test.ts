/** 演示时间 on the screen: half a year passes in a moment, for the case and for everything else. */
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { uploaded } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, opened, openedAccount, until } from './harness/stories.ts';
import { timeDemo } from './harness/own-stack.ts';

const place = desk({ product: timeDemo() });
/** An account held on the word of two supervisors. */
async function heldUntil(
  today: PlainDate,
  lastDay: PlainDate,
): Promise<{ readonly hold: string; readonly account: string }> {
  const clerk = await place.api('lin-guiyuan');
  const account = await openedAccount(clerk, { number: place.newNumber(), name: '时间人' });
  const [one, two] = [await place.api('sun-zhuguan'), await place.api('zhou-zhuguan')];
  const told = await one.post('/cases', {
    body: {
      type: 'hold',
      application: {
        ...{ account, kind: 'court', orderedBy: '某区人民法院' },
        ...{ placedOn: today, holdUntil: lastDay, orderNumber: '（2026）辽0102执7号' },
        ...{ file: await uploaded(one), reason: '协助执行' },
      },
    },
  });
  expect(told.status, told.text).toBe(201);
  const hold = told.string('id');
  await act(two, hold, 'confirm', { reason: '与文书一致' });
  return { hold, account };
}

describe('演示时间', { timeout: 180_000 }, () => {
  it('carries a hold to its last day; a shorter wait on the way ends in its turn', async () => {
    const clerk = await place.api('lin-guiyuan');
    // Told a second time, the story begins where the first telling ended.
    const today = plainDate((await clerk.get('/me')).string('today'));
    const last = addMonths(today, 6);
    const nextDay = addDays(last, 1);
    const { hold, account } = await heldUntil(today, last);
    const offered = await opened(clerk, { number: place.newNumber(), name: '未签人' });
    await until(clerk, offered, 'awaiting signature');

    const page = await place.signIn('sun-zhuguan', `/cases/${hold}`);
    await page.getByRole('status').getByText(`演示时间 ${today}`).waitFor();
    await page.getByRole('button', { name: `快进到${nextDay}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('一同前进的还有').waitFor();
    await expectNoViolations(page);
    await picture(page, 'demo-time-ask');
    await dialog.getByRole('button', { name: '快进' }).click();
    await page.getByRole('status').getByText(`演示时间 ${nextDay}`).waitFor({ timeout: 120_000 });
    await page.getByText('期满，待续冻或解除').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'demo-time-passed', true);

    // The deadline for signing fell within the half year.
    const lapsed = await clerk.get(`/cases/${offered}`);
    expect(lapsed.at('stage.at')).toBe('lapsed');
    expect(lapsed.string('closedAt') < `${addMonths(today, 1)}T00:00:00Z`).toBe(true);
    // Contributions of the passed months were asked for on their days.
    const supervisor = await place.api('sun-zhuguan');
    const runs = await supervisor.get('/runs?kind=collection&limit=50');
    const months = runs.list('items').map(({ businessOn }) => String(businessOn).slice(0, 7));
    expect(new Set(months).size).toBeGreaterThanOrEqual(5);
    // Whatever begins now begins on the demo's day; every page says so.
    const later = await opened(clerk, { number: place.newNumber(), name: '后来人' });
    expect((await clerk.get(`/cases/${later}`)).string('acceptedOn')).toBe(nextDay);
    expect((await clerk.get('/me')).string('today')).toBe(nextDay);
    for (const path of ['/', `/accounts/${account}`, '/runs']) {
      await page.goto(new URL(path, page.url()).href);
      await page.getByRole('status').getByText(`演示时间 ${nextDay}`).waitFor();
    }
  });
});
