/** （四）: what the bank says of a mandate by itself, early, late, twice, or by somebody else. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { handleIncoming } from '../../activities/inbox.ts';
import { receive } from '../../src/db/inbox.ts';
import { mandates } from '../harness/mandated.ts';
import { office } from '../harness/office.ts';

const place = office();
const { parts, relay, by, standing, told, active, opened, signed, confirmed } = mandates(place);

describe('what the bank says by itself', () => {
  const news = async (mandate: string, more: object = {}, serial: string = randomUUID()) => {
    const content = { mandate, state: 'cancelled', cancelledBy: 'holder', ...more };
    const center = place.secrets.center;
    await receive(
      place.db.api,
      { personKeys: parts().personKeys, center },
      {
        ...{ serial, kind: 'bank-mandate', about: mandate, answers: null },
        content: { cancelledOn: '2026-11-28', ...content },
        ...{ by: by('bank', 'channel'), centers: ['210100'] },
      },
    );
    return serial;
  };
  const heard = async () => {
    await place.db.owner.query(`update inbox set available_at = now() where handled_at is null`);
    await handleIncoming(parts());
  };

  it('that the holder ended it there stops debits, however often it is told', async () => {
    const { caseId } = await confirmed();
    const { bank_mandate: number } = await standing(caseId);
    const serial = await news(number!);
    await news(number!, {}, serial);
    await heard();
    await news(number!);
    await heard();
    const row = await standing(caseId);
    expect(row).toMatchObject({
      ...{ state: 'cancelled', ended_by: 'holder', reason: 'cancelled-at-bank' },
    });
    expect(await active(row)).toEqual([]);
    expect((await told(caseId)).filter((kind) => kind === 'mandate-cancelled')).toHaveLength(1);
    // The holder hears of it once, too.
    const papers = (await place.papers(caseId)).filter(({ kind }) => kind === 'mandate-ended');
    expect(papers).toMatchObject([{ params: { state: 'cancelled' } }]);
    const notices = await place.ask(
      `select 1 from outbox where case_id = $1 and key like 'mandate-ended/%'`,
      caseId,
    );
    expect(notices).toHaveLength(1);
  });

  it('is not lost when it comes before the answer to our signing', async () => {
    const { caseId } = await opened();
    await place.world.breaks('bank', 'lost-answer', { times: 1 });
    await relay();
    const items = async () =>
      (
        (await (await fetch(`${place.outside()}/control/bank/mandates?limit=1`)).json()) as {
          items: { number: string }[];
        }
      ).items;
    const [{ number } = { number: '' }] = await items();
    await news(number);
    await heard();
    expect(await standing(caseId)).toMatchObject({ state: 'requested' });
    // As if all its tries were over.
    await place.db.owner.query(
      `update inbox set unasked = false, available_at = now() + interval '1 day' where about = $1`,
      [number],
    );
    await expect
      .poll(async () => {
        await relay();
        return (await standing(caseId)).bank_mandate;
      })
      .toBe(number);
    await handleIncoming(parts());
    expect(await standing(caseId)).toMatchObject({ state: 'cancelled', ended_by: 'holder' });
  });

  it('that it was confirmed there puts it in force', async () => {
    const { caseId } = await signed();
    const { bank_mandate: number } = await standing(caseId);
    await receive(
      place.db.api,
      { personKeys: parts().personKeys, center: place.secrets.center },
      {
        ...{ serial: randomUUID(), kind: 'bank-mandate', about: number!, answers: null },
        content: { mandate: number, state: 'active', confirmedOn: '2026-11-28' },
        ...{ by: by('bank', 'channel'), centers: ['210100'] },
      },
    );
    await heard();
    expect(await standing(caseId)).toMatchObject({ state: 'active' });
  });

  it('counts for nothing from a sender of another center', async () => {
    const { caseId } = await confirmed();
    const { bank_mandate: number } = await standing(caseId);
    const until = (day: string | null) =>
      place.db.owner.query(
        `update staff_scope set valid_to = $1 where staff = 'bank' and center = '210100'`,
        [day],
      );
    await until('2026-01-02');
    await news(number!);
    await heard();
    await until(null);
    expect(await standing(caseId)).toMatchObject({ state: 'active' });
  });
});
