/** Every path of a hold on an account, and every stage that waits. */
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import { worldOf } from './paths-agreements.ts';
import type { Path } from './path.ts';

const REASON = { reason: '依文书办理' };
const DAYS = 60;

async function order(place: Office, orderNumber: string) {
  return { orderNumber, file: await place.upload(SUPERVISOR), ...REASON };
}

const placed: Path = async (place) => {
  const who = await worldOf(place).holder();
  const content = {
    ...{ account: who.accountId, kind: 'dispute', amount: '1000.00', orderedBy: '本中心' },
    ...{ placedOn: today(), holdUntil: addDays(today(), DAYS) },
    ...(await order(place, '冻1号')),
  };
  return (await place.start('hold', content, SUPERVISOR)).caseId;
};

const inForce: Path = async (place) => {
  const caseId = await placed(place);
  await place.act(caseId, 'confirm', REASON, SECOND_SUPERVISOR);
  return caseId;
};

const reminded: Path = async (place) => {
  const caseId = await inForce(place);
  await worldOf(place).goTo(caseId, addDays(today(), DAYS - 10));
  return caseId;
};

const expired: Path = async (place) => {
  const caseId = await inForce(place);
  await worldOf(place).goTo(caseId, addDays(today(), DAYS + 1));
  await place.until(caseId, 'expired');
  return caseId;
};

const releasing = (from: Path): Path => {
  return async (place) => {
    const caseId = await from(place);
    await place.act(caseId, 'release', await order(place, '解1号'), SUPERVISOR);
    return caseId;
  };
};

const release = (from: Path): Path => {
  return async (place) => {
    const caseId = await releasing(from)(place);
    await place.act(caseId, 'confirm-release', REASON, SECOND_SUPERVISOR);
    return caseId;
  };
};

export const HOLD: Readonly<Record<string, Path>> = {
  declined: async (place) => {
    const caseId = await placed(place);
    await place.act(caseId, 'decline', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  released: release(inForce),
  'released-after-its-term': release(expired),
  renewed: async (place) => {
    const caseId = await reminded(place);
    const until = addDays(today(), DAYS + 90);
    const content = { ...(await order(place, '续1号')), holdUntil: until };
    await place.act(caseId, 'renew', content, SUPERVISOR);
    await worldOf(place).goTo(caseId, addDays(until, 1));
    await place.until(caseId, 'expired');
    return caseId;
  },
  kept: async (place) => {
    const caseId = await releasing(reminded)(place);
    await place.act(caseId, 'decline-release', REASON, SECOND_SUPERVISOR);
    return caseId;
  },
  'waiting-to-confirm': placed,
  'waiting-in-force': inForce,
  'waiting-reminded': reminded,
  'waiting-expired': expired,
  'waiting-releasing': releasing(inForce),
};
