/**
 * One account opened over HTTP, as a channel or a clerk does it: scan, application, agreement,
 * signature. What was told on the way is remembered word for word, to be compared with the books.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { application, idNumber } from '../builders.ts';
import { codeOf, type Caller, type Reply, type Request } from './caller.ts';
import type { Dice } from './dice.ts';

const LOOK_EVERY_MS = 300;
/** A case that has not come to its next stage after this is stuck. */
const STUCK_MS = 5 * 60_000;
/** So many looks of the applicant's side for one of the supervisor. */
const SUPERVISED_EVERY = 4;
const HANG_UPS = 0.15;

export const CaseAnswer = z.object({
  id: z.string(),
  number: z.string(),
  version: z.number(),
  stage: z.object({ at: z.string() }),
  closedAt: z.string().nullable(),
  outcome: z.string().nullable(),
  agreement: z.object({ hash: z.string(), state: z.string() }).nullable(),
});
export type CaseAnswer = z.infer<typeof CaseAnswer>;

export interface Opening {
  readonly n: number;
  readonly by: Caller;
  /** The request that started it, to be repeated at the end. */
  readonly start: Request;
  readonly caseId: string;
  readonly number: string;
  /** Every version that was shown to anybody, with its stage. */
  readonly told: readonly { readonly version: number; readonly stage: string }[];
  readonly signedHash: string;
  /** ms since the epoch. */
  readonly finishedAt: number;
}

export interface Place {
  /** Signs in its own way: a channel electronically, a clerk with a scan of the signed page. */
  readonly by: Caller;
  /** Looks after cases that were parked. */
  readonly supervisor: Caller;
  readonly dice: Dice;
  readonly signal: AbortSignal;
  /** Makes the keys of this run its own. */
  readonly run: string;
}

const SCAN = Uint8Array.from(Buffer.from('%PDF-1.7\nscan of a page\n%%EOF\n'));
const FIRST_BIRTHDAY = plainDate('1985-01-01');
const NUMBERS_A_DAY = 400;

/** And a card of their own: the bank debits nobody's card for somebody else. */
export function cardOf(n: number) {
  return { number: `62220209${String(n).padStart(11, '0')}`, holder: '张三', bank: '建设银行' };
}

/** Another person for every opening: born between 1985 and 2004. */
function personOf(n: number): string {
  const born = addDays(FIRST_BIRTHDAY, Math.floor(n / NUMBERS_A_DAY) % 7_000);
  return idNumber(born.replaceAll('-', ''), (n % NUMBERS_A_DAY) + 100);
}

/** @throws Error when a request was refused, or the case came to rest elsewhere */
export async function openAccount(n: number, place: Place): Promise<Opening> {
  const { by, dice, run } = place;
  const key = (step: string) => `${run}-${n}-${step}`;
  const hangsUp = () => dice.chance(HANG_UPS);
  const told: { version: number; stage: string }[] = [];
  const hear = (reply: Reply, step: string): CaseAnswer => {
    const answer = accepted(reply, `${step} of opening ${n}`);
    told.push({ version: answer.version, stage: answer.stage.at });
    return answer;
  };
  const files = { 'identity-document': await handIn(place, 'identity-document', key('scan')) };
  const start: Request = {
    method: 'POST',
    path: '/cases',
    key: key('start'),
    json: {
      type: 'account-opening',
      application: application({ number: personOf(n), files }, { bankCard: cardOf(n) }),
    },
  };
  const begun = hear(await by.ask({ ...start, hangsUp: hangsUp() }), 'the start');
  const path = `/cases/${begun.id}`;
  const offered = await until('awaiting signature', { path, place, n, hear });
  const agreementHash = offered.agreement?.hash ?? '';
  const sign: Request = {
    method: 'POST',
    path: `${path}/actions/sign`,
    key: key('sign'),
    version: offered.version,
    json: {
      agreementHash,
      termsExplained: true,
      ...(by.id.startsWith('channel-')
        ? { by: 'electronic', signatureReference: key('signature') }
        : { by: 'counter', file: await handIn(place, 'signed-agreement', key('page')) }),
    },
  };
  const signed = hear(await by.ask({ ...sign, hangsUp: hangsUp() }), 'the signature');
  if (signed.stage.at !== 'opened') await until('opened', { path, place, n, hear });
  return {
    ...{ n, by, start, told },
    caseId: begun.id,
    number: begun.number,
    signedHash: agreementHash,
    finishedAt: Date.now(),
  };
}

export async function handIn(
  { by, dice }: Pick<Place, 'by' | 'dice'>,
  kind: string,
  key: string,
): Promise<string> {
  const path = `/files?kind=${kind}`;
  const hangsUp = dice.chance(HANG_UPS);
  const { body } = await by.ask({ method: 'POST', path, key, scan: SCAN, hangsUp });
  return z.object({ id: z.string() }).parse(body).id;
}

interface Looking {
  readonly path: string;
  readonly place: Place;
  readonly n: number;
  readonly hear: (reply: Reply, step: string) => CaseAnswer;
}

async function until(stage: string, { path, place, n, hear }: Looking): Promise<CaseAnswer> {
  const { by, supervisor, signal } = place;
  const giveUpAt = Date.now() + STUCK_MS;
  for (let look = 1; ; look += 1) {
    const answer = hear(await by.ask({ method: 'GET', path }), 'a look');
    if (answer.stage.at === stage) return answer;
    if (answer.closedAt !== null) throw new Error(`opening ${n} ended as ${answer.stage.at}`);
    if (Date.now() > giveUpAt) throw new Error(`opening ${n} stays at ${answer.stage.at}`);
    // A channel is not shown that a case is parked; the supervisor's own look tells.
    if (look % SUPERVISED_EVERY === 0) {
      const seen = hear(await supervisor.ask({ method: 'GET', path }), 'a look');
      if (seen.stage.at === 'needs attention') await retryNow(seen, place);
    }
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** Somebody may have been faster, or the case itself: then it is no longer parked. */
export async function retryNow(
  { id, version }: Pick<CaseAnswer, 'id' | 'version'>,
  { supervisor, run }: Pick<Place, 'supervisor' | 'run'>,
): Promise<void> {
  const reply = await supervisor.ask({
    method: 'POST',
    path: `/cases/${id}/actions/retry-now`,
    key: `${run}-${id}-retry-${version}`,
    version,
    json: { reason: '外部系统已恢复' },
  });
  if (reply.status !== 409 && reply.status !== 412) accepted(reply, 'a retry');
}

/** @throws Error with the code of the refusal */
export function accepted({ status, body }: Reply, what: string): CaseAnswer {
  if (status !== 200 && status !== 201) {
    throw new Error(`${what} was answered ${status} ${codeOf(body)}`);
  }
  return CaseAnswer.parse(body);
}
