/** An item of many accounts of which some could not be done: each is named, and what the others came to is told. */
import { describe, expect, it } from 'vitest';
import { contributor, type Contributor } from './world/contributor.ts';
import { runMade, type Item } from './world/runs.ts';
import { world } from './world/index.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
const DUE: Item = { subject: 'a', verdict: 'due', amount: '800.00' };

describe('an item of many accounts', () => {
  it('tells which of them could not be done and why, and what the others came to', async () => {
    const [one, bad] = [await contributor(place), await contributor(place)].toSorted((a, b) =>
      a.number < b.number ? -1 : 1,
    ) as [Contributor, Contributor];
    const whole = { ...DUE, subject: 'range', state: 'failed', outcome: 'credited-but-some' };
    const items: readonly Item[] = [whole, { ...DUE, subject: 'other' }];
    const run = await runMade(place.owner, { state: 'working', items });
    await place.owner.query(
      `insert into run_item_part (run, n, first_account, last_account, accounts, amount, digest,
          outcome, fault, settled_at)
       values ($1, 1, $2, $2, 1, 12.5, repeat('a', 64), 'credited', null, now()),
              ($1, 1, $3, $3, 1, null, null, 'account-faulty', '22003', now())`,
      [run, one.number, bad.number],
    );
    const [first, second] = (await sun().get(`/runs/${run}/items`)).list('items');
    expect(first).toMatchObject({
      outcomeText: expect.stringContaining('除所列账户外已结息入账') as string,
    });
    expect(first!['parts']).toEqual([
      {
        ...{ first: bad.number, last: bad.number, account: bad.id, accounts: 1, amount: null },
        ...{ outcome: 'account-faulty', fault: '22003' },
        outcomeText: expect.stringContaining('账户数据有误') as string,
      },
      {
        ...{ first: one.number, last: one.number, account: null, accounts: 1, amount: '12.50' },
        ...{ outcome: 'credited', fault: null, outcomeText: '已结息入账' },
      },
    ]);
    expect(second!['parts']).toEqual([]);
  });

  it('of which one cannot even be reckoned says so before it is approved', async () => {
    const { number } = await contributor(place);
    const detail = { first: number, last: number, accounts: 1, apart: 'account-faulty' };
    const items: readonly Item[] = [{ subject: number, account: number, verdict: 'due', detail }];
    const run = await runMade(place.owner, { state: 'previewed', items });
    expect((await sun().get(`/runs/${run}/items`)).list('items')).toMatchObject([
      {
        ...{ accountNumber: number, state: 'open', outcome: null, amount: null },
        outcomeText: expect.stringContaining('账户数据有误') as string,
      },
    ]);
  });
});
