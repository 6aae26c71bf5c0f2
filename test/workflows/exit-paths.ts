/** The paths of leaving (退出销户), as short stories to be recorded: every ending, every stage that waits. */
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { agentOf } from '../harness/agents.ts';
import { exits } from '../harness/exits.ts';
import { newCard } from '../harness/mandated.ts';
import { REVIEWER, SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import { heirsWorld } from './death-paths.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
const LOAN = { center: '210200', state: 'open' };
const BOTH = { unit: '8000.00', sealedOn: '2026-08-31' };
const GATE = plainDate('2027-03-01');
type World = ReturnType<typeof exits>;
const worlds = new WeakMap<Office, World>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function exitsOf(place: Office): void {
  worlds.set(place, exits(place));
}

function worldOf(place: Office): World {
  const world = worlds.get(place);
  if (!world) throw new Error('the suite has nobody who leaves');
  return world;
}

const offered: Path = async (place) => {
  const world = worldOf(place);
  return world.offered(await world.leaver());
};
const paying: Path = async (place) => {
  const world = worldOf(place);
  return world.signed(await world.leaver(), 'paying');
};

async function atGate(place: Office) {
  const world = worldOf(place);
  const who = await world.leaver(BOTH);
  const caseId = await world.signed(who, 'paying');
  await world.paid(caseId, 'awaiting gate');
  return { world, who, caseId };
}

/** The heirs ask for what is left while it waits. */
async function besideHeirs(place: Office) {
  const { world, who, caseId } = await atGate(place);
  const heirs = heirsWorld(place);
  const death = await heirs.inReview(who, [heirs.heir('李四', 1)]);
  return { world, caseId, heirs, death };
}

const BESIDE: Readonly<Record<string, Path>> = {
  'ended-by-death': async (place) => {
    const { world, caseId, heirs, death } = await besideHeirs(place);
    await heirs.review(death);
    await world.relay();
    await place.until(caseId, 'deceased');
    return caseId;
  },
  'ended-by-death-on-its-day': async (place) => {
    const { world, caseId, heirs, death } = await besideHeirs(place);
    await heirs.review(death);
    await world.goTo(caseId, GATE);
    await place.until(caseId, 'deceased');
    return caseId;
  },
  'waits-for-a-case': async (place) => {
    const { world, caseId, heirs, death } = await besideHeirs(place);
    await world.goTo(caseId, GATE);
    await place.until(caseId, 'settling');
    await heirs.review(death, false);
    await world.goTo(caseId, addDays(GATE, 1));
    await place.until(caseId, 'paying');
    return caseId;
  },
  'told-beside-a-hold': async (place) => {
    const { world, who, caseId } = await atGate(place);
    await world.loans(who, [LOAN]);
    await world.hold(who);
    await world.goTo(caseId, GATE);
    await place.until(caseId, 'awaiting settlement');
    await world.loans(who, [{ ...LOAN, state: 'settled' }]);
    await place.act(caseId, 'recheck', REASON);
    await place.until(caseId, 'told');
    return caseId;
  },
};

async function failed(place: Office): Promise<string> {
  const caseId = await paying(place);
  await worldOf(place).answers(caseId, { refused: true });
  await place.until(caseId, 'payment failed');
  return caseId;
}

/** Another card than the one that is debited: another person looks. */
async function lookedAt(place: Office, caseId: string): Promise<void> {
  await place.until(caseId, 'in review');
  await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
  await place.until(caseId, 'paying');
}

async function parked(place: Office) {
  const world = worldOf(place);
  const who = await world.leaver();
  await place.world.breaks('national', 'down', { person: who.applicant });
  const caseId = await world.asked(who);
  await place.until(caseId, 'needs attention');
  return { who, caseId };
}

async function watching(place: Office) {
  const world = worldOf(place);
  const who = await world.leaver();
  await world.loans(who, [LOAN]);
  const caseId = await world.asked(who);
  await place.until(caseId, 'awaiting settlement');
  return { world, who, caseId };
}

async function unknown(place: Office): Promise<string> {
  const caseId = await paying(place);
  await place.pass(caseId, 'payout');
  await place.until(caseId, 'payment unknown');
  return caseId;
}

/** By an agent with a letter for everything that is left to do. */
async function byAgent(place: Office) {
  const world = worldOf(place);
  const agent = await agentOf(place);
  return world.offered(await world.leaver(), { agent });
}

async function movedGate(place: Office, more: object) {
  const { world, caseId } = await atGate(place);
  await moved(place, caseId, more);
  return { world, caseId };
}

async function moved(place: Office, caseId: string, more: object): Promise<void> {
  const file = await place.upload(SUPERVISOR);
  const asked = { ...REASON, moveDocument: '封〔2026〕7号', file, ...more };
  await place.act(caseId, 'move-wait', asked, SUPERVISOR);
  await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
}

const MOVED: Readonly<Record<string, Path>> = {
  'gate-corrected': async (place) => {
    const more = { moveGround: 'corrected-date', correctedOn: '2026-08-15' };
    const { world, caseId } = await movedGate(place, more);
    await world.goTo(caseId, plainDate('2027-02-16'));
    await place.until(caseId, 'paying');
    return caseId;
  },
  'seal-corrected-under-a-court': async (place) => {
    const { world, caseId } = await movedGate(place, {
      ...{ moveGround: 'court-order', toOn: '2027-04-11' },
    });
    await moved(place, caseId, { moveGround: 'corrected-date', correctedOn: '2026-08-15' });
    await world.goTo(caseId, plainDate('2027-04-12'));
    await place.until(caseId, 'paying');
    return caseId;
  },
  'gate-by-court': async (place) =>
    (await movedGate(place, { moveGround: 'court-order', toOn: '2027-04-11' })).caseId,
};

/** Found to be sealed for longer than was known: the gate is open, and whoever looks pays. */
const OLDER: Path = async (place) => {
  const { world, who, caseId } = await atGate(place);
  await place.db.owner.query(
    `update seal set ended_on = sealed_on, end_how = 'x', ended_by = 'x' where account = $1
      and source = 'unit'`,
    [who.account],
  );
  await world.sealed(who, '2026-03-31');
  await world.news(caseId);
  await place.until(caseId, 'paying');
  return caseId;
};

const AGENTS: Readonly<Record<string, Path>> = {
  'agent-signed': async (place) => {
    const caseId = await byAgent(place);
    const file = await place.upload();
    await place.act(caseId, 'sign', { file, datesExplained: true, byAgent: true });
    await place.until(caseId, 'paying');
    return caseId;
  },
  'agent-revoked': async (place) => {
    const caseId = await byAgent(place);
    await place.act(caseId, 'revoke-agent', { ...REASON, file: await place.upload() });
    await place.act(caseId, 'register-agent', { agent: await agentOf(place, { acts: ['sign'] }) });
    return caseId;
  },
};

const ENDINGS: Readonly<Record<string, Path>> = {
  closed: async (place) => {
    const caseId = await paying(place);
    await worldOf(place).paid(caseId, 'closed');
    return caseId;
  },
  'closed-at-the-gate': async (place) => {
    const { world, caseId } = await atGate(place);
    await world.goTo(caseId, GATE);
    await place.until(caseId, 'paying');
    await world.paid(caseId, 'closed', GATE);
    return caseId;
  },
  'counted-at-the-gate': async (place) => {
    const { world, caseId } = await atGate(place);
    await world.goTo(caseId, GATE);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'counted-after-the-regret': notRegretted,
  escalated: async (place) => {
    const world = worldOf(place);
    const caseId = await world.offered(await world.leaver(BOTH), { bankCard: newCard() });
    await world.sign(caseId);
    await place.until(caseId, 'in review');
    await place.days(caseId, 7);
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'closed-with-nothing': async (place) => {
    const world = worldOf(place);
    return world.signed(await world.leaver({ flexible: '0.00' }), 'closed');
  },
  refused: async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    await world.hold(who);
    const caseId = await world.asked(who);
    await place.until(caseId, 'refused');
    return caseId;
  },
  'refused-at-the-gate': async (place) => {
    const { world, who, caseId } = await atGate(place);
    await world.hold(who);
    await world.news(caseId);
    await world.goTo(caseId, GATE);
    await place.until(caseId, 'refused');
    return caseId;
  },
  told: async (place) => {
    const { world, who, caseId } = await watching(place);
    await place.pass(caseId, 'exit-loan');
    await world.loans(who, [{ ...LOAN, state: 'settled' }]);
    await place.act(caseId, 'recheck', REASON);
    await place.until(caseId, 'told');
    return caseId;
  },
  'not-watched-any-more': async (place) => {
    const { caseId } = await watching(place);
    await place.act(caseId, 'stop-watching', REASON);
    return caseId;
  },
  'not-signed': async (place) => {
    const caseId = await offered(place);
    await place.pass(caseId, 'exit-signature');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  'not-mended': async (place) => {
    const caseId = await failed(place);
    await place.pass(caseId, 'payout-card');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  withdrawn: async (place) => {
    const { caseId } = await atGate(place);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
};

const ON_THE_WAY: Readonly<Record<string, Path>> = {
  'employed-again': async (place) => {
    const { world, who, caseId } = await atGate(place);
    const day = plainDate('2027-02-10');
    await world.goTo(caseId, day);
    await world.unit(who, 'converted-to-employee', day);
    await world.news(caseId);
    await world.unit(who, 'unit-sealed', plainDate('2027-02-11'));
    await world.news(caseId);
    return caseId;
  },
  // A hold stands against it all the while: what becomes of the seal is told all the same.
  'employed-again-while-held': async (place) => {
    const { world, who, caseId } = await atGate(place);
    const day = plainDate('2027-02-10');
    await world.goTo(caseId, day);
    const held = await world.hold(who);
    await world.unit(who, 'converted-to-employee', day);
    await world.news(caseId);
    await world.unit(who, 'unit-sealed', plainDate('2027-02-11'));
    await world.news(caseId);
    await world.release(held);
    await world.news(caseId);
    return caseId;
  },
  // The unit tells of its seal when the half year of it is over already.
  'sealed-long-ago': async (place) => {
    const { world, who, caseId } = await atGate(place);
    const day = plainDate('2027-02-10');
    await world.goTo(caseId, day);
    await world.unit(who, 'converted-to-employee', day);
    await world.news(caseId);
    await world.goTo(caseId, plainDate('2027-08-20'));
    await world.unit(who, 'unit-sealed', plainDate('2027-02-11'));
    await world.news(caseId);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'paid-to-another-card': async (place) => {
    const caseId = await failed(place);
    await place.act(caseId, 'change-card', { bankCard: newCard(), ...REASON });
    await lookedAt(place, caseId);
    await worldOf(place).paid(caseId, 'closed');
    return caseId;
  },
  'paid-after-two-looks-at-cards': async (place) => {
    const world = worldOf(place);
    const caseId = await world.offered(await world.leaver(), { bankCard: newCard() });
    await world.sign(caseId);
    await lookedAt(place, caseId);
    await world.answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    await place.act(caseId, 'change-card', { bankCard: newCard(), ...REASON });
    await lookedAt(place, caseId);
    await world.paid(caseId, 'closed');
    return caseId;
  },
  'paid-again': async (place) => {
    const caseId = await failed(place);
    await place.act(caseId, 'pay-again', REASON);
    await place.until(caseId, 'paying');
    await worldOf(place).paid(caseId, 'closed');
    return caseId;
  },
  'asked-until-paid': async (place) => {
    const caseId = await unknown(place);
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    await place.days(caseId, 1);
    await worldOf(place).paid(caseId, 'closed');
    return caseId;
  },
  'checked-again': async (place) => {
    const { who, caseId } = await parked(place);
    await place.pass(caseId, 'exit-parked');
    await place.until(caseId, 'needs attention');
    await place.world.mends('national', who.applicant);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'awaiting signature');
    return caseId;
  },
  delayed: async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    await world.debited(who);
    const caseId = await world.signed(who, 'settling');
    await world.debitBack(who, false);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    return caseId;
  },
};

/** A window in which it can be regretted: the worker reads the figure anew. */
async function inWindow(place: Office, money: Parameters<World['leaver']>[0] = {}) {
  const world = worldOf(place);
  await world.withFigure('exit-regret', '7');
  const who = await world.leaver(money);
  const caseId = await world.signed(who, 'regret');
  await world.withFigure('exit-regret', '0');
  return { world, who, caseId };
}

const regretting = async (place: Office) => (await inWindow(place)).caseId;

export const EXIT_PATHS: Readonly<Record<string, Path>> = {
  ...ENDINGS,
  ...ON_THE_WAY,
  ...AGENTS,
  ...MOVED,
  'gate-open-when-looked-at': OLDER,
  ...BESIDE,
  regretted: async (place) => {
    const caseId = await regretting(place);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  // A loan that arose in the window: nothing was paid, and the agreement goes on.
  'refused-after-regret': async (place) => {
    const { world, who, caseId } = await inWindow(place, BOTH);
    await world.loans(who, [LOAN]);
    await place.pass(caseId, 'exit-regret');
    await place.until(caseId, 'awaiting settlement');
    return caseId;
  },
  'not-regretted': notRegretted,
  // By another reading nothing flexible waits any more: paid at once, the rest on its new day.
  'freed-by-another-reading': async (place) => {
    const world = worldOf(place);
    await world.withFigure('seal-clock', 'whole-account');
    const caseId = await world.signed(await world.leaver(BOTH), 'awaiting gate');
    await world.withFigure('seal-clock', 'employee-portion');
    await world.news(caseId);
    await place.until(caseId, 'paying');
    await world.paid(caseId, 'awaiting gate');
    return caseId;
  },
  'waiting-awaiting-signature': offered,
  'waiting-regret': regretting,
  'waiting-paying': paying,
  'waiting-payment-unknown': unknown,
  'waiting-payment-failed': failed,
  'waiting-awaiting-gate': async (place) => (await atGate(place)).caseId,
  'waiting-awaiting-settlement': async (place) => (await watching(place)).caseId,
  'waiting-needs-attention': async (place) => (await parked(place)).caseId,
};
async function notRegretted(place: Office): Promise<string> {
  const caseId = await regretting(place);
  await place.pass(caseId, 'exit-regret');
  await place.until(caseId, 'paying');
  return caseId;
}
