/** What a form of any type is given: what it holds, how it is sent, where it is received. */
import type { FormState } from '../../forms/use-form.ts';
import type { Branch } from './setting.ts';
import type { Submission } from './use-submission.ts';

export interface FormInHand {
  readonly form: FormState;
  readonly submission: Submission;
  readonly branch: Branch;
}
