/** Failures travel with message and stack trace encrypted; loaded by path on both sides. */
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
