/** How an act is refused, in words for the person. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { ActRefusal } from './writing.ts';

/** The failure that refuses an act: its type is the fault's code, its message is for the person. */
export function refusedAct(refusal: ActRefusal): ApplicationFailure {
  const { code, detail, restsOn: clause, pointer, earliestOn: earliestDate } = refusal;
  const members = {
    ...(clause !== undefined && { clause }),
    ...(earliestDate !== undefined && { earliestDate }),
    ...(pointer !== undefined && { errors: [{ pointer, detail }] }),
  };
  return ApplicationFailure.nonRetryable(detail, code, { detail, members });
}
