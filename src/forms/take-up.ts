/**
 * What a person may send to go on with an account that is here already (单位转灵活, 恢复缴存): the application
 * of an opening, with the account it is about.
 *
 * @source 通知（征求意见稿）（一）（二）（三）（四）
 */
import { z } from 'zod';
import { AccountOpeningApplication, joiningActions } from './account-opening.ts';
import { accountField } from './fields.ts';

export const TakeUpApplication = z.strictObject({
  account: accountField,
  ...AccountOpeningApplication.shape,
});
export type TakeUpApplication = z.infer<typeof TakeUpApplication>;

export const takeUpActions = joiningActions(TakeUpApplication);

/** An application by which somebody begins to pay, whichever way. */
export type JoiningApplication = AccountOpeningApplication & {
  /** Opaque id of the account that is taken up; left out: one is opened. */
  readonly account?: string | undefined;
};

/** The types whose form is a whole application of the person. */
export const APPLICANT_TYPES: readonly string[] = [
  'account-opening',
  'conversion-to-flexible',
  'resumption',
];

export function hasApplicant(type: string | undefined): boolean {
  return type !== undefined && APPLICANT_TYPES.includes(type);
}

const Either = z.strictObject({
  ...AccountOpeningApplication.shape,
  account: accountField.optional(),
});

/** The application in a stored or sent form of any of them. @throws z.ZodError */
export function applicationIn(content: unknown): JoiningApplication {
  return Either.parse(content);
}
