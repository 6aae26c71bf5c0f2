/** Accounts that owe, pay and miss contributions, and the cases about them, over an office of a suite. */
import { randomUUID } from 'node:crypto';
import { createOffices } from '../../activities/offices.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { stepRun } from '../../activities/runs/step.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { beginDueRun } from '../../src/db/runs.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import {
  addDays,
  addToMonth,
  dateAt,
  monthOf,
  startOf,
  type PlainDate,
} from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { contributionJournal } from '../../src/ledger/contributions.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { application, idNumber, today } from '../builders.ts';
import { mandates } from './mandated.ts';
import { CLERK, type As, type Office } from './office.ts';

export const THIS_MONTH = () => monthOf(today());
export const monthsAgo = (n: number) => addToMonth(THIS_MONTH(), -n);
const DAY_MS = 86_400_000;
const NOON_MS = 12 * 3_600_000;
const RUNS_MAX = 12;

export interface Holder {
  readonly openingCase: string;
  readonly number: string;
  readonly account: string;
  readonly accountId: string;
  readonly person: string;
  readonly agreement: string;
}

let phones = 0;

/** Call it once at the top of a suite. */
export function breaches(place: Office) {
  const bank = mandates(place);

  /** An account that is open since long, with an agreement in force. */
  async function holder(phone?: string): Promise<Holder> {
    phones += 1;
    const number = idNumber();
    const files = { 'identity-document': await place.upload() };
    const form = application({ number, files });
    const own = phone ?? `1390000${String(phones).padStart(4, '0')}`;
    const { caseId } = await place.submit({
      ...form,
      applicant: { ...form.applicant, phone: own },
    });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const [row] = await place.ask<Record<string, string>>(
      `select a.number, a.id, a.person, g.id as agreement from account a
         join agreement g on g.account = a.number where a.opened_by_case = $1`,
      caseId,
    );
    const { number: account = '', id = '', person = '', agreement = '' } = row!;
    await place.db.owner.query(
      `update account set opened_on = '2026-01-05', activated_in = '2026-01' where number = $1`,
      [account],
    );
    await place.db.owner.query(`update plan set from_month = '2026-01' where account = $1`, [
      account,
    ]);
    return { openingCase: caseId, number, account, accountId: id, person, agreement };
  }

  /** Months that were owed and not paid, `from` months ago, so many of them. */
  async function missed({ account, agreement }: Holder, from: number, count: number) {
    for (let n = 0; n < count; n += 1) {
      const month = monthsAgo(from - n);
      await place.db.owner.query(
        `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
           due_on, grace_until, attempts_max, attempts, state, settled_on)
         values ($1, $2, $2, 1, 800, $3, $4::date, $4::date, 3, 3, 'missed', $4::date)`,
        [account, month, agreement, `${month}-28`],
      );
    }
  }

  /** A contribution with its journal, as the bank's line becomes one. */
  async function pay({ account }: Holder, month: string, on: PlainDate) {
    const amount = yuan('800.00');
    const serial = randomUUID();
    const journal = contributionJournal({
      ...{ account, amount, on, serial, by: 'test' },
      key: `payment/${serial}`,
    });
    await inTransaction(place.pool, async (tx) => {
      const [recorded] = await recordJournals(tx, '210100', [journal]);
      await tx.query('select cover_months(row($1, $2, $2, 1)::paid_months, $3, $4, $5)', [
        ...[account, month, amount, on, recorded?.journal],
      ]);
    });
  }

  const begin = (content: object, by: As = CLERK) => place.start('breach', content, by);

  /** The day's search, step by step as its workflow asks for it. @returns the cases it has begun */
  async function search(): Promise<readonly string[]> {
    const on = today();
    const at = startOf(on) + NOON_MS;
    const deps = {
      ...{ pool: place.pool, secrets: place.secrets, offices: createOffices(place.pool) },
      personKeys: createPersonKeys(place.secrets.center),
      bank: {} as BankClient,
    };
    const asked = { kind: 'breach-search', center: '210100', on, at };
    const run = (await beginDueRun(place.pool, asked)) ?? '';
    const options = { signal: new AbortController().signal, beat: () => undefined };
    let state = '';
    for (let steps = 0; state !== 'done' && steps < RUNS_MAX; steps += 1) {
      ({ state } = await stepRun(deps, RUN_WORKS, { run, at }, options));
    }
    const begun = await place.ask<{ case_id: string }>(
      'select case_id from breach where found_by = $1 order by key',
      run,
    );
    return begun.map(({ case_id: caseId }) => caseId);
  }

  /** A breach for three missed months. */
  async function missedThree(who?: Holder): Promise<{ caseId: string; who: Holder }> {
    const of = who ?? (await holder());
    await missed(of, 4, 3);
    const content = { account: of.accountId, fact: 'missed-contributions', reason: '连续欠缴' };
    const { caseId } = await begin(content);
    return { caseId, who: of };
  }

  async function shown(who: Holder, fact: string, by: As = CLERK): Promise<string> {
    const content = { account: who.accountId, fact, reason: '查实', file: await place.upload(by) };
    return (await begin(content, by)).caseId;
  }

  const dayOf = async (caseId: string): Promise<PlainDate> => dateAt(await place.now(caseId));

  /** Handed over at the counter on the day on which the case lives. */
  async function serve(caseId: string, on?: string) {
    return place.act(caseId, 'record-delivery', {
      ...{ way: 'counter', servedOn: on ?? (await dayOf(caseId)), reason: '本人签收' },
      file: await place.upload(),
    });
  }

  /** Noon of a day in the time of the case. */
  async function goTo(caseId: string, day: PlainDate) {
    const at = startOf(day) + NOON_MS;
    // A run that begins anew after a year takes the clock along, and has to be driven on.
    for (let runs = 0; runs < RUNS_MAX && (await place.now(caseId)) < at; runs += 1) {
      const { status } = await place.handle(caseId).describe();
      if (status.name !== 'RUNNING') return;
      await place.temporal.clock.jumpTo(place.handle(caseId), new Date(at));
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
  }

  const breachOf = async (caseId: string) => {
    const [row] = await place.ask<Record<string, unknown>>(
      'select * from breach where case_id = $1',
      caseId,
    );
    return row;
  };
  const measuresOf = (caseId: string) =>
    place.ask<{
      kind: string;
      term: string;
      clause: string;
      from_on: string;
      until_on: string | null;
      account: string | null;
      from_month: string | null;
      ended_on: string | null;
    }>(
      `select m.*, e.ended_on from measure m left join measure_end e on e.measure = m.id
        where m.case_id = $1 order by m.kind`,
      caseId,
    );
  const agreementOf = async ({ agreement }: Holder) => {
    const [row] = await place.ask<Record<string, unknown>>(
      `select state, since, state_reason, state_case, owes_from, ended_on from agreement
        where id = $1`,
      agreement,
    );
    return row;
  };
  const statesOf = async ({ agreement }: Holder) =>
    (
      await place.ask<{ state: string }>(
        'select state from agreement_state where agreement = $1 order by n',
        agreement,
      )
    ).map(({ state }) => state);

  return {
    ...{
      search,
      bank,
      relay: bank.relay,
      holder,
      missed,
      pay,
      begin,
      missedThree,
      shown,
      serve,
      goTo,
    },
    ...{ dayOf, breachOf, measuresOf, agreementOf, statesOf },
    days: (caseId: string, days: number) =>
      place.temporal.clock.fastForward(place.handle(caseId), days * DAY_MS),
    /** The last day of the cure period of thirty days, moved to a working day. */
    cureUntil: async (caseId: string) => (await breachOf(caseId))?.['cure_until'] as PlainDate,
    next: (day: PlainDate, days = 1) => addDays(day, days),
    control: bank.control,
  };
}
