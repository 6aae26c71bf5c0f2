/** What the OpenAPI document says of forms: every act's form, and an example of each. */
import { z } from 'zod';
import { CASE_FORMS } from '../forms/index.ts';

const acts = Object.entries(CASE_FORMS).flatMap(([type, { actions }]) =>
  Object.entries(actions).map(([action, form]) =>
    form.meta({ title: `${type}: ${action}`, description: `Form of the act “${action}”` }),
  ),
);

export const actionBodies = z.union(acts).meta({ id: 'ActForm' });

export const actionExample = { reason: '申请人当面提出撤回。' };

/** A person who does not exist; the number has a valid check digit. */
export const applicationExample = {
  applicant: {
    name: '张三丰',
    document: { type: 'resident-id', number: '219900199001010014', validUntil: null },
    phone: '13800000000',
    address: '沈阳市沈河区某街1号',
  },
  district: '210103',
  employment: { form: 'new-form', occupation: '网约车司机' },
  fullCapacity: true,
  bankCard: { number: '6222000000000000', holder: '张三丰', bank: '某银行沈阳分行' },
  contribution: { monthlyAmount: '800.00', cycle: 'month', debitDay: 15 },
  consents: [
    { kind: 'personal-data', version: '2026-1', givenAt: '2026-11-23T10:00:00+08:00' },
    { kind: 'national-platform', version: '2026-1', givenAt: '2026-11-23T10:00:00+08:00' },
    { kind: 'identity-verification', version: '2026-1', givenAt: '2026-11-23T10:00:00+08:00' },
  ],
};
