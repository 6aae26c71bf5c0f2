/** A court's hold on an account of a suite, and what is deducted from under it (依法扣划). */
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import type { Leaver } from './exits.ts';
import { CLERK, SECOND_SUPERVISOR, SUPERVISOR, type As, type Office } from './office.ts';

export const ORDER = '（2026）辽0102执1234号之二';
const NUMBER = '6222020000001234567';
export const PAYEE = { holder: '某市某区人民法院案款专户', bank: '某某银行', number: NUMBER };
const REASON = { reason: '依文书办理' };

export function deductions(place: Office) {
  async function held(who: Leaver, more: object = {}): Promise<string> {
    const content = {
      ...{ account: who.accountId, kind: 'court', amount: '3000.00', orderedBy: '某区人民法院' },
      ...{ placedOn: today(), holdUntil: addDays(today(), 100) },
      ...{ orderNumber: '（2026）辽0102执1234号', file: await place.upload(SUPERVISOR) },
      ...{ ...REASON, ...more },
    };
    const { caseId } = await place.start('hold', content, SUPERVISOR);
    await place.act(caseId, 'confirm', REASON, SECOND_SUPERVISOR);
    return caseId;
  }

  async function deduct(caseId: string, more: object = {}, by: As = CLERK) {
    const content = {
      ...{ amount: '3000.00', orderNumber: ORDER, orderedOn: today(), orderedBy: '某区人民法院' },
      ...{ payee: PAYEE, file: await place.upload(by), ...REASON, ...more },
    };
    return place.act(caseId, 'deduct', content, by);
  }

  const confirm = (caseId: string, by: As = SUPERVISOR, payeeNumber = NUMBER) =>
    place.act(caseId, 'confirm-deduct', { payeeNumber, ...REASON }, by);

  async function paying(who: Leaver, more: object = {}, ordered: object = {}): Promise<string> {
    const caseId = await held(who, more);
    await deduct(caseId, ordered);
    await confirm(caseId);
    return caseId;
  }

  return { held, deduct, confirm, paying };
}
