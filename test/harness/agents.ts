/** Agents (代理人) of a suite: with a letter of authority for everything, and exceptions from that. */
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { addDays, type PlainDate } from '../../src/domain/calendar.ts';
import { AGENT_BUSINESSES } from '../../src/domain/vocabulary.ts';
import { idNumber, today } from '../builders.ts';

interface GivenAgent {
  readonly name?: string;
  readonly number?: string;
  readonly acts?: readonly string[];
  readonly businesses?: readonly string[];
  readonly issuedOn?: PlainDate;
  readonly endsOn?: PlainDate;
  readonly notarised?: boolean;
  readonly more?: object;
}

/** As it is sent; the scans are uploaded. */
export async function agentOf(
  place: { readonly upload: () => Promise<string> },
  given: GivenAgent = {},
) {
  const { name = '王代理', number = idNumber('19800101'), notarised = false } = given;
  const { businesses = AGENT_BUSINESSES, acts = ['submit', 'supplement', 'sign', 'withdraw'] } =
    given;
  return {
    name,
    document: { type: 'resident-id', number },
    documentFile: await place.upload(),
    authority: {
      file: await place.upload(),
      ...{ businesses, acts, notarised },
      issuedOn: given.issuedOn ?? addDays(today(), -3),
      endsOn: given.endsOn ?? addDays(today(), 30),
      ...(notarised && { notaryNumber: '（2026）辽证字第9号' }),
    },
    originalsSeen: true,
    ...given.more,
  };
}

export interface Told {
  readonly type: string;
  readonly clause?: string;
  readonly pointer?: string;
  readonly detail: string;
}

/** What the person is told with a refusal, and at which field. */
export async function told(act: Promise<unknown>): Promise<Told> {
  const error: unknown = await act.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
  if (!(cause instanceof ApplicationFailure)) throw new Error('the act was not refused');
  const { detail, members = {} } = cause.details?.[0] as {
    detail: string;
    members?: { clause?: string; earliestDate?: string; errors?: { pointer: string }[] };
  };
  const pointer = members.errors?.[0]?.pointer;
  return {
    ...{ type: cause.type ?? '', detail },
    ...(members.clause !== undefined && { clause: members.clause }),
    ...(pointer !== undefined && { pointer }),
    ...(members.earliestDate !== undefined && { earliestDate: members.earliestDate }),
  };
}
