/** Every path of the closing of an empty account, and every stage that waits. */
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { applicantOf, dormancies } from '../harness/dormancy.ts';
import { exits } from '../harness/exits.ts';
import { THIS_MONTH } from '../harness/breaches.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import type { Applicant } from '../builders.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
type World = ReturnType<typeof dormancies>;
const worlds = new WeakMap<Office, World>();
const banks = new WeakMap<Office, ReturnType<typeof exits>>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function dormanciesOf(place: Office): void {
  worlds.set(place, dormancies(place));
  banks.set(place, exits(place));
}

function worldOf(place: Office): World {
  const world = worlds.get(place);
  if (!world) throw new Error('the suite has no empty accounts');
  return world;
}

/** On the day the platform does not answer. */
async function parked(place: Office): Promise<{ caseId: string; person: Applicant }> {
  const { caseId, who, until } = await noticed(place);
  const person = applicantOf(who);
  await place.world.breaks('national', 'down', { person });
  await worldOf(place).goTo(caseId, addDays(until, 1));
  await place.until(caseId, 'needs attention');
  return { caseId, person };
}

/** With interest that is paid first; to no card, where none is on file. */
async function earning(place: Office, stage: string, carded = true) {
  const world = worldOf(place);
  const bank = banks.get(place)!;
  const who = await world.holder();
  await world.earned(who);
  if (carded) await world.carded(who);
  const { caseId, until } = await world.noticed(who);
  await world.goTo(caseId, addDays(until, 1));
  await place.until(caseId, stage);
  return { bank, caseId };
}

async function unknown(place: Office) {
  const { bank, caseId } = await earning(place, 'paying');
  await place.pass(caseId, 'payout');
  await place.until(caseId, 'payment unknown');
  return { bank, caseId };
}

const INTEREST: Readonly<Record<string, Path>> = {
  'interest-paid': async (place) => {
    const { bank, caseId } = await earning(place, 'paying');
    await bank.paid(caseId, 'closed');
    return caseId;
  },
  'interest-refused': async (place) => {
    const { bank, caseId } = await earning(place, 'paying');
    await bank.answers(caseId, { refused: true });
    await place.until(caseId, 'kept');
    return caseId;
  },
  'interest-asked-until-paid': async (place) => {
    const { bank, caseId } = await unknown(place);
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    await place.days(caseId, 1);
    await bank.paid(caseId, 'closed');
    return caseId;
  },
  'kept-without-a-card': async (place) => (await earning(place, 'kept', false)).caseId,
  'waiting-paying': async (place) => (await earning(place, 'paying')).caseId,
  'waiting-payment-unknown': async (place) => (await unknown(place)).caseId,
};

const serving: Path = async (place) => worldOf(place).begin(await worldOf(place).holder());

async function noticed(place: Office) {
  const world = worldOf(place);
  const who = await world.holder();
  return { who, ...(await world.noticed(who)) };
}

export const DORMANT_CLOSING: Readonly<Record<string, Path>> = {
  'served-by-app': async (place) => {
    const world = worldOf(place);
    const phone = '13911113366';
    const who = await world.holder(phone);
    await world.control('PUT', '/app-users', { to: phone });
    const caseId = await world.begin(who);
    await world.hearsOf(caseId, 'notice-delivered');
    await place.until(caseId, 'noticed');
    return caseId;
  },
  'served-by-message-after-the-app': async (place) => {
    const caseId = await serving(place);
    await worldOf(place).hearsOf(caseId, 'notice-delivered');
    await place.until(caseId, 'noticed');
    return caseId;
  },
  'not-served-by-any-way': async (place) => {
    const world = worldOf(place);
    const phone = '13911113377';
    const who = await world.holder(phone);
    // Nobody has told an address: a letter goes nowhere.
    await place.db.owner.query('update person set address = null where id = $1', [who.person]);
    for (const at of ['/recipients', '/app-users']) {
      await world.control('PUT', at, { to: phone, outcome: 'failed', reason: 'x' });
    }
    const caseId = await world.begin(who);
    for (let tries = 0; tries < 3;) {
      await world.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
      tries = (await world.tries(caseId)).length;
    }
    await place.act(caseId, 'serve-again', { by: 'app', ...REASON });
    return caseId;
  },
  'served-by-message': async (place) => {
    const caseId = await serving(place);
    for (let n = 0; n < 6; n += 1) {
      await place.db.owner.query(
        `update outbox set available_at = now() where delivered_at is null`,
      );
      await worldOf(place).relay();
    }
    await place.until(caseId, 'noticed');
    return caseId;
  },
  'not-served': async (place) => {
    const world = worldOf(place);
    const phone = '13911113344';
    const who = await world.holder(phone);
    // Nobody has told an address: a letter goes nowhere.
    await place.db.owner.query('update person set address = null where id = $1', [who.person]);
    await world.control('PUT', '/recipients', { to: phone, outcome: 'failed', reason: 'x' });
    const caseId = await world.begin(who);
    for (let n = 0; n < 12; n += 1) {
      await world.relay();
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
    await place.act(caseId, 'serve-again', { by: 'app', ...REASON });
    return caseId;
  },
  announced: async (place) => {
    const world = worldOf(place);
    const caseId = await serving(place);
    const publishedOn = await world.dayOf(caseId);
    await place.act(caseId, 'announce', {
      ...{ publishedOn, publishedIn: '报纸', ...REASON },
      file: await place.upload(),
    });
    await world.goTo(caseId, addDays(publishedOn, 31));
    await place.until(caseId, 'noticed');
    return caseId;
  },
  closed: async (place) => {
    const { caseId, until } = await noticed(place);
    await worldOf(place).goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'closed');
    return caseId;
  },
  'closed-after-an-answer': async (place) => {
    const { caseId, until } = await noticed(place);
    await worldOf(place).goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'closed');
    return caseId;
  },
  'kept-by-a-loan': async (place) => {
    const { caseId, who, until } = await noticed(place);
    const world = worldOf(place);
    await world.loans(who, [{ center: '210200', state: 'open' }]);
    await world.goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'kept');
    return caseId;
  },
  'parked-and-repaired': async (place) => {
    const { caseId, person } = await parked(place);
    await place.pass(caseId, 'dormancy-parked');
    await place.until(caseId, 'needs attention');
    await place.world.mends('national', person);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'closed');
    return caseId;
  },
  contributing: async (place) => {
    const { caseId, who } = await noticed(place);
    const world = worldOf(place);
    await world.pay(who, THIS_MONTH(), await world.dayOf(caseId));
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'contributing');
    return caseId;
  },
  kept: async (place) => {
    const { caseId, who, until } = await noticed(place);
    await place.db.owner.query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values (gen_random_uuid(), $1, 'court', '（2026）辽01执1号', current_date, 'test')`,
      [who.account],
    );
    await worldOf(place).goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'kept');
    return caseId;
  },
  rechecked: async (place) => {
    const { caseId, who } = await noticed(place);
    const world = worldOf(place);
    await place.act(caseId, 'recheck', {}).catch(() => undefined);
    await world.pay(who, THIS_MONTH(), await world.dayOf(caseId));
    await place.act(caseId, 'recheck', {});
    return caseId;
  },
  withdrawn: async (place) => {
    const { caseId } = await noticed(place);
    await place.act(caseId, 'withdraw', REASON, SUPERVISOR);
    return caseId;
  },
  moved: async (place) => {
    const { caseId, until } = await noticed(place);
    const world = worldOf(place);
    const toOn = addDays(until, 14);
    const ask = { moveGround: 'hindered', toOn, moveDocument: '证明7号', ...REASON };
    for (const answer of ['decline-wait-move', 'confirm-wait-move']) {
      const file = await place.upload(SUPERVISOR);
      await place.act(caseId, 'move-wait', { ...ask, file }, SUPERVISOR);
      await place.act(caseId, answer, REASON, SECOND_SUPERVISOR);
    }
    const [wait] = await place.waits(caseId);
    await world.goTo(caseId, dateAt(wait?.until ?? 0));
    await place.until(caseId, 'closed');
    return caseId;
  },
  'waiting-serving': serving,
  ...INTEREST,
  'waiting-needs-attention': async (place) => (await parked(place)).caseId,
  'waiting-noticed': async (place) => (await noticed(place)).caseId,
};
