/** Every path by which an account is taken up (单位转灵活, 恢复缴存), and every stage that waits. */
import type { TakeUpWay } from '../../src/domain/vocabulary.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { takeUps, type Known } from '../harness/take-ups.ts';
import { REVIEWER, SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
const RETURN = { reasonCode: 'entry-wrong' } as const;
const OTHER_WORK = { employment: { form: 'new-form', occupation: '网约车司机' } };
type World = ReturnType<typeof takeUps>;
const worlds = new WeakMap<Office, World>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function takeUpsOf(place: Office): void {
  worlds.set(place, takeUps(place));
}

function worldOf(place: Office): World {
  const world = worlds.get(place);
  if (!world) throw new Error('the suite has no accounts to take up');
  return world;
}

type Holder = (place: Office, stated?: Parameters<World['former']>[0]) => Promise<Known>;
const employee: Holder = (place, stated) => worldOf(place).employee({}, stated);
const former: Holder = (place, stated) => worldOf(place).former(stated);

interface Started {
  readonly stage: string;
  readonly more?: Record<string, unknown>;
  readonly stated?: Parameters<World['former']>[0];
}

function paths(type: TakeUpWay, holder: Holder): Readonly<Record<string, Path>> {
  async function at(place: Office, { stage, more = {}, stated }: Started): Promise<string> {
    const caseId = await worldOf(place).start(type, await holder(place, stated), more);
    await place.until(caseId, stage);
    return caseId;
  }
  const offered: Path = (place) => at(place, { stage: 'awaiting signature' });
  const refused: Path = (place) => at(place, { stage: 'refused', more: { drawsPension: true } });
  const incomplete: Path = (place) =>
    at(place, { stage: 'incomplete', more: { contribution: undefined } });
  const deferred: Path = async (place) => {
    const who = await holder(place);
    const known = { accounts: [{ center: '110100', state: 'normal' }] } as const;
    await place.world.person(known, who.person);
    const caseId = await worldOf(place).start(type, who);
    await place.until(caseId, 'deferred');
    return caseId;
  };
  const inReview: Path = async (place) => {
    const who = await holder(place);
    await place.world.person({ fraudFlag: true }, who.person);
    const caseId = await worldOf(place).start(type, who);
    await place.until(caseId, 'in review');
    return caseId;
  };
  const parked: Path = async (place) => {
    const who = await holder(place);
    await place.world.breaks('national', 'down', { person: who.person });
    const caseId = await worldOf(place).start(type, who);
    await place.until(caseId, 'needs attention');
    return caseId;
  };
  async function sideBySide(place: Office): Promise<readonly [string, string]> {
    const who = await holder(place);
    const first = await worldOf(place).start(type, who);
    await place.until(first, 'awaiting signature');
    const second = await worldOf(place).start(type, who);
    await place.until(second, 'contested');
    return [first, second];
  }
  return {
    'taken-up': async (place) => {
      const caseId = await offered(place);
      await place.sign(caseId);
      await place.until(caseId, 'taken up');
      return caseId;
    },
    'taken-up-after-new-answers': async (place) => {
      const caseId = await offered(place);
      await place.days(caseId, 9);
      await place.sign(caseId);
      await place.until(caseId, 'taken up');
      return caseId;
    },
    lapsed: async (place) => {
      const caseId = await offered(place);
      await place.pass(caseId, 'signature', -24 * 3_600_000);
      await place.pass(caseId, 'signature');
      await place.until(caseId, 'lapsed');
      return caseId;
    },
    supplemented: async (place) => {
      const who = await holder(place);
      const caseId = await worldOf(place).start(type, who, { contribution: undefined });
      await place.until(caseId, 'incomplete');
      await place.act(caseId, 'supplement', { application: await worldOf(place).form(who) });
      await place.until(caseId, 'awaiting signature');
      await place.sign(caseId);
      await place.until(caseId, 'taken up');
      return caseId;
    },
    reviewed: async (place) => {
      const caseId = await inReview(place);
      const act = { ...REASON, finding: 'fraud-flag', cleared: true };
      await place.act(caseId, 'review', act, REVIEWER);
      await place.until(caseId, 'awaiting signature');
      return caseId;
    },
    'sent-back': async (place) => {
      const who = await holder(place);
      await place.world.person({ fraudFlag: true }, who.person);
      const caseId = await worldOf(place).start(type, who);
      await place.until(caseId, 'in review');
      await place.act(caseId, 'send-back', RETURN, REVIEWER);
      await place.act(caseId, 'resubmit', REASON);
      await place.act(caseId, 'send-back', RETURN, REVIEWER);
      const application = await worldOf(place).form(who, OTHER_WORK);
      await place.act(caseId, 'correct', { ...REASON, application });
      await place.until(caseId, 'in review');
      return caseId;
    },
    repaired: async (place) => {
      const caseId = await parked(place);
      await place.world.mends('national');
      await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
      await place.until(caseId, 'awaiting signature');
      return caseId;
    },
    'finally-refused': async (place) => {
      const caseId = await refused(place);
      await place.pass(caseId, 'review-window');
      return caseId;
    },
    withdrawn: async (place) => {
      const caseId = await offered(place);
      await place.act(caseId, 'withdraw', REASON);
      return caseId;
    },
    discontinued: async (place) => {
      const [, second] = await sideBySide(place);
      await place.act(second, 'verdict', { ...REASON, verdict: 'duplicate' }, REVIEWER);
      return second;
    },
    'waiting-incomplete': incomplete,
    'waiting-contested': async (place) => (await sideBySide(place))[1],
    'waiting-needs-attention': parked,
    'waiting-in-review': inReview,
    'waiting-sent-back': async (place) => {
      const caseId = await inReview(place);
      await place.act(caseId, 'send-back', RETURN, REVIEWER);
      return caseId;
    },
    'waiting-deferred': deferred,
    'waiting-awaiting-signature': offered,
    'waiting-not-accepted': async (place) => {
      const caseId = await incomplete(place);
      await place.pass(caseId, 'supplement');
      await place.until(caseId, 'not accepted');
      return caseId;
    },
    'waiting-refused': refused,
    'waiting-in-human-review': async (place) => {
      const caseId = await refused(place);
      await place.act(caseId, 'request-human-review', REASON);
      return caseId;
    },
  };
}

async function unsealed(place: Office) {
  const who = await worldOf(place).employee({ state: 'normal' });
  const caseId = await worldOf(place).convert(who);
  await place.until(caseId, 'awaiting unit');
  return { who, caseId };
}

export const CONVERSION_TO_FLEXIBLE: Readonly<Record<string, Path>> = {
  ...paths('conversion-to-flexible', employee),
  'sealed-late': async (place) => {
    const { who, caseId } = await unsealed(place);
    await worldOf(place).tells('sealed', who.account, today());
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    return caseId;
  },
  'told-of-something-else': async (place) => {
    const { caseId } = await unsealed(place);
    await place.handle(caseId).signal('news');
    await place.temporal.clock.untilIdle(place.handle(caseId));
    return caseId;
  },
  'sealed-unheard': async (place) => {
    const { who, caseId } = await unsealed(place);
    await worldOf(place).tells('sealed', who.account, today());
    await place.pass(caseId, 'unit-seal');
    await place.until(caseId, 'awaiting signature');
    return caseId;
  },
  'not-sealed': async (place) => {
    const { caseId } = await unsealed(place);
    await place.pass(caseId, 'unit-seal');
    await place.until(caseId, 'refused');
    return caseId;
  },
  'seal-awaited-longer': async (place) => {
    const { who, caseId } = await unsealed(place);
    const file = await place.upload(SUPERVISOR);
    const asked = { moveGround: 'hindered', moveDocument: '单位说明7号', file, ...REASON };
    const toOn = addDays(today(), 60);
    await place.act(caseId, 'move-wait', { ...asked, toOn }, SUPERVISOR);
    await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    await place.pass(caseId, 'unit-seal', -60_000);
    await worldOf(place).tells('sealed', who.account, today());
    await place.handle(caseId).signal('news');
    await place.until(caseId, 'awaiting signature');
    return caseId;
  },
  'waiting-awaiting-unit': async (place) => (await unsealed(place)).caseId,
};

export const RESUMPTION: Readonly<Record<string, Path>> = paths('resumption', former);
