/** Every path of the cases about an agreement in force and its breach, and every stage that waits. */
import { addDays, type PlainDate } from '../../src/domain/calendar.ts';
import { agentOf } from '../harness/agents.ts';
import { breaches, THIS_MONTH, type Holder } from '../harness/breaches.ts';
import { CLERK, REVIEWER, SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
const RETURN = { reasonCode: 'other', reason: '事由另附' } as const;
type World = ReturnType<typeof breaches>;
const worlds = new WeakMap<Office, World>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function agreementsOf(place: Office): void {
  worlds.set(place, breaches(place));
}

/** The accounts of a suite. */
export function worldOf(place: Office): World {
  const world = worlds.get(place);
  if (!world) throw new Error('the suite has no accounts that owe');
  return world;
}

interface Asked {
  readonly change: string;
  readonly ground: string;
  readonly agent?: object;
}

async function change(place: Office, who: Holder, wanted: Asked) {
  const content = { account: who.accountId, ...wanted, ...REASON };
  const file = await place.upload();
  return (await place.start('agreement-change', { ...content, file }, CLERK)).caseId;
}

const asks = (wanted: string): Asked => ({ change: wanted, ground: 'holder-asked' });

/** As the holder asks, by an agent. */
async function byAgent(place: Office, wanted: string) {
  const agent = await agentOf(place);
  return change(place, await worldOf(place).holder(), { ...asks(wanted), agent });
}

const asked: Path = async (place) =>
  change(place, await worldOf(place).holder(), { change: 'terminate', ground: 'retired' });

export const AGREEMENT_CHANGE: Readonly<Record<string, Path>> = {
  suspended: async (place) => change(place, await worldOf(place).holder(), asks('suspend')),
  resumed: async (place) => {
    const who = await worldOf(place).holder();
    await change(place, who, asks('suspend'));
    return change(place, who, asks('resume'));
  },
  terminated: async (place) => {
    const caseId = await asked(place);
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    return caseId;
  },
  declined: async (place) => {
    const caseId = await asked(place);
    await place.act(caseId, 'decline', REASON, SUPERVISOR);
    return caseId;
  },
  withdrawn: async (place) => {
    const caseId = await asked(place);
    await place.act(caseId, 'withdraw', REASON, CLERK);
    return caseId;
  },
  'agent-suspended': (place) => byAgent(place, 'suspend'),
  'agent-withdrawn': async (place) => {
    const caseId = await byAgent(place, 'terminate');
    await place.act(caseId, 'withdraw', { ...REASON, byAgent: true });
    return caseId;
  },
  'agent-revoked': async (place) => {
    const caseId = await byAgent(place, 'terminate');
    await place.act(caseId, 'revoke-agent', { ...REASON, file: await place.upload() });
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    return caseId;
  },
  'waiting-awaiting-second-person': asked,
};

const serving: Path = async (place) => (await worldOf(place).missedThree()).caseId;

const curing: Path = async (place) => {
  const caseId = await serving(place);
  await worldOf(place).serve(caseId);
  return caseId;
};

const objected: Path = async (place) => {
  const caseId = await curing(place);
  const objectedOn = await worldOf(place).dayOf(caseId);
  await place.act(caseId, 'object', { objectedOn, ...REASON });
  return caseId;
};

async function expired(place: Office, caseId: string): Promise<PlainDate> {
  const world = worldOf(place);
  await world.serve(caseId);
  const last = await world.cureUntil(caseId);
  await world.goTo(caseId, addDays(last, 1));
  await place.until(caseId, 'to propose');
  return last;
}

const toPropose: Path = async (place) => {
  const caseId = await serving(place);
  await expired(place, caseId);
  return caseId;
};

const proposed: Path = async (place) => {
  const caseId = await toPropose(place);
  await place.act(caseId, 'propose', { serious: false, ...REASON });
  return caseId;
};

async function about(place: Office, fact: string, serious = false): Promise<string> {
  const world = worldOf(place);
  const caseId = await world.shown(await world.holder(), fact);
  await expired(place, caseId);
  await place.act(caseId, 'propose', { serious, ...REASON });
  await place.act(caseId, 'approve', REASON, SUPERVISOR);
  return caseId;
}

const inForce: Path = (place) => about(place, 'undeclared-employment');
const servingDecision: Path = (place) => about(place, 'false-documents', true);

const lifting: Path = async (place) => {
  const caseId = await inForce(place);
  await place.act(caseId, 'propose-lift', { measure: 'agreement-suspended', ...REASON });
  return caseId;
};

export const BREACH: Readonly<Record<string, Path>> = {
  'served-by-message': async (place) => {
    const caseId = await serving(place);
    for (let n = 0; n < 6; n += 1) {
      await place.db.owner.query(
        `update outbox set available_at = now() where delivered_at is null`,
      );
      await worldOf(place).relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
    await place.until(caseId, 'curing');
    return caseId;
  },
  'served-by-app': async (place) => {
    const world = worldOf(place);
    const phone = '13911113388';
    const who = await world.holder(phone);
    await world.control('PUT', '/app-users', { to: phone });
    const { caseId } = await world.missedThree(who);
    for (let n = 0; n < 4; n += 1) {
      await place.db.owner.query(
        `update outbox set available_at = now() where delivered_at is null`,
      );
      await world.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
    await place.until(caseId, 'curing');
    return caseId;
  },
  'not-served': async (place) => {
    const world = worldOf(place);
    const phone = '13911113333';
    const who = await world.holder(phone);
    // Nobody has told an address: a letter goes nowhere.
    await place.db.owner.query('update person set address = null where id = $1', [who.person]);
    await world.control('PUT', '/recipients', { to: phone, outcome: 'failed', reason: 'x' });
    const { caseId } = await world.missedThree(who);
    for (let n = 0; n < 12; n += 1) {
      await world.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
    await place.act(caseId, 'serve-again', { by: 'app', ...REASON });
    return caseId;
  },
  announced: async (place) => {
    const caseId = await serving(place);
    const world = worldOf(place);
    const publishedOn = await world.dayOf(caseId);
    await place.act(caseId, 'announce', {
      ...{ publishedOn, publishedIn: '报纸', ...REASON },
      file: await place.upload(),
    });
    await world.goTo(caseId, addDays(publishedOn, 31));
    await place.until(caseId, 'curing');
    return caseId;
  },
  cured: async (place) => {
    const world = worldOf(place);
    const { caseId, who } = await world.missedThree();
    await world.serve(caseId);
    await world.pay(who, THIS_MONTH(), await world.dayOf(caseId));
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'cured');
    return caseId;
  },
  'cured-late-known': async (place) => {
    const world = worldOf(place);
    const { caseId, who } = await world.missedThree();
    const last = await expired(place, caseId);
    await place.act(caseId, 'propose', { serious: false, ...REASON });
    await world.pay(who, THIS_MONTH(), last);
    await place.act(caseId, 'approve', REASON, SUPERVISOR).catch(() => undefined);
    await place.until(caseId, 'cured');
    return caseId;
  },
  'cure-recorded': async (place) => {
    const world = worldOf(place);
    const caseId = await world.shown(await world.holder(), 'several-accounts');
    const curedOn = await world.dayOf(caseId);
    await place.act(caseId, 'record-cure', { curedOn, ...REASON, file: await place.upload() });
    return caseId;
  },
  'objection-upheld': async (place) => {
    const caseId = await objected(place);
    await place.act(caseId, 'decide-objection', { upheld: true, ...REASON }, REVIEWER);
    return caseId;
  },
  'objection-rejected': async (place) => {
    const caseId = await objected(place);
    await place.act(caseId, 'decide-objection', { upheld: false, ...REASON }, REVIEWER);
    return caseId;
  },
  returned: async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'return', RETURN, SUPERVISOR);
    return caseId;
  },
  concluded: async (place) => {
    const caseId = await proposed(place);
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    return caseId;
  },
  terminated: async (place) => {
    const caseId = await servingDecision(place);
    await worldOf(place).serve(caseId);
    return caseId;
  },
  lifted: async (place) => {
    const caseId = await lifting(place);
    await place.act(caseId, 'approve-lift', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  'not-lifted': async (place) => {
    const caseId = await lifting(place);
    await place.act(caseId, 'decline-lift', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  'ended-by-itself': async (place) => {
    const caseId = await about(place, 'fraudulent-withdrawal');
    await worldOf(place).goTo(caseId, addDays(await worldOf(place).dayOf(caseId), 3 * 366 + 2));
    await place.until(caseId, 'concluded');
    return caseId;
  },
  withdrawn: async (place) => {
    const caseId = await inForce(place);
    await place.act(caseId, 'withdraw', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  'waiting-serving': serving,
  'waiting-curing': curing,
  'waiting-objected': objected,
  'waiting-to-propose': toPropose,
  'waiting-proposed': proposed,
  'waiting-serving-decision': servingDecision,
  'waiting-in-force': inForce,
  'waiting-lifting': lifting,
};
