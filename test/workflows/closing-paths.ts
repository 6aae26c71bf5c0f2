/** The paths of a withdrawal that closes the account (提取并销户), as short stories to be recorded. */
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { closings } from '../harness/closings.ts';
import { newCard } from '../harness/mandated.ts';
import { REVIEWER, SUPERVISOR, type Office } from '../harness/office.ts';

type Path = (place: Office) => Promise<string>;
const REASON = { reason: '说明' };
const APPROVE = { approve: true, ...REASON };
const LATER = 3;
const worlds = new Map<Office, ReturnType<typeof closings>>();

/** One world for each office, made when a path of it begins. */
function worldOf(place: Office): ReturnType<typeof closings> {
  const world = worlds.get(place) ?? closings(place);
  worlds.set(place, world);
  return world;
}

/** With the bank, which pays some days later: the interest until then is with it, too. */
async function restPaying(place: Office): Promise<string> {
  const own = worldOf(place);
  const who = await own.leaver({ flexible: '15000.00', since: addDays(today(), -142) });
  const caseId = await own.paying(who);
  const later = addDays(today(), LATER);
  await own.goTo(caseId, later);
  await own.paid(caseId, 'paying', later);
  return caseId;
}

async function unanswered(place: Office): Promise<string> {
  const own = worldOf(place);
  const who = await own.leaver();
  await place.world.breaks('national', 'down', { person: who.applicant });
  const caseId = await own.asked(who);
  await place.until(caseId, 'check unanswered');
  await place.world.mends('national', who.applicant);
  return caseId;
}

export const CLOSING_PATHS: Readonly<Record<string, Path>> = {
  closed: async (place) => {
    const own = worldOf(place);
    const caseId = await own.paying(await own.leaver());
    await own.paid(caseId, 'closed');
    return caseId;
  },
  'closed-after-review-and-approval': async (place) => {
    const own = worldOf(place);
    const caseId = await own.asked(await own.leaver({ flexible: '200000.01' }));
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'in approval');
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
    return caseId;
  },
  'closed-with-the-interest-of-the-last-days': async (place) => {
    const own = worldOf(place);
    const caseId = await restPaying(place);
    await own.paid(caseId, 'closed', addDays(today(), LATER));
    return caseId;
  },
  'closed-after-a-delay': async (place) => {
    const own = worldOf(place);
    const who = await own.leaver();
    await own.debited(who);
    const caseId = await own.asked(who);
    await place.until(caseId, 'deciding');
    await own.debitBack(who, false);
    await place.pass(caseId, 'exit-delay');
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
    return caseId;
  },
  'closed-after-no-answer': async (place) => {
    const own = worldOf(place);
    const caseId = await unanswered(place);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
    return caseId;
  },
  'closed-by-another-card': async (place) => {
    const own = worldOf(place);
    const who = await own.leaver();
    const caseId = await own.paying(who);
    await own.answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    const bankCard = newCard(who.applicant.name);
    await place.act(caseId, 'change-card', { bankCard, ...REASON });
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', APPROVE, REVIEWER);
    await place.until(caseId, 'paying');
    await own.paid(caseId, 'closed');
    return caseId;
  },
  'kept-open': async (place) => {
    const own = worldOf(place);
    const who = await own.leaver();
    const caseId = await own.paying(who);
    await own.hold(who);
    await own.paid(caseId, 'paid');
    return caseId;
  },
  'kept-open-for-the-interest': async (place) => {
    const own = worldOf(place);
    const caseId = await restPaying(place);
    await own.answers(caseId, { refused: true, on: addDays(today(), LATER) });
    await place.until(caseId, 'payment failed');
    await place.pass(caseId, 'payout-card');
    await place.until(caseId, 'paid');
    return caseId;
  },
  'refused-by-the-platform': async (place) => {
    const own = worldOf(place);
    const who = await own.leaver();
    await own.loans(who, [{ center: '210200', state: 'open' }]);
    const caseId = await own.asked(who);
    await place.until(caseId, 'refused');
    return caseId;
  },
  'closing-withdrawn': async (place) => {
    const own = worldOf(place);
    const caseId = await own.asked(await own.leaver({ flexible: '60000.00' }));
    await place.until(caseId, 'in review');
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  'closing-not-mended': async (place) => {
    const own = worldOf(place);
    const caseId = await own.paying(await own.leaver());
    await own.answers(caseId, { refused: true });
    await place.until(caseId, 'payment failed');
    await place.pass(caseId, 'payout-card');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  'keeps-the-account': async (place) => {
    const own = worldOf(place);
    const caseId = await own.paying(await own.leaver(), { close: false, amount: '4000.00' });
    await own.paid(caseId, 'paid');
    return caseId;
  },
  'waiting-check-unanswered': unanswered,
  'waiting-closing-paying': restPaying,
};
