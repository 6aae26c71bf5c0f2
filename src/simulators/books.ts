/** The people in the books: who they are, what accounts and loans they have, and where. */
import { z } from 'zod';
import { type Ask, type Database } from './database.ts';
import {
  BookedAccount,
  BookedPerson,
  Settings,
  type AccountChange,
  type AppUser,
  type BookedLoan,
  type Recipient,
} from './inputs.ts';

export interface Books {
  /** Everybody who has one of these document numbers. */
  readonly find: (numbers: readonly string[]) => Promise<readonly BookedPerson[]>;
  /** Prepares a person; who was booked under one of the document numbers is replaced. */
  readonly prepare: (person: BookedPerson) => Promise<void>;
  /** Prepares people who are not booked yet; the others stay as they have become. */
  readonly prepareMissing: (people: readonly BookedPerson[]) => Promise<void>;
  /** Changes or makes the account of a person at a center; false when nobody has that number. */
  readonly setAccount: (change: AccountChange) => Promise<boolean>;
  readonly setRecipient: (recipient: Recipient) => Promise<void>;
  readonly recipient: (address: string) => Promise<Recipient | null>;
  /** Registers somebody in the app, or ends it. */
  readonly setAppUser: (user: AppUser) => Promise<void>;
  /** Null: nobody is registered there under this address. */
  readonly appUser: (address: string) => Promise<Recipient | null>;
  readonly settings: () => Settings;
  readonly setSettings: (settings: Settings) => Promise<void>;
  /** Empties every book. */
  readonly reset: () => Promise<void>;
}

export async function openBooks(database: Database): Promise<Books> {
  const { ask, together } = database;
  const [stored] = await ask('select content from sim.settings');
  let settings = Settings.parse(stored?.['content'] ?? {});

  return {
    find: (numbers) => find(ask, numbers),
    prepare: (person) => together((within) => prepare(within, person)),
    prepareMissing: (people) =>
      together(async (within) => {
        for (const person of people) {
          const known = await find(within, numbersOf(person));
          if (known.length === 0) await prepare(within, person);
        }
      }),
    setAccount: (change) => together((within) => setAccount(within, change)),
    setRecipient: async ({ to, outcome, reason }) => {
      await ask(
        `insert into sim.recipient (address, outcome, reason) values ($1, $2, $3)
         on conflict (address) do update set outcome = excluded.outcome, reason = excluded.reason`,
        [to, outcome, reason],
      );
    },
    recipient: (address) => recipientOf(ask, 'sim.recipient', address),
    setAppUser: (user) => setAppUser(ask, user),
    appUser: (address) => recipientOf(ask, 'sim.app_user', address),
    settings: () => settings,
    setSettings: async (wanted) => {
      await ask(
        `insert into sim.settings (content) values ($1)
         on conflict (single) do update set content = excluded.content`,
        [JSON.stringify(wanted)],
      );
      settings = wanted;
    },
    reset: async () => {
      await ask(`truncate sim.person, sim.document, sim.account, sim.loan, sim.answered,
        sim.request, sim.message, sim.recipient, sim.app_user, sim.fault, sim.settings, sim.bank_event,
        sim.bank_entry, sim.bank_instruction, sim.bank_mandate, sim.bank_deposit, sim.bank_card,
        sim.bank_move, sim.bank_place`);
      settings = Settings.parse({});
    },
  };
}

function numbersOf(person: BookedPerson): readonly string[] {
  return person.documents.map(({ number }) => number);
}

const FIND = `
select json_build_object(
  'documents', (select json_agg(json_build_object('type', d.type, 'number', d.number)
    order by d.position) from sim.document d where d.person_id = p.id),
  'name', p.name, 'bornOn', p.born_on, 'sex', p.sex, 'deceased', p.deceased,
  'fraudFlag', p.fraud_flag, 'bans', p.bans,
  'accounts', (select coalesce(json_agg(json_build_object('center', a.center,
    'centerName', a.center_name, 'accountNo', a.account_no, 'state', a.state,
    'source', a.source, 'openedOn', a.opened_on, 'paidTo', a.paid_to,
    'hasBalance', a.has_balance) order by a.id), '[]')
    from sim.account a where a.person_id = p.id),
  'loans', (select coalesce(json_agg(json_build_object('center', l.center, 'kind', l.kind,
    'state', l.state, 'settledOn', l.settled_on, 'role', l.role, 'overdue', l.overdue,
    'fraudFlag', l.fraud_flag) order by l.id), '[]')
    from sim.loan l where l.person_id = p.id),
  'identityResult', p.identity_result, 'nationalStatus', p.national_status,
  'matches', p.matches) as person
from sim.person p
where p.id in (select person_id from sim.document where number = any($1::text[]))
order by p.id`;

async function find(ask: Ask, numbers: readonly string[]): Promise<readonly BookedPerson[]> {
  const rows = await ask(FIND, [numbers], 'find people');
  return z.array(BookedPerson).parse(rows.map((row) => row['person']));
}

async function prepare(ask: Ask, person: BookedPerson): Promise<void> {
  await ask(
    `delete from sim.person where id in
       (select person_id from sim.document where number = any($1::text[]))`,
    [numbersOf(person)],
  );
  const id = await idOf(
    ask(
      `insert into sim.person (name, born_on, sex, deceased, fraud_flag, bans, identity_result,
         national_status, matches) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      [
        person.name,
        person.bornOn,
        person.sex,
        person.deceased,
        person.fraudFlag,
        JSON.stringify(person.bans),
        person.identityResult,
        person.nationalStatus,
        person.matches,
      ],
    ),
  );
  for (const [position, document] of person.documents.entries()) {
    await ask(
      'insert into sim.document (number, type, position, person_id) values ($1, $2, $3, $4)',
      [document.number, document.type, position, id],
    );
  }
  for (const account of person.accounts) await addAccount(ask, id, account);
  for (const loan of person.loans) await addLoan(ask, id, loan);
}

async function idOf(rows: ReturnType<Ask>): Promise<string> {
  return z.string().parse((await rows)[0]?.['id']);
}

async function addAccount(ask: Ask, person: string, account: BookedAccount): Promise<void> {
  await ask(
    `insert into sim.account (person_id, center, center_name, account_no, state, source,
       opened_on, paid_to, has_balance) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      person,
      account.center,
      account.centerName,
      account.accountNo,
      account.state,
      account.source,
      account.openedOn,
      account.paidTo,
      account.hasBalance,
    ],
  );
}

async function addLoan(ask: Ask, person: string, loan: BookedLoan): Promise<void> {
  await ask(
    `insert into sim.loan (person_id, center, kind, state, settled_on, role, overdue, fraud_flag)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      person,
      loan.center,
      loan.kind,
      loan.state,
      loan.settledOn,
      loan.role,
      loan.overdue,
      loan.fraudFlag,
    ],
  );
}

async function setAccount(ask: Ask, { number, ...change }: AccountChange): Promise<boolean> {
  const [person] = await find(ask, [number]);
  if (!person) return false;
  const known = person.accounts.find(({ center }) => center === change.center);
  const others = person.accounts.filter((account) => account !== known);
  const changed = BookedAccount.parse({ state: 'normal', ...known, ...change });
  await prepare(ask, { ...person, accounts: [...others, changed] });
  return true;
}

async function setAppUser(ask: Ask, { to, registered, outcome, reason }: AppUser): Promise<void> {
  await ask('delete from sim.app_user where address = $1', [to]);
  if (!registered) return;
  await ask(
    `insert into sim.app_user (address, outcome, reason) values ($1, $2, $3)
     on conflict (address) do update set outcome = excluded.outcome, reason = excluded.reason`,
    [to, outcome, reason],
  );
}

async function recipientOf(
  ask: Ask,
  book: 'sim.recipient' | 'sim.app_user',
  address: string,
): Promise<Recipient | null> {
  const [row] = await ask(
    `select address as to, outcome, reason from ${book} where address = $1`,
    [address],
    `find in ${book}`,
  );
  return row ? z.custom<Recipient>().parse({ ...row }) : null;
}
