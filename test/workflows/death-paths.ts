/** The paths of a payment after a death (死亡提取), as short stories to be recorded. */
import { idNumber } from '../builders.ts';
import { agentOf } from '../harness/agents.ts';
import { deaths } from '../harness/deaths.ts';
import { newCard } from '../harness/mandated.ts';
import { CLERK, refusalOf, REVIEWER, SUPERVISOR, type Office } from '../harness/office.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
type World = ReturnType<typeof deaths>;
const worlds = new WeakMap<Office, World>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function deathsOf(place: Office): void {
  worlds.set(place, deaths(place));
}

export function heirsWorld(place: Office): World {
  return worldOf(place);
}

function worldOf(place: Office): World {
  const world = worlds.get(place);
  if (!world) throw new Error('the suite has no heirs');
  return world;
}

const heirsOf = ({ heir }: World) => [heir('李四', 2, { relation: 'spouse' }), heir('张甲', 1)];

const inReview: Path = async (place) => {
  const world = worldOf(place);
  return world.inReview(await world.leaver(), heirsOf(world));
};
const paying: Path = async (place) => {
  const world = worldOf(place);
  return world.paying(await world.leaver(), heirsOf(world));
};

async function failed(place: Office): Promise<string> {
  const caseId = await paying(place);
  await worldOf(place).answers(caseId, { refused: true });
  await place.until(caseId, 'payment failed');
  return caseId;
}

async function heldBetween(place: Office) {
  const world = worldOf(place);
  const who = await world.leaver();
  const caseId = await world.paying(who, heirsOf(world));
  const hold = await world.hold(who);
  await world.answers(caseId);
  await place.until(caseId, 'settling');
  return { caseId, hold };
}

/** Every payment that is left, the interest of later days included. */
async function rest(place: Office, caseId: string): Promise<string> {
  for (let n = 0; n < 8 && (await place.row(caseId)).stage !== 'closed'; n += 1) {
    await worldOf(place).answers(caseId);
  }
  await place.until(caseId, 'closed');
  return caseId;
}

async function parked(place: Office) {
  const world = worldOf(place);
  const who = await world.leaver();
  await place.world.breaks('national', 'down', { person: who.applicant });
  const caseId = await world.asked(who, heirsOf(world));
  await place.until(caseId, 'needs attention');
  return { who, caseId };
}

/** For the second heir; the first one came. */
const SECOND = { more: { forHeirs: [2] } };

async function byAgent(place: Office): Promise<string> {
  const world = worldOf(place);
  const form = await world.form(await world.leaver(), heirsOf(world));
  const agent = await agentOf(place, SECOND);
  const { caseId } = await place.start('death-payout', { ...form, agent }, CLERK);
  await place.until(caseId, 'in review');
  return caseId;
}

const AGENTS: Readonly<Record<string, Path>> = {
  'agent-begun': async (place) => {
    const caseId = await byAgent(place);
    await worldOf(place).review(caseId);
    await place.until(caseId, 'paying');
    return rest(place, caseId);
  },
  'agent-withdrawn': async (place) => {
    const caseId = await byAgent(place);
    await place.act(caseId, 'withdraw', { ...REASON, byAgent: true });
    return caseId;
  },
  'agent-revoked': async (place) => {
    const caseId = await byAgent(place);
    await place.act(caseId, 'revoke-agent', { ...REASON, file: await place.upload() });
    await place.act(caseId, 'register-agent', { agent: await agentOf(place, SECOND) });
    return caseId;
  },
  /** The letter comes later, while nobody says who the agent is, and once more. */
  'agent-asked-again': async (place) => {
    const caseId = await inReview(place);
    const person = { name: '王代理', type: 'resident-id', number: idNumber('19800101') };
    const agent = await agentOf(place, { ...SECOND, number: person.number });
    await place.world.breaks('identity', 'down', { person });
    await refusalOf(place.act(caseId, 'register-agent', { agent }));
    await place.world.mends('identity', person);
    await place.act(caseId, 'register-agent', { agent });
    return caseId;
  },
};

/** The dead person's own exit waits for its gate; the approval ends it, and the heirs are paid the rest. */
const besideAnExit: Path = async (place) => {
  const world = worldOf(place);
  const who = await world.leaver({ unit: '8000.00', sealedOn: '2026-08-31' });
  await world.paid(await world.signed(who, 'paying'), 'awaiting gate');
  const caseId = await world.inReview(who, heirsOf(world));
  await world.review(caseId);
  await place.until(caseId, 'paying');
  return rest(place, caseId);
};

/** The card that was named after the review is looked at. */
const toAnotherCard: Path = async (place) => {
  const caseId = await failed(place);
  await place.act(caseId, 'change-card', { bankCard: newCard('李四'), ...REASON });
  await place.until(caseId, 'in review');
  await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
  await place.until(caseId, 'paying');
  return rest(place, caseId);
};

export const DEATH_PATHS: Readonly<Record<string, Path>> = {
  ...AGENTS,
  closed: async (place) => rest(place, await paying(place)),
  'paid-to-another-card': toAnotherCard,
  'paid-after-a-look-at-the-card': toAnotherCard,
  'beside-an-exit': besideAnExit,
  'paid-again': async (place) => {
    const caseId = await failed(place);
    await place.act(caseId, 'pay-again', REASON);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'asked-until-paid': async (place) => {
    const caseId = await paying(place);
    await place.pass(caseId, 'payout');
    await place.until(caseId, 'payment unknown');
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    return rest(place, caseId);
  },
  'taken-as-income': async (place) => {
    const world = worldOf(place);
    const caseId = await world.inReview(await world.leaver(), [], { basis: 'no-heirs' });
    await world.review(caseId);
    await place.until(caseId, 'closed');
    return caseId;
  },
  refused: async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    await world.hold(who);
    const caseId = await world.asked(who, heirsOf(world));
    await place.until(caseId, 'refused');
    return caseId;
  },
  declined: async (place) => {
    const caseId = await inReview(place);
    await worldOf(place).review(caseId, false);
    return caseId;
  },
  withdrawn: async (place) => {
    const caseId = await inReview(place);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  'checked-again': async (place) => {
    const { who, caseId } = await parked(place);
    await place.pass(caseId, 'death-parked');
    await place.until(caseId, 'needs attention');
    await place.world.mends('national', who.applicant);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'in review');
    return caseId;
  },
  delayed: async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    const caseId = await world.inReview(who, heirsOf(world));
    await world.debited(who);
    await world.review(caseId);
    await place.until(caseId, 'settling');
    await world.debitBack(who, false);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    return caseId;
  },
  'waiting-in-review': inReview,
  /** The first heir is paid, and a court holds the rest. */
  'waiting-held-between-heirs': async (place) => (await heldBetween(place)).caseId,
  'held-between-heirs': async (place) => {
    const { caseId, hold } = await heldBetween(place);
    await worldOf(place).release(hold);
    await place.pass(caseId, 'death-held');
    return rest(place, caseId);
  },
  'an-heir-nobody-knows': async (place) => {
    const world = worldOf(place);
    const known = { identityResult: 'not-found' } as const;
    const { number } = await place.world.person(known, { name: '无此人' });
    const document = { type: 'resident-id', number };
    const caseId = await world.asked(await world.leaver(), [world.heir('无此人', 1, { document })]);
    await place.until(caseId, 'refused');
    return caseId;
  },
  'waiting-paying': paying,
  'waiting-payment-failed': failed,
  'waiting-payment-unknown': async (place) => {
    const caseId = await paying(place);
    await place.pass(caseId, 'payout');
    await place.until(caseId, 'payment unknown');
    return caseId;
  },
  'waiting-needs-attention': async (place) => (await parked(place)).caseId,
};
