/** 违约排查: what the day's search finds is begun on the engine, by the outbox. */
import { describe, expect, it } from 'vitest';
import { today } from '../builders.ts';
import { breaches, THIS_MONTH } from '../harness/breaches.ts';
import { office } from '../harness/office.ts';

const place = office();
const world = breaches(place);

describe('missed months', () => {
  it('are found by the search of a day and begun once; who has paid by then is left alone', async () => {
    const [broken, paying] = [await world.holder(), await world.holder()];
    for (const who of [broken, paying]) await world.missed(who, 4, 3);
    const begun = await world.search();
    expect(begun).toHaveLength(2);
    // Between the search and the message that begins the case.
    await world.pay(paying, THIS_MONTH(), today());
    await world.relay();
    await world.relay();
    const rows = await Promise.all(begun.map((caseId) => world.breachOf(caseId)));
    const of = (who: typeof broken) => rows.find((row) => row?.['account'] === who.account)!;
    const [first, second] = [of(broken), of(paying)];
    expect((await place.row(String(first['case_id']))).stage).toBe('serving');
    expect((await place.papers(String(first['case_id'])))[0]).toMatchObject({
      kind: 'breach-notice',
    });
    expect(second).toMatchObject({ outcome: 'cured', noticed_on: null });
    const { rowCount } = await place.db.owner.query('select from "case" where id = $1', [
      second['case_id'],
    ]);
    expect(rowCount).toBe(0);
  });
});
