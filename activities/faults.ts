/**
 * From the fault table to Temporal: a fault keeps its code as the failure's type and says whether
 * trying again can help; whatever else is thrown is a bug and is retried until it is mended.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { databaseFault } from '../src/db/database-fault.ts';
import { FAULTS, Fault } from '../src/domain/fault.ts';

export const faultInterceptor: ActivityInboundCallsInterceptor = {
  execute: async (input, next) => {
    try {
      return await next(input);
    } catch (error) {
      throw toFailure(error);
    }
  },
};

/** The same for runs: a run never fails for good, it is tried until somebody has mended what is wrong. */
export const patientInterceptor: ActivityInboundCallsInterceptor = {
  execute: async (input, next) => {
    try {
      return await next(input);
    } catch (error) {
      throw toFailure(error, { patient: true });
    }
  },
};

/** Texts of faults carry no personal data; texts of bugs might, so only their name goes on. */
export function toFailure(error: unknown, { patient = false } = {}): unknown {
  const fault = error instanceof Fault ? error : databaseFault(error);
  if (!fault) return error;
  const { retry } = FAULTS[fault.code];
  return ApplicationFailure.create({
    message: fault.message,
    type: fault.code,
    nonRetryable: !retry && !patient,
    details: [{ detail: fault.message, members: fault.members }],
  });
}
