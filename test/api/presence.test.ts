/** Who else has a case open: seen while a screen follows it, by those who may see the case. */
import { describe, expect, it } from 'vitest';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';
import { openStream } from './world/stream.ts';

const place = world({ limits: { heartbeatMs: 150, streamsMax: 3 } });
const clerk = () => place.as('lin-guiyuan');

/** Until the others at the case are these. */
async function others(reader: string, id: string, staff: readonly string[]): Promise<void> {
  const now = async () =>
    (await place.as(reader).get(`/cases/${id}/presence`)).list('items').map((one) => one['staff']);
  await expect.poll(now, { timeout: 10_000 }).toEqual(staff);
}

const follow = (staff: string, id: string) => openStream(place, staff, `/cases/${id}/stream`);

describe('whoever has a case open', () => {
  it('is shown to the others by name while it is open, and told to their screens', async () => {
    const { id } = await startCase(clerk());
    const mine = await follow('lin-guiyuan', id);
    const other = await follow('sun-zhuguan', id);
    await mine.next(({ event }) => event === 'presence');
    await others('lin-guiyuan', id, ['sun-zhuguan']);
    await others('sun-zhuguan', id, ['lin-guiyuan']);
    other.close();
    const told = await mine.next(({ event }) => event === 'presence');
    expect(told.data).toEqual({ case: id });
    await others('lin-guiyuan', id, []);
    mine.close();
  });

  it('stays while one of several windows is open', async () => {
    const { id } = await startCase(clerk());
    const [one, two] = [await follow('sun-zhuguan', id), await follow('sun-zhuguan', id)];
    await others('lin-guiyuan', id, ['sun-zhuguan']);
    one.close();
    await one.ended;
    const since = (await clerk().get(`/cases/${id}/presence`)).string('items.0.since');
    await others('lin-guiyuan', id, ['sun-zhuguan']);
    expect((await clerk().get(`/cases/${id}/presence`)).string('items.0.since')).toBe(since);
    two.close();
    await others('lin-guiyuan', id, []);
  });

  it('is forgotten when the process that knew of them is gone', async () => {
    const { id } = await startCase(clerk());
    await place.owner.query(
      `insert into web.case_presence (case_id, staff) values ($1, 'zhao-fuhe')`,
      [id],
    );
    await others('lin-guiyuan', id, ['zhao-fuhe']);
    await others('lin-guiyuan', id, []);
  });

  it('is not an auditor, and nothing a channel or another center is told', async () => {
    const { id } = await startCase(place.as('channel-bank'));
    const channel = await follow('channel-bank', id);
    await channel.next(({ event }) => event === 'case');
    const auditor = await follow('li-shenji', id);
    const reviewer = await follow('zhao-fuhe', id);
    await others('sun-zhuguan', id, ['zhao-fuhe']);
    expect((await place.as('channel-bank').get(`/cases/${id}/presence`)).status).toBe(403);
    expect((await place.as('dl-guiyuan').get(`/cases/${id}/presence`)).status).toBe(404);
    const presence = channel.next(({ event }) => event === 'presence').then(() => 'told');
    const beats = channel.beats();
    await expect.poll(channel.beats).toBeGreaterThan(beats + 1);
    expect(await Promise.race([presence, Promise.resolve('quiet')])).toBe('quiet');
    for (const one of [channel, auditor, reviewer]) one.close();
  });

  it('leaves no line in the trail and no name of an applicant', async () => {
    const { id } = await startCase(clerk());
    const events = async () => (await clerk().get(`/cases/${id}/events`)).list('items').length;
    const before = await events();
    const stream = await follow('sun-zhuguan', id);
    await others('lin-guiyuan', id, ['sun-zhuguan']);
    expect(await events()).toBe(before);
    const { rows } = await place.owner.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = 'case_presence'`,
    );
    expect(rows.map((row) => row.column_name).sort()).toEqual([
      'case_id',
      'seen_at',
      'since',
      'staff',
    ]);
    stream.close();
  });
});
