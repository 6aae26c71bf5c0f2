/** Leaving (退出销户) of a suite: accounts with money of both sources, seals, the bank's answer on any day. */
import { randomUUID } from 'node:crypto';
import type { BankResult } from '../../activities/outside/bank-answer.ts';
import { bookResult } from '../../activities/payouts.ts';
import { tellCasesOf } from '../../activities/person-news.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place as at } from '../../src/crypto/places.ts';
import { acknowledgeTask } from '../../src/db/tasks.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { dateAt, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { placeHold, releaseHold } from '../../src/ledger/holds.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { moveAccount, type AccountMove } from '../../src/ledger/seals.ts';
import { idNumber, today, type Applicant } from '../builders.ts';
import { mandates, newCard } from './mandated.ts';
import { CLERK, type As, type Office } from './office.ts';

export interface Leaver {
  readonly openingCase: string;
  readonly account: string;
  readonly accountId: string;
  readonly person: string;
  readonly applicant: Applicant;
  /** The one that is debited. */
  readonly card: ReturnType<typeof newCard>;
}

const NOON_MS = 12 * 3_600_000;
const CENTER = '210100';
let runs = 100;

/** Call it once at the top of a suite. */
export function exits(place: Office) {
  const bank = mandates(place);

  /** An account with money that came in on a day of the past, opened long before. */
  async function leaver(
    money: {
      readonly flexible?: string;
      readonly unit?: string;
      readonly since?: PlainDate;
      /** The unit's portion is sealed since then. */
      readonly sealedOn?: string;
      readonly applicant?: Applicant;
    } = {},
  ): Promise<Leaver> {
    const { flexible = '15000.00', unit = '0.00', since = today(), sealedOn } = money;
    const applicant = money.applicant ?? { name: '张三', type: 'resident-id', number: idNumber() };
    const card = newCard(applicant.name);
    const { caseId } = await place.apply(applicant, { bankCard: card });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const [row] = await place.ask<Record<string, string>>(
      'select number, id, person from account where opened_by_case = $1',
      caseId,
    );
    const { number: account = '', id = '', person = '' } = row!;
    await place.db.owner.query(`update account set opened_on = '2020-01-05' where number = $1`, [
      account,
    ]);
    const who = { openingCase: caseId, account, accountId: id, person, applicant, card };
    if (flexible !== '0.00') await put(who, 'flexible', flexible, since);
    if (unit !== '0.00') await put(who, 'unit', unit, since);
    if (sealedOn !== undefined) await sealed(who, sealedOn);
    return who;
  }

  /** Money taken over from the system before. */
  async function put(
    { account }: Pick<Leaver, 'account'>,
    source: 'flexible' | 'unit' | 'unclassified',
    amount: string,
    on: PlainDate = today(),
  ) {
    await inTransaction(
      place.pool,
      (tx) =>
        recordJournals(tx, CENTER, [
          {
            ...{ key: `takeover/${randomUUID()}`, kind: 'takeover', valueDate: on, by: 'test' },
            lines: [
              { book: 'bank', amount: yuan(`-${amount}`) },
              { book: 'personal', account, source, amount: yuan(amount) },
            ],
          },
        ]),
      { isolation: 'read committed' },
    );
  }

  /** As it was taken over: the unit's portion sealed beside contributions that go on. */
  async function sealed({ account }: Leaver, on: string) {
    await place.db.owner.query(
      `insert into seal (account, source, n, sealed_on, how, sealed_by)
       select $1, 'unit', coalesce(max(n), 0) + 1, $2::date, 'taken-over', 'test'
         from seal where account = $1 and source = 'unit'`,
      [account, on],
    );
  }

  async function form(who: Leaver, more: object = {}) {
    const evidence = [{ kind: 'identity-document', file: await place.upload() }];
    return { account: who.accountId, bankCard: who.card, evidence, ...more };
  }

  async function asked(who: Leaver, more: object = {}, by: As = CLERK): Promise<string> {
    return (await place.start('exit', await form(who, more), by)).caseId;
  }

  /** Checked, and told the dates. */
  async function offered(who: Leaver, more: object = {}): Promise<string> {
    const caseId = await asked(who, more);
    await place.until(caseId, 'awaiting signature');
    return caseId;
  }

  const sign = async (caseId: string) =>
    place.act(caseId, 'sign', { file: await place.upload(), datesExplained: true });

  async function signed(who: Leaver, stage: string): Promise<string> {
    const caseId = await offered(who);
    await sign(caseId);
    await place.until(caseId, stage);
    return caseId;
  }

  /** The bank has answered on a day. */
  async function booked(
    caseId: string,
    { refused = false, on }: { readonly refused?: boolean; readonly on?: PlainDate } = {},
  ): Promise<void> {
    const [row] = await place.ask<{
      key: string;
      amount: string;
      run_on: PlainDate;
      state: string;
    }>(
      `select key, amount::text, run_on, state from payout where case_id = $1
        order by n desc limit 1`,
      caseId,
    );
    const { key, run_on: runOn, state } = row!;
    // The simulated bank was faster, where a relay has run: it does not pay twice.
    if (state !== 'ready' && state !== 'sent') return;
    await place.db.owner.query(
      `update outbox set delivered_at = now() where kind = 'payout' and key = $1
          and delivered_at is null`,
      [key],
    );
    const amount = yuan(row!.amount);
    const known = { key, batch: key, asked: amount, bookedOn: on ?? runOn };
    const refusal = { reason: 'card-closed', bankCode: '46' } as const;
    const done = { ...known, amount, difference: yuan('0.00'), serial: `S-${key}` };
    const result: BankResult = refused
      ? { kind: 'payout', state: 'refused', ...known, refusal }
      : { kind: 'payout', state: 'done', ...done };
    const personKeys = createPersonKeys(place.secrets.center);
    await inTransaction(place.pool, (tx) => bookResult(tx, { personKeys, at: Date.now() }, result));
  }

  /** It has, and the case is told, and looks. */
  async function answers(caseId: string, how: Parameters<typeof booked>[1] = {}): Promise<void> {
    await booked(caseId, how);
    await news(caseId);
  }

  /** Given back by the bank after it was paid; whoever waits for it is told by the relay. */
  async function returned(caseId: string) {
    const [row] = await place.ask<{ key: string; amount: string; booked_on: PlainDate }>(
      'select key, amount::text, booked_on from payout where case_id = $1 order by n desc limit 1',
      caseId,
    );
    const { key, booked_on: bookedOn } = row!;
    const amount = yuan(row!.amount);
    const result: BankResult = {
      ...{ kind: 'payout', state: 'returned', key, batch: key, asked: amount, amount, bookedOn },
      ...{ difference: yuan('0.00'), serial: `S-${key}`, returnSerial: `R-${key}` },
      ...{ returnedOn: bookedOn, refusal: { reason: 'card-closed', bankCode: '46' } },
    };
    const personKeys = createPersonKeys(place.secrets.center);
    await inTransaction(place.pool, (tx) => bookResult(tx, { personKeys, at: Date.now() }, result));
  }

  /** The person was called. */
  async function acknowledged(caseId: string) {
    const [task] = await place.ask<{ id: string; version: number }>(
      'select id, version from task where case_id = $1 and closed_at is null',
      caseId,
    );
    const by = { ...bank.by() };
    await acknowledgeTask(place.db.api, { task: task!.id, version: task!.version, by });
  }

  /** Another payment of the account, with the bank. */
  async function otherPayout({ account, person, openingCase }: Leaver, amount: string) {
    const id = randomUUID();
    const key = bank.keyOf(await bank.standing(openingCase));
    await place.db.owner.query(
      `insert into payout (id, key, case_id, n, center, person, account, amount, card, card_last4, state,
         run_on, created_at)
       values ($6, $1, gen_random_uuid(), 1, $2, $3, $4, $5, $7, '0001', 'sent', current_date, now())`,
      [
        ...[randomUUID(), CENTER, person, account, amount, id],
        sealJson(key, at.payoutCard(id), {}),
      ],
    );
  }
  const otherPaid = ({ account }: Leaver) =>
    place.db.owner.query(
      `update payout set state = 'paid', serial = 'S', moved = amount, booked_on = current_date,
         answered_at = now() where account = $1 and state = 'sent'`,
      [account],
    );

  async function news(caseId: string) {
    await place.handle(caseId).signal('news');
    await place.temporal.clock.untilIdle(place.handle(caseId));
  }

  /** Paid and looked at until it stands there: the interest of a later day is a payment of its own. */
  async function paid(caseId: string, stage: string, on?: PlainDate): Promise<void> {
    await answers(caseId, on === undefined ? {} : { on });
    await place.until(caseId, stage);
  }

  /** Noon of a day in the time of the case, or its first moment. */
  async function goTo(caseId: string, day: PlainDate, atMs = NOON_MS) {
    const at = startOf(day) + atMs;
    for (let runs = 0; runs < 4 && (await place.now(caseId)) < at; runs += 1) {
      const { status } = await place.handle(caseId).describe();
      if (status.name !== 'RUNNING') return;
      await place.temporal.clock.jumpTo(place.handle(caseId), new Date(at));
      await place.temporal.clock.untilIdle(place.handle(caseId));
    }
  }

  /** What a unit tells, and open cases with it. */
  async function unit(who: Leaver, way: AccountMove['way'], on: PlainDate) {
    await inTransaction(place.pool, async (tx) => {
      await moveAccount(tx, who.account, { way, on, by: '某单位', case: null });
      const because = randomUUID();
      await tellCasesOf(tx, { center: CENTER, person: who.person, because, by: null });
    });
  }

  async function hold(who: Leaver, kind: 'court' | 'loan-security' = 'court'): Promise<string> {
    const id = randomUUID();
    await inTransaction(place.pool, (tx) =>
      placeHold(tx, {
        ...{ id, account: who.account, kind, document: '（2026）辽01执1号' },
        ...{ placedOn: today(), by: 'test' },
      }),
    );
    return id;
  }

  const release = (id: string) =>
    inTransaction(place.pool, (tx) =>
      releaseHold(tx, id, { releasedOn: today(), by: 'test', document: '（2026）辽01执2号' }),
    );

  /** What the platform knows of the person from now on. */
  const loans = ({ applicant }: Leaver, all: readonly object[]) =>
    place.world.person(
      { accounts: [{ center: CENTER, state: 'normal', source: 'flexible' }], loans: all },
      applicant,
    );

  const accountOf = async ({ account }: Pick<Leaver, 'account'>) => {
    const [row] = await place.ask<Record<string, unknown>>(
      `select state, source, close_reason, closed_on::text,
              (select coalesce(sum(amount), 0)::text from balance where account = $1) as money
         from account where number = $1`,
      account,
    );
    return row!;
  };
  const agreementOf = async ({ account }: Leaver) => {
    const [row] = await place.ask<{ state: string; state_reason: string | null }>(
      'select state, state_reason from agreement where account = $1 order by offered_on desc limit 1',
      account,
    );
    return row;
  };
  const payouts = (caseId: string) =>
    place.ask<{ n: number; state: string; amount: string; booked_on: string | null }>(
      `select n, state, amount::text, booked_on::text from payout where case_id = $1 order by n`,
      caseId,
    );
  const journals = async (caseId: string) =>
    (
      await place.ask<{ kind: string }>(
        'select kind from journal where case_id = $1 order by id',
        caseId,
      )
    ).map(({ kind }) => kind);
  /** The last day of the law; null: the case is decided and waits for its own day. */
  const dueOn = async (caseId: string) => {
    const [row] = await place.ask<{ due_on: PlainDate | null }>(
      'select due_on from "case" where id = $1',
      caseId,
    );
    return row!.due_on;
  };
  const kinds = async (caseId: string) => (await place.papers(caseId)).map(({ kind }) => kind);
  const dayOf = async (caseId: string): Promise<PlainDate> => dateAt(await place.now(caseId));

  /** A ban for fraud, through its last day. */
  async function ban({ person }: Pick<Leaver, 'person'>, until: string) {
    await place.db.owner.query(
      `insert into measure (id, key, center, person, account, case_id, kind, term, clause, from_on,
         until_on, taken_by, at)
       values ($1, $2, $3, $4, null, $5, 'ban', 'breach-5', 'regulation-41', current_date, $6, 'sun',
         now())`,
      [randomUUID(), randomUUID(), CENTER, person, randomUUID(), until],
    );
  }

  const someJournal = async () => {
    const { rows } = await place.db.owner.query<{ id: string }>(
      `insert into journal (center, key, kind, value_date, recorded_by, lines, digest)
       values ($1, $2, 'contribution', '2026-06-01', 'test', 2, '') returning id`,
      [CENTER, randomUUID()],
    );
    return rows[0]!.id;
  };

  /** 应收个人款. */
  async function owing({ account, person }: Leaver) {
    await place.db.owner.query(
      `insert into receivable (center, account, person, journal, cause, amount, raised_on, due_on)
       values ($1, $2, $3, $4, 'recalled', 5, '2026-06-01', '2026-07-01')`,
      [CENTER, account, person, await someJournal()],
    );
  }

  /** A debit of this month, with the bank. */
  async function debited({ account, accountId, openingCase }: Leaver) {
    const run = `collection.210100.2026-01-01.${String((runs += 1))}`;
    const { owner } = place.db;
    const mandate = (await bank.standing(openingCase)).id;
    const month = today().slice(0, 7);
    await owner.query(
      `insert into run (id, kind, center, business_on, turn, started_by, started_at)
       values ($1, 'collection', $2, '2026-01-01', $3, 'x', now())`,
      [run, CENTER, runs],
    );
    await owner.query(
      `insert into run_item (run, n, subject, verdict) values ($1, 1, 's', 'due')`,
      [run],
    );
    await owner.query(
      `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
         due_on, grace_until, attempts_max)
       select $1, $2, $2, 1, 800, id, current_date, current_date, 3 from agreement where account = $1
       on conflict do nothing`,
      [account, month],
    );
    await owner.query(
      `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
         state)
       values ($1, $2, $3, $4, 1, $5, 800, $6, 1, 1, 'sent')`,
      [`debit/${accountId}`, CENTER, account, month, mandate, run],
    );
  }

  /** The bank has answered: it was taken, or not. */
  async function debitBack(who: Leaver, taken: boolean) {
    await place.db.owner.query(
      `update debit set state = $2, outcome = $3 where account = $1 and state = 'sent'`,
      [who.account, taken ? 'paid' : 'refused', taken ? null : 'insufficient'],
    );
    if (taken) await put(who, 'flexible', '800.00');
  }

  /** A figure of the center from the beginning of time. */
  async function figure(name: string, value: string) {
    await place.db.owner.query(
      `update figure set value = $2 where name = $1 and center in ('*', $3)`,
      [name, value, CENTER],
    );
  }

  /** The same, read by a worker that begins anew. */
  async function withFigure(name: string, value: string) {
    await place.stopWorker();
    await figure(name, value);
    await place.startWorker();
  }

  return {
    ...{
      bank,
      leaver,
      put,
      sealed,
      form,
      asked,
      offered,
      sign,
      signed,
      booked,
      answers,
      news,
      paid,
      goTo,
    },
    ...{ unit, hold, release, loans, accountOf, agreementOf, payouts, journals, kinds, dayOf },
    ...{
      figure,
      withFigure,
      returned,
      acknowledged,
      dueOn,
      otherPayout,
      otherPaid,
      ban,
      owing,
      debited,
      debitBack,
      relay: bank.relay,
      control: bank.control,
    },
    funded: () => place.world.funds(CENTER, '10000000.00'),
  };
}
