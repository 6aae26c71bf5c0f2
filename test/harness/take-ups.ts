/** Accounts that are here already, and the cases by which they go on, over an office of a suite. */
import { randomUUID } from 'node:crypto';
import { createOffices } from '../../activities/offices.ts';
import { handleIncoming } from '../../activities/inbox.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { receive } from '../../src/db/inbox.ts';
import type { TakeUpWay } from '../../src/domain/vocabulary.ts';
import { application, idNumber, today, type Applicant } from '../builders.ts';
import { actor, CLERK, SUPERVISOR, type As, type Office } from './office.ts';

const REASON = { reason: '说明' };
const UNIT = 'DW000042';

export interface Known {
  readonly person: Applicant;
  readonly personId: string;
  readonly account: string;
  readonly accountId: string;
}

interface Standing {
  readonly state?: 'normal' | 'sealed';
  readonly sealedOn?: string;
  readonly paidTo?: string | null;
}

let accounts = 0;

/** Call it once at the top of a suite. */
export function takeUps(place: Office) {
  const keys = () => createPersonKeys(place.secrets.center);

  /** Somebody the center knows, who has no case open. */
  async function somebody(person: Applicant): Promise<string> {
    const { caseId } = await place.apply(person, { contribution: undefined });
    await place.until(caseId, 'incomplete');
    await place.act(caseId, 'withdraw', REASON);
    const [row] = await place.ask<{ person: string }>(
      'select person from "case" where id = $1',
      caseId,
    );
    return row!.person;
  }

  /** An account that a unit pays, or has sealed. */
  async function employee(
    { state = 'sealed', sealedOn = today(), paidTo = today().slice(0, 7) }: Standing = {},
    stated: Partial<Applicant> = {},
  ): Promise<Known> {
    const person = { name: '张三', type: 'resident-id', number: idNumber(), ...stated };
    const personId = await somebody(person);
    accounts += 1;
    const account = `2101000198${String(accounts).padStart(10, '0')}`;
    await place.db.owner.query(
      `insert into account (number, center, person, state, source, opened_on, sealed_on, paid_to)
       values ($1, '210100', $2, $3, 'unit', '2020-01-01', $4, $5)`,
      [account, personId, state, state === 'sealed' ? sealedOn : null, paidTo],
    );
    await place.db.owner.query(
      `insert into balance (account, source) values ($1, 'unit'), ($1, 'flexible')`,
      [account],
    );
    return { person, personId, account, accountId: await idOf(account) };
  }

  async function idOf(account: string): Promise<string> {
    const [row] = await place.ask<{ id: string }>(
      'select id from account where number = $1',
      account,
    );
    return row!.id;
  }

  /** An account of the holder's own: opened, and sealed by the end of its agreement. */
  async function former(stated: Partial<Applicant> = {}): Promise<Known> {
    const person = { name: '张三', type: 'resident-id', number: idNumber(), ...stated };
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const [row] = await place.ask<{ number: string; id: string; person: string }>(
      'select number, id, person from account where opened_by_case = $1',
      caseId,
    );
    const { number: account, id: accountId, person: personId } = row!;
    await terminate(accountId);
    return { person, personId, account, accountId };
  }

  async function terminate(accountId: string): Promise<void> {
    const { caseId } = await place.start(
      'agreement-change',
      {
        ...{ account: accountId, change: 'terminate', ground: 'holder-asked' },
        ...{ ...REASON, file: await place.upload() },
      },
      CLERK,
    );
    await place.until(caseId, 'awaiting second person');
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    await place.until(caseId, 'done');
  }

  async function form(who: Known, more: Record<string, unknown> = {}) {
    const files = { 'identity-document': await place.upload() };
    return { account: who.accountId, ...application({ ...who.person, files }, more) };
  }

  async function start(
    type: TakeUpWay,
    who: Known,
    more: Record<string, unknown> = {},
    by: As = CLERK,
  ): Promise<string> {
    return (await place.start(type, await form(who, more), by)).caseId;
  }
  const convert = (who: Known, more: Record<string, unknown> = {}) =>
    start('conversion-to-flexible', who, more);

  async function senders() {
    await place.db.owner.query(
      `insert into staff (id, subject, kind, name, center) values
         ('units', 'units', 'channel', '单位业务系统', '210100') on conflict do nothing`,
    );
    await place.db.owner.query(
      `insert into staff_scope (staff, role, center, branch, valid_from)
       select 'units', 'channel', '210100', null, '2026-01-01'
        where not exists (select from staff_scope where staff = 'units')`,
    );
  }

  /** A unit tells; dealt with at once. */
  async function tells(
    event: string,
    account: string,
    on: string,
    { serial = randomUUID(), ...more }: { serial?: string; month?: string; unit?: string } = {},
  ): Promise<string> {
    await senders();
    await receive(
      place.db.api,
      { personKeys: keys(), center: place.secrets.center },
      {
        ...{ serial, kind: 'unit-event', about: account, answers: null },
        content: { event, account, on, unit: UNIT, ...more },
        ...{ by: { ...actor('channel', 'units', null), at: Date.now() }, centers: ['210100'] },
      },
    );
    await hear();
    return serial;
  }

  const hear = () =>
    handleIncoming({
      ...{ pool: place.pool, secrets: place.secrets, personKeys: keys() },
      offices: createOffices(place.pool),
    });

  const standing = async ({ account }: Pick<Known, 'account'>) => {
    const [row] = await place.ask<Record<string, unknown>>(
      `select a.state, a.source, a.sealed_on::text, a.paid_to, a.activated_in,
              a.central_account is not null as central,
              (select g.state from agreement g where g.account = a.number
                 and g.state in ('active', 'suspended')) as agreement,
              (select l.from_month from plan l where l.account = a.number and l.active) as "from"
         from account a where a.number = $1`,
      account,
    );
    return row;
  };
  const steps = async ({ account }: Pick<Known, 'account'>) =>
    (
      await place.ask<{ way: string }>(
        'select way from account_step where account = $1 order by n',
        account,
      )
    ).map(({ way }) => way);
  const papers = async (caseId: string) =>
    (
      await place.ask<{ kind: string }>(
        'select kind from document where case_id = $1 order by issued_at, number',
        caseId,
      )
    ).map(({ kind }) => kind);

  return {
    ...{ employee, former, terminate, form, start, convert, tells, hear, standing, steps, papers },
    idOf,
  };
}
