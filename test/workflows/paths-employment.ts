/** Every path by which an account goes over to a unit (灵活转单位), and every stage that waits. */
import { expect, vi } from 'vitest';
import { monthOf } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { breaches, type Holder } from '../harness/breaches.ts';
import { takeUps } from '../harness/take-ups.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
interface World {
  readonly holders: ReturnType<typeof breaches>;
  readonly units: ReturnType<typeof takeUps>;
}
const worlds = new WeakMap<Office, World>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function employmentsOf(place: Office): void {
  worlds.set(place, { holders: breaches(place), units: takeUps(place) });
}

function worldOf(place: Office): World {
  const world = worlds.get(place);
  if (!world) throw new Error('the suite has no units');
  return world;
}

async function told(place: Office, event: string, more = {}) {
  const { holders, units } = worldOf(place);
  const who = await holders.holder();
  await units.tells(event, who.account, today(), more);
  const [row] = await place.ask<{ case_id: string }>(
    'select case_id from employment where account = $1',
    who.account,
  );
  const caseId = row!.case_id;
  await vi.waitFor(
    async () => {
      await holders.relay();
      expect((await place.ask('select 1 from "case" where id = $1', caseId)).length).toBe(1);
    },
    { timeout: 20_000, interval: 50 },
  );
  return { who, caseId };
}

async function listed(place: Office) {
  const begun = await told(place, 'listed');
  await place.until(begun.caseId, 'awaiting contribution');
  return begun;
}

async function pays(place: Office, { account }: Holder): Promise<void> {
  const month = monthOf(today());
  await worldOf(place).units.tells('contributed', account, today(), { month });
}

const proposed: Path = async (place) => {
  const who = await worldOf(place).holders.holder();
  const content = {
    ...{ account: who.accountId, unit: 'DW000042', firstMonth: monthOf(today()), ...REASON },
    file: await place.upload(SUPERVISOR),
  };
  const { caseId } = await place.start('conversion-to-employee', content, SUPERVISOR);
  await place.until(caseId, 'awaiting second person');
  return caseId;
};

const carriedAway: Path = async (place) => {
  const { who, caseId } = await listed(place);
  await place.db.owner.query(
    `insert into hold (id, account, kind, document, placed_on, placed_by)
     values (gen_random_uuid(), $1, 'transfer', 'LXH-1', current_date, 'test')`,
    [who.account],
  );
  await place.handle(caseId).signal('news');
  await place.until(caseId, 'not converted');
  return caseId;
};

export const CONVERSION_TO_EMPLOYEE: Readonly<Record<string, Path>> = {
  converted: async (place) => {
    const { caseId } = await told(place, 'contributed', { month: monthOf(today()) });
    await place.until(caseId, 'converted');
    return caseId;
  },
  'listed-and-paid': async (place) => {
    const { who, caseId } = await listed(place);
    await pays(place, who);
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'converted');
    return caseId;
  },
  'paid-unheard': async (place) => {
    const { who, caseId } = await listed(place);
    await pays(place, who);
    await place.pass(caseId, 'first-contribution');
    await place.until(caseId, 'converted');
    return caseId;
  },
  rechecked: async (place) => {
    const { who, caseId } = await listed(place);
    await pays(place, who);
    await place.act(caseId, 'recheck', {}, SUPERVISOR);
    await place.until(caseId, 'converted');
    return caseId;
  },
  'not-contributed': async (place) => {
    const { caseId } = await listed(place);
    await place.pass(caseId, 'first-contribution');
    await place.until(caseId, 'not contributed');
    return caseId;
  },
  withdrawn: async (place) => {
    const { caseId } = await listed(place);
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    return caseId;
  },
  'not-converted': carriedAway,
  /** The same, since the holder is told. */
  'not-converted-told': carriedAway,
  approved: async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'approve', REASON, SECOND_SUPERVISOR);
    await place.until(caseId, 'converted');
    return caseId;
  },
  declined: async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'decline', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  'proposal-withdrawn': async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    return caseId;
  },
  'waiting-awaiting-contribution': async (place) => (await listed(place)).caseId,
  'waiting-awaiting-second-person': proposed,
};
