/**
 * The paths of a change of personal data (信息变更), as short stories to be recorded; and of withdrawals and exits
 * that come soon after one, or meet one on their way.
 */
import { idNumber } from '../builders.ts';
import { newCard } from '../harness/mandated.ts';
import { CLERK, REVIEWER, SUPERVISOR, type Office } from '../harness/office.ts';
import { personal } from '../harness/personal.ts';
import type { Path } from './path.ts';

const REASON = { reason: '说明' };
const RETURN = { reasonCode: 'entry-wrong' } as const;
const APPROVE = { approve: true, reason: '已向本人核实' };
type World = ReturnType<typeof personal>;
const worlds = new WeakMap<Office, World>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function personalOf(place: Office): void {
  worlds.set(place, personal(place));
}

function worldOf(place: Office): World {
  const world = worlds.get(place);
  if (!world) throw new Error('the suite has nobody whose data change');
  return world;
}

const aNumber = () => ({ document: { type: 'resident-id', number: idNumber() } });

const inReview: Path = async (place) => {
  const world = worldOf(place);
  return world.inReview(await world.leaver(), aNumber());
};

const incomplete: Path = async (place) => {
  const world = worldOf(place);
  const caseId = await world.asked(await world.leaver(), { phone: '13900000501', materials: [] });
  await place.until(caseId, 'incomplete');
  return caseId;
};

async function parked(place: Office) {
  const world = worldOf(place);
  const who = await world.leaver();
  await place.world.breaks('identity', 'down', { person: who.applicant });
  const caseId = await world.asked(who, { phone: '13900000502' });
  await place.until(caseId, 'needs attention');
  return { who, caseId };
}

const awaitingMandate: Path = async (place) => {
  const world = worldOf(place);
  const caseId = await world.inReview(await world.leaver(), { name: '李四' });
  await world.review(caseId);
  await place.until(caseId, 'awaiting mandate');
  return caseId;
};

export const PERSONAL_PATHS: Readonly<Record<string, Path>> = {
  changed: async (place) => {
    const world = worldOf(place);
    const caseId = await world.asked(await world.leaver(), { phone: '13900000503' });
    await place.until(caseId, 'changed');
    return caseId;
  },
  reviewed: async (place) => {
    const caseId = await inReview(place);
    await worldOf(place).review(caseId);
    await place.until(caseId, 'changed');
    return caseId;
  },
  'checked-again': async (place) => {
    const caseId = await inReview(place);
    await place.days(caseId, 8);
    await worldOf(place).review(caseId);
    await place.until(caseId, 'changed');
    return caseId;
  },
  supplemented: async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    const caseId = await world.asked(who, { phone: '13900000504', materials: [] });
    await place.until(caseId, 'incomplete');
    const application = await world.form(who, { phone: '13900000504' });
    await place.act(caseId, 'supplement', { application });
    await place.until(caseId, 'changed');
    return caseId;
  },
  'not-supplied': async (place) => {
    const caseId = await incomplete(place);
    await place.pass(caseId, 'personal-supplement');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  refused: async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    await place.world.person({ deceased: true }, who.applicant);
    const caseId = await world.asked(who, { phone: '13900000505' });
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
  'recovered-after-another-try': async (place) => {
    const { who, caseId } = await parked(place);
    await place.pass(caseId, 'personal-parked');
    await place.until(caseId, 'needs attention');
    await place.world.mends('identity', who.applicant);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'changed');
    return caseId;
  },
  'mandate-settled': async (place) => {
    const caseId = await awaitingMandate(place);
    await place.act(caseId, 'settle-mandate', REASON);
    return caseId;
  },
  'sent-back': async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    const caseId = await world.inReview(who, { name: '李四', phone: '13900000510' });
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    await place.act(caseId, 'resubmit', REASON);
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    // The phone is nothing that the registry is asked for; another name is.
    for (const wanted of [{ name: '李四', phone: '13900000511' }, { name: '李四四' }]) {
      const application = await world.form(who, wanted);
      await place.act(caseId, 'correct', { application, ...REASON });
      await place.until(caseId, 'in review');
      await place.act(caseId, 'send-back', RETURN, REVIEWER);
    }
    await place.act(caseId, 'resubmit', REASON);
    await world.review(caseId);
    await place.until(caseId, 'awaiting mandate');
    return caseId;
  },
  'waiting-sent-back': async (place) => {
    const caseId = await inReview(place);
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    return caseId;
  },
  'waiting-incomplete': incomplete,
  'waiting-in-review': inReview,
  'waiting-awaiting-mandate': awaitingMandate,
  'waiting-needs-attention': async (place) => (await parked(place)).caseId,
};

async function changedHolder(place: Office) {
  const world = worldOf(place);
  const who = await world.leaver();
  const change = await world.asked(who, { phone: '13900000506' });
  await place.until(change, 'changed');
  return { world, who };
}

const exitInReview: Path = async (place) => {
  const { world, who } = await changedHolder(place);
  const caseId = await world.signed(who, 'in review');
  return caseId;
};

/** Of leaving. */
export const EXIT_AFTER_CHANGE: Readonly<Record<string, Path>> = {
  'paid-after-a-change': async (place) => {
    const caseId = await exitInReview(place);
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'declined-after-a-change': async (place) => {
    const caseId = await exitInReview(place);
    await place.act(caseId, 'review', { ...APPROVE, approve: false }, REVIEWER);
    return caseId;
  },
  'changed-meanwhile': async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    const caseId = await world.offered(who);
    const change = await world.asked(who, { phone: '13900000507' });
    await place.until(change, 'changed');
    await world.news(caseId);
    await world.sign(caseId);
    await place.until(caseId, 'in review');
    return caseId;
  },
  'sent-back': async (place) => {
    const { world, who } = await changedHolder(place);
    const caseId = await world.signed(who, 'in review');
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    await place.act(caseId, 'resubmit', REASON);
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    const application = {
      ...{ account: who.accountId, bankCard: newCard(who.applicant.name) },
      evidence: [{ kind: 'identity-document', file: await place.upload() }],
    };
    await place.act(caseId, 'correct', { application, ...REASON });
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'waiting-sent-back': async (place) => {
    const caseId = await exitInReview(place);
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    return caseId;
  },
  'waiting-in-review': exitInReview,
};

async function withdrawing(place: Office, who: { readonly accountId: string }): Promise<string> {
  const form = {
    ...{ account: who.accountId, purpose: 'retirement', amount: '15000.00' },
    bankCard: newCard(),
    evidence: [],
  };
  return (await place.start('withdrawal', form, CLERK)).caseId;
}

/** Of withdrawals. */
export const WITHDRAWAL_AFTER_CHANGE: Readonly<Record<string, Path>> = {
  'changed-meanwhile': async (place) => {
    const world = worldOf(place);
    const who = await world.leaver();
    const caseId = await withdrawing(place, who);
    const change = await world.asked(who, { phone: '13900000508' });
    await place.until(change, 'changed');
    await world.news(caseId);
    return caseId;
  },
};
