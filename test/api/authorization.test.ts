/**
 * Who may call what: every cell of role × operation × whose object, generated from the table.
 *
 * A refusal by the table is 403; what is not reached is 404, byte for byte the answer to an id
 * that does not exist; everything else is the business's own answer.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { AUTHORIZATION, checkAuthorization } from '../../src/api/authorization.ts';
import { OPERATIONS } from '../../src/api/operations-list.ts';
import {
  ABSENCE,
  CALLS,
  csv,
  DECISION,
  FIGURE,
  RESTART,
  keepForm,
  type Things,
} from './world/calls.ts';
import { startCase, uploaded } from './world/cases.ts';
import { tamperIn } from '../db/tamper.ts';
import { unansweredDebit } from './world/unanswered.ts';
import { bankThings, proofMade } from './world/bank.ts';
import { ledgerThings } from './world/ledger.ts';
import type { Told } from './world/told.ts';
import { world, type World } from './world/index.ts';
import { workersAlive } from './world/stuck.ts';
import { STAFF } from './world/seed.ts';

/** A time demo whose clock is being moved: the one place where time can be asked for at all. */
const place = world({
  demoTime: { now: Date.now, moving: () => true, travel: () => Promise.resolve(null) },
});

type Whose = 'hall' | 'bank' | 'channel' | 'dalian';
const things = new Map<Whose, Things>();
/** Nothing of this exists. */
const NOWHERE: Things = {
  center: '000000',
  branch: '',
  submitter: '',
  ...{ case: randomUUID(), person: randomUUID(), task: randomUUID(), document: randomUUID() },
  ...{ sheet: randomUUID(), file: randomUUID(), operation: randomUUID(), proposal: randomUUID() },
  ...{ event: '999999999', verification: randomUUID() },
  ...{ member: 'nobody-there', change: randomUUID(), absence: randomUUID() },
  decision: '0',
  account: randomUUID(),
  repair: randomUUID(),
  run: 'proof.000000.2026-11-22.1',
  ...{ bankDay: '000000/2026-10-10', difference: randomUUID(), proof: 'proof.000000.2026-11-22.1' },
  ...{ suspense: randomUUID(), unanswered: randomUUID() },
  ...{
    journal: '999999999',
    reversal: randomUUID(),
    correction: randomUUID(),
    receivable: randomUUID(),
  },
  slip: randomUUID(),
};

beforeAll(async () => {
  await keepForm(place.as('lin-guiyuan'));
  await workersAlive(place.owner);
  things.set('hall', await made('lin-guiyuan', 'sun-zhuguan', 'sy-hall'));
  things.set('bank', await made('wang-guiyuan', 'sun-zhuguan', 'sy-bank'));
  things.set('channel', await made('channel-bank', 'sun-zhuguan', 'sy-bank'));
  things.set('dalian', await made('dl-guiyuan', 'dl-zhuguan', 'dl-hall'));
});

async function made(submitter: string, supervisor: string, branch: string): Promise<Things> {
  const api = place.as(submitter);
  const { id, told } = await startCase(api);
  await place.engine.move(id, { decisions: [DECISION] });
  const { rows } = await place.owner.query<
    Record<'task' | 'document' | 'decision' | 'file' | 'event', string>
  >(
    `select (select id::text from decision where case_id = $1 limit 1) as decision,
       (select id from task where case_id = $1 limit 1) as task,
       (select id from event where case_id = $1 limit 1) as event,
       (select id from document where case_id = $1 limit 1) as document,
       (select id from file where case_id = $1 limit 1) as file`,
    [id],
  );
  const bulk = await api.post('/operations?kind=account-opening', csv());
  const desk = place.as(supervisor);
  const proposal = await desk.post('/figures', { body: FIGURE() });
  const member = await newMember(told.string('center'), branch);
  const change = await desk.post('/staff/changes', {
    body: { kind: 'suspend', staff: member, reason: '测试' },
  });
  const absence = await desk.post(`/staff/${member}/absences`, { body: ABSENCE(1) });
  const center = told.string('center');
  const run = await desk.post('/runs', { body: { kind: 'proof', center, on: '2026-11-01' } });
  const verification = await desk.post('/audit/verifications');
  const person = told.string('person.id');
  const sheet = await desk.post(`/persons/${person}/earliest-dates:print`);
  const account = await newAccount(person, center);
  place.repairs.views.set(id, { status: 'absent' });
  const repair = await desk.post('/supervision/repairs', { body: RESTART(id) });
  return {
    center: told.string('center'),
    branch,
    submitter,
    case: id,
    person,
    sheet: sheet.string('id'),
    account: account.id,
    ...rows[0]!,
    operation: bulk.string('id'),
    proposal: proposal.string('id'),
    repair: repair.string('id'),
    verification: verification.string('id'),
    member,
    change: change.string('id'),
    absence: absence.string('id'),
    run: run.string('id'),
    ...(await bankThings(place.owner, center)),
    proof: await proofMade(place.owner, place.secrets, { center, day: '2026-10-10' }),
    suspense: await newSuspense(center),
    unanswered: await newUnanswered(center, account.number),
    ...(await ledgerThings(place.owner, { center, person, supervisor })),
  };
}

async function newAccount(person: string, center: string) {
  const { rows } = await place.owner.query<{ id: string; number: string }>(
    `insert into account (number, center, person, state, source, opened_on)
     select lpad(nextval('account_number')::text, 20, '0'), $2, $1, 'normal', 'flexible',
            '2026-07-01' returning id, number`,
    [person, center],
  );
  return rows[0]!;
}

/** Money in suspense, with its journal. */
async function newSuspense(center: string): Promise<string> {
  const serial = randomUUID();
  const journal = {
    ...{ key: `receipt/${serial}`, kind: 'receipt', valueDate: '2026-11-02', by: 'test' },
    lines: [
      { book: 'bank', amount: '-1.00' },
      { book: 'suspense', amount: '1.00' },
    ],
  };
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into suspense_item (center, serial, amount, received_on, cause, journal)
     select $1, $2, 1, '2026-11-02', 'no-virtual-account', l.journal from ledger_post($1, $3) l
     returning id`,
    [center, serial, JSON.stringify([journal])],
  );
  return rows[0]!.id;
}

async function newUnanswered(center: string, account: string): Promise<string> {
  const { rows } = await place.owner.query<{ name: string }>('select current_database() as name');
  const put = (some: readonly string[]) => tamperIn(rows[0]!.name, ...some);
  return (await unansweredDebit(place.owner, { center, account }, put)).id;
}

async function newMember(center: string, branch: string): Promise<string> {
  const id = `m-${randomUUID().slice(0, 8)}`;
  await place.owner.query(
    `insert into staff (id, subject, kind, name, center) values ($1, $1, 'person', $1, $2)`,
    [id, center],
  );
  await place.owner.query(
    `insert into staff_scope (staff, role, center, branch, valid_from)
     values ($1, 'clerk', $2, $3, '2026-01-01')`,
    [id, center, branch],
  );
  return id;
}

const REFUSED_BY_TABLE = '您的岗位不能办理该事项，或没有在所选岗位上的授权。';

/** What one operation does with an object is told by its place; `null`: it has none. */
function reached(staff: (typeof STAFF)[number], operation: string, of: Things): boolean | null {
  const { object } = AUTHORIZATION[operation]!;
  const own = of.submitter === staff.id;
  const center = staff.center === of.center;
  const branch = staff.branch === null || staff.branch === of.branch;
  const cased = center && branch && (staff.role !== 'channel' || own);
  if (
    ['getCase', 'actOnCase', 'getFile', 'revealCase', 'addCaseNote'].includes(operation) ||
    /^(pause|resume)Case$/.test(operation)
  ) {
    return cased;
  }
  if (
    ['getStuck', 'proposeRepair', 'getRepair', 'decideRepair', 'withdrawRepair'].includes(operation)
  ) {
    return cased;
  }
  // Only the frozen list of a bulk repair is confirmed; this one came from a file.
  if (operation === 'confirmOperation') return null;
  if (/^(list|get)Case[A-Z]/.test(operation) && object === 'case') return cased;
  if (/^(get|claim|release|assign|acknowledge)Task$|^moveTaskDue$/.test(operation)) return cased;
  if (/^(get|reveal|list)Person|^(get|print)EarliestDates$|^decideFigure$/.test(operation)) {
    return center;
  }
  if (/^(getStaff|(propose|decide|withdraw)StaffChange|(record|end)Absence)$/.test(operation)) {
    return center;
  }
  if (['getAuditEvent', 'getVerification'].includes(operation)) return center;
  if (operation === 'listFigures') return center;
  if (/Operation(Rows)?$/.test(operation) && operation !== 'startOperation') {
    return center && (own || ['supervisor', 'auditor'].includes(staff.role));
  }
  return null;
}

const bare = (told: Told) =>
  JSON.stringify([
    told.status,
    told.headers.get('content-type'),
    [...told.headers.keys()].filter((name) => !name.startsWith('ratelimit')).sort(),
    told.text.replace(told.headers.get('x-request-id') ?? '', ''),
  ]);

describe('the authorization table', () => {
  it('has a row for every route and a route for every row', () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(() => {
      checkAuthorization(ids);
    }).not.toThrow();
    expect(() => {
      checkAuthorization([...ids, 'forgotten']);
    }).toThrow(/no row for \[forgotten\]/);
    expect(() => {
      checkAuthorization(ids.slice(1));
    }).toThrow(new RegExp(`no route for .*${ids[0]!}`));
  });

  it('is tried for every operation but the endless streams', () => {
    const streams = ['streamCase', 'streamTasks'];
    expect(Object.keys(CALLS).sort()).toEqual(
      Object.keys(AUTHORIZATION)
        .filter((id) => !streams.includes(id))
        .sort(),
    );
  });

  it('lets nobody in without a sign-in', async () => {
    for (const [operation, call] of Object.entries(CALLS)) {
      const told = await call(place.anonymous(), NOWHERE);
      expect([operation, told.status]).toEqual([operation, 401]);
    }
  });
});

/** Here the permit table, the task's role or the case type says who may, after the table did. */
const INNER = new Set([
  ...['actOnCase', 'claimTask', 'releaseTask', 'acknowledgeTask', 'createCase', 'precheckCase'],
  // A colleague's is a supervisor's business; a change is withdrawn by whoever proposed it.
  // Whose open task it is.
  ...['pauseCase', 'resumeCase'],
  ...['recordAbsence', 'endAbsence', 'withdrawStaffChange'],
  // So it is with a repair.
  'withdrawRepair',
]);

/** What one cell of the matrix got wrong, or nothing. */
async function cell(staff: (typeof STAFF)[number], operation: string): Promise<string[]> {
  const api = place.as(staff.id);
  const call = CALLS[operation]!;
  const wrong: string[] = [];
  const say = (whose: string, told: Told, what: string) =>
    wrong.push(`${operation} on ${whose}: ${what}, got ${told.status} ${told.text.slice(0, 160)}`);
  if (!AUTHORIZATION[operation]!.roles.includes(staff.role)) {
    const told = await call(api, things.get('hall')!);
    if (told.at('detail') !== REFUSED_BY_TABLE) say('hall', told, 'the table should refuse');
    return wrong;
  }
  for (const [whose, of] of things) {
    const told = await call(api, of);
    const expected = reached(staff, operation, of);
    if (told.text.includes(REFUSED_BY_TABLE)) say(whose, told, 'the table should allow');
    if (expected === false && bare(told) !== bare(await call(api, NOWHERE))) {
      say(whose, told, 'not yours should look like not there');
    }
    if (expected !== null && (told.status === 404) !== !expected) {
      say(whose, told, expected ? 'should be reached' : 'should not be reached');
    }
    if (expected && told.status === 403 && !INNER.has(operation)) say(whose, told, 'no refusal');
    if (expected === null) break;
  }
  return wrong;
}

const AT_ONCE = 6;

describe('every operation on the things of every place', () => {
  it.each(STAFF)('is decided by the table for $id ($role of $center $branch)', async (staff) => {
    const waiting = Object.keys(CALLS);
    const wrong: string[] = [];
    const worker = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        wrong.push(...(await cell(staff, next)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(wrong).toEqual([]);
  });
});

describe('scope', () => {
  it('shows in lists and searches only what is reached', async () => {
    const seen = async (staff: string) => {
      const told = await place.as(staff).get('/cases?limit=100');
      return new Set(told.list('items').map(({ id }) => id));
    };
    const of = (whose: Whose) => things.get(whose)!.case;
    const clerk = await seen('lin-guiyuan');
    expect([clerk.has(of('hall')), clerk.has(of('bank')), clerk.has(of('dalian'))]).toEqual([
      true,
      false,
      false,
    ]);
    const supervisor = await seen('sun-zhuguan');
    expect([supervisor.has(of('bank')), supervisor.has(of('dalian'))]).toEqual([true, false]);
    const channel = await seen('channel-bank');
    expect([channel.has(of('channel')), channel.has(of('bank'))]).toEqual([true, false]);
    expect((await seen('channel-terminal')).size).toBe(0);
    const number = await numberOf(place, of('bank'));
    const found = await place.as('lin-guiyuan').post('/cases:search', { body: { number } });
    expect(found.list('items')).toEqual([]);
    const own = await place.as('wang-guiyuan').post('/cases:search', { body: { number } });
    expect(own.list('items')).toHaveLength(1);
  });

  it('ends at once when a right is taken away, and follows a case that moved', async () => {
    const clerk = place.as('lin-guiyuan');
    const { id } = await startCase(clerk);
    await place.owner.query(`update "case" set branch = 'sy-bank' where id = $1`, [id]);
    expect((await clerk.get(`/cases/${id}`)).status).toBe(404);
    expect((await place.as('wang-guiyuan').get(`/cases/${id}`)).status).toBe(200);
    await place.owner.query(
      `update staff_scope set valid_to = '2026-01-02' where staff = 'wang-guiyuan'`,
    );
    expect((await place.as('wang-guiyuan').get(`/cases/${id}`)).status).toBe(403);
    await place.owner.query(`update staff_scope set valid_to = null where staff = 'wang-guiyuan'`);
    expect((await place.as('wang-guiyuan').get(`/cases/${id}`)).status).toBe(200);
  });

  it('lets somebody with two roles act in the one named by Anju-Role, and in no other', async () => {
    await place.owner.query(
      `insert into staff_scope (staff, role, center, valid_from)
       values ('zhao-fuhe', 'auditor', '210100', '2026-01-01')`,
    );
    const api = place.as('zhao-fuhe');
    expect((await api.get('/audit/events')).status).toBe(200);
    expect((await api.get('/audit/events', { 'anju-role': 'reviewer' })).status).toBe(403);
    expect((await api.get('/me', { 'anju-role': 'king' })).status).toBe(403);
    expect((await api.get('/me', { 'anju-role': 'clerk' })).status).toBe(403);
  });

  it('refuses a person’s token made by a program, and a channel without its scope', async () => {
    expect(await uploaded(place.as('channel-terminal'), 'other')).toBeTruthy();
    await place.owner.query(`update staff set kind = 'person' where id = 'channel-terminal'`);
    const told = await place.as('channel-terminal').get('/me');
    expect(told.body).toMatchObject({ code: 'not-authorized' });
    await place.owner.query(`update staff set kind = 'channel' where id = 'channel-terminal'`);
  });
});

async function numberOf({ owner }: World, id: string): Promise<string> {
  const { rows } = await owner.query<{ number: string }>(
    'select number from "case" where id = $1',
    [id],
  );
  return rows[0]!.number;
}
