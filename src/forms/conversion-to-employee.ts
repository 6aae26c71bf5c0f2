/** What a supervisor sends to carry an account over to a unit by hand (灵活转单位), with the unit's list. */
import { z } from 'zod';
import { accountField, fileIdField, monthField, reasonField } from './fields.ts';

export const unitField = z
  .string()
  .regex(/^[0-9A-Za-z-]{1,30}$/, { error: '须为1至30位字母、数字或连字符' });

export const ConversionToEmployeeApplication = z.strictObject({
  account: accountField,
  unit: unitField,
  /** First month that the unit pays. */
  firstMonth: monthField,
  /** Scan of the unit's list. */
  file: fileIdField,
  reason: reasonField,
});
export type ConversionToEmployeeApplication = z.infer<typeof ConversionToEmployeeApplication>;

/** What a message of a unit begins: the rest stands in the books. */
export interface FoundEmployment {
  readonly account: string;
  readonly reason: string;
}

const reason = z.strictObject({ reason: reasonField });

export const conversionToEmployeeActions = {
  approve: reason,
  decline: reason,
  withdraw: reason,
  recheck: z.strictObject({}),
} as const;
export type ConversionToEmployeeActs = {
  readonly [Name in keyof typeof conversionToEmployeeActions]: z.infer<
    (typeof conversionToEmployeeActions)[Name]
  >;
};
