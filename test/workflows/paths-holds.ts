/** Every path of a hold on an account, and every stage that waits. */
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, type Office } from '../harness/office.ts';
import { exits } from '../harness/exits.ts';
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

const PAYEE = { holder: '某区人民法院案款专户', bank: '某某银行', number: '6222020000001234567' };
type Bank = ReturnType<typeof exits>;
const banks = new WeakMap<Office, Bank>();

/** Made while the suite is collected: it installs what comes before and after all. */
export function holdsOf(place: Office): void {
  banks.set(place, exits(place));
}

function bankOf(place: Office): Bank {
  const bank = banks.get(place);
  if (!bank) throw new Error('the suite has no bank for deductions');
  return bank;
}

/** A court's order, written down from under its hold. */
const deducting = (more: object = {}): Path => {
  return async (place) => {
    const who = await bankOf(place).leaver({ flexible: '5000.00' });
    const content = {
      ...{ account: who.accountId, kind: 'court', amount: '3000.00', orderedBy: '某区人民法院' },
      ...{ placedOn: today(), holdUntil: addDays(today(), DAYS), ...(await order(place, '冻1号')) },
    };
    const { caseId } = await place.start('hold', content, SUPERVISOR);
    await place.act(caseId, 'confirm', REASON, SECOND_SUPERVISOR);
    const ordered = {
      ...{ amount: '3000.00', orderedOn: today(), orderedBy: '某区人民法院', payee: PAYEE },
      ...{ ...(await order(place, '扣1号')), ...more },
    };
    await place.act(caseId, 'deduct', ordered, SUPERVISOR);
    return caseId;
  };
};

const paying = (more: object = {}): Path => {
  return async (place) => {
    const caseId = await deducting(more)(place);
    const confirmed = { payeeNumber: PAYEE.number, ...REASON };
    await place.act(caseId, 'confirm-deduct', confirmed, SECOND_SUPERVISOR);
    return caseId;
  };
};

const unknown: Path = async (place) => {
  const caseId = await paying()(place);
  await place.pass(caseId, 'payout');
  await place.until(caseId, 'payment unknown');
  return caseId;
};

const DEDUCTIONS: Readonly<Record<string, Path>> = {
  deducted: async (place) => {
    const caseId = await paying()(place);
    await bankOf(place).paid(caseId, 'in force');
    return caseId;
  },
  'deducted-and-over': async (place) => {
    const caseId = await paying({ holdEnds: true })(place);
    await bankOf(place).paid(caseId, 'released');
    return caseId;
  },
  'deduction-refused': async (place) => {
    const caseId = await paying()(place);
    await bankOf(place).answers(caseId, { refused: true });
    return caseId;
  },
  'deduction-returned': async (place) => {
    const caseId = await deducting()(place);
    await place.act(caseId, 'decline-deduct', { reasonCode: 'entry-wrong' }, SECOND_SUPERVISOR);
    return caseId;
  },
  'deduction-asked-until-paid': async (place) => {
    const caseId = await unknown(place);
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    await place.days(caseId, 1);
    await bankOf(place).paid(caseId, 'in force');
    return caseId;
  },
  'waiting-deducting': deducting(),
  'waiting-paying': paying(),
  'waiting-payment-unknown': unknown,
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
  ...DEDUCTIONS,
};
