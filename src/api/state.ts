/** What is known of one request while it is answered; kept in `response.locals`. */
import type { Response } from 'express';

export interface RequestState {
  requestId: string;
  operation?: string;
  staff?: string;
  /** The code of the problem it was answered with. */
  problem?: string;
}

export function stateOf(response: Response): RequestState {
  const locals = response.locals as { state?: RequestState };
  locals.state ??= { requestId: 'none' };
  return locals.state;
}
