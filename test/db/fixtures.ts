/** A migrated database with two centers, their staff, and persons and cases on request. */
import { randomUUID, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { sealJson, sealText } from '../../src/crypto/cipher.ts';
import { createPersonKeys, type PersonKeys } from '../../src/crypto/person-key.ts';
import { place } from '../../src/crypto/places.ts';
import {
  generateSecrets,
  parseSecrets,
  type Secrets,
  type SecretsFile,
} from '../../src/crypto/secrets.ts';
import type { Acting } from '../../src/db/acting.ts';
import type { FileStore } from '../../src/db/files.ts';
import { findOrCreatePerson, type FoundPerson } from '../../src/db/applicants.ts';
import { insertCase, insertEvents } from '../../src/db/case-writes.ts';
import { insertTask } from '../../src/db/case-work.ts';
import { createPool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { database, type SuiteDatabase } from '../harness/database.ts';

export const CENTER = '210100';
export const OTHER_CENTER = '210200';
/** 2026-11-23 10:00 in Shanghai. */
export const NOW = Date.parse('2026-11-23T10:00:00.000+08:00');

export interface Bench {
  readonly database: SuiteDatabase;
  readonly owner: pg.Pool;
  readonly app: pg.Pool;
  readonly api: pg.Pool;
  readonly secretsFile: SecretsFile;
  readonly secrets: Secrets;
  readonly personKeys: PersonKeys;
}

/** Pools of the three roles, as the processes open them, on a database of the suite's own. */
export function bench(): Bench {
  const suite = database();
  const secretsFile = generateSecrets();
  const secrets = parseSecrets(secretsFile);
  const pools: Partial<Record<'owner' | 'app' | 'api', pg.Pool>> = {};
  beforeAll(async () => {
    for (const role of ['owner', 'app', 'api'] as const) {
      pools[role] = createPool(suite.urls[role], { name: `test-${role}`, max: 24 });
    }
    await offices(pools.owner!);
  });
  afterAll(async () => {
    await Promise.all(Object.values(pools).map((pool) => pool.end()));
  });
  return {
    database: suite,
    secretsFile,
    secrets,
    personKeys: createPersonKeys(secrets.center),
    get owner() {
      return pools.owner!;
    },
    get app() {
      return pools.app!;
    },
    get api() {
      return pools.api!;
    },
  };
}

const SCOPES = [
  ['lin', 'clerk', CENTER, 'sy-hall'],
  ['wang', 'clerk', CENTER, 'sy-bank'],
  ['zhao', 'reviewer', CENTER, null],
  ['qian', 'reviewer', CENTER, null],
  ['sun', 'supervisor', CENTER, null],
  ['zhou', 'supervisor', CENTER, null],
  ['li', 'auditor', CENTER, null],
  ['channel-bank', 'channel', CENTER, 'sy-bank'],
  ['dl-lin', 'clerk', OTHER_CENTER, null],
  ['dl-sun', 'supervisor', OTHER_CENTER, null],
] as const;

async function offices(owner: pg.Pool): Promise<void> {
  await owner.query(
    `insert into center (code, name, short_name, document_prefix, rule, reconsideration_body)
     values ($1, '甲中心', '甲', '甲', '甲规', '甲府'), ($2, '乙中心', '乙', '乙', '乙规', '乙府')`,
    [CENTER, OTHER_CENTER],
  );
  await owner.query(
    `insert into branch (id, center, name, kind) values
       ('sy-hall', $1, '大厅', 'hall'), ('sy-bank', $1, '银行网点', 'bank'),
       ('dl-hall', $2, '大厅', 'hall')`,
    [CENTER, OTHER_CENTER],
  );
  for (const [id, role, center, branch] of SCOPES) {
    await owner.query(
      `insert into staff (id, subject, kind, name, center, home_branch)
       values ($1, $1, $2, $1, $3, $4)`,
      [id, role === 'channel' ? 'channel' : 'person', center, branch],
    );
    await owner.query(
      `insert into staff_scope (staff, role, center, branch, valid_from)
       values ($1, $2, $3, $4, '2026-01-01')`,
      [id, role, center, branch],
    );
  }
}

export function acting(id: string, role: string, at = NOW): Acting {
  return { id, role, origin: 'test-request', at };
}

let lastNumber = 100;

/** Nobody's number: area 2199 was never given out. */
export function newNumber(): string {
  lastNumber += 1;
  return `21990019900101${String(lastNumber).padStart(4, '0')}`;
}

export async function newPerson(
  { app, personKeys, secrets }: Bench,
  number = newNumber(),
): Promise<FoundPerson> {
  const deps = { personKeys, lookup: secrets.lookup };
  return inTransaction(app, (tx) =>
    findOrCreatePerson(tx, deps, {
      center: CENTER,
      name: '张三',
      documents: [{ type: 'resident-id', number, validUntil: null }],
      bornOn: '1990-01-01',
      sex: 'M',
      phone: '13800000000',
      address: '沈阳市某街1号',
    }),
  );
}

let lastCase = 0;

export interface Made {
  readonly id: string;
  readonly person: FoundPerson;
}

/** A case of a new person with its application and first event, submitted by a clerk of sy-hall. */
export async function newCase(
  bench: Bench,
  { submittedBy = 'lin', branch = 'sy-hall' } = {},
): Promise<Made> {
  const person = await newPerson(bench);
  const id = randomUUID();
  lastCase += 1;
  const number = `K${String(lastCase).padStart(7, '0')}`;
  await inTransaction(bench.app, async (tx) => {
    await insertCase(tx, {
      id,
      number,
      center: CENTER,
      branch,
      type: 'account-opening',
      person: person.id,
      channel: 'hall',
      submittedBy,
      at: NOW,
      operation: null,
    });
    await tx.query(
      `insert into form_content (case_id, version, person, content, sent_by, sent_at)
       values ($1, 1, $2, $3, $4, now())`,
      [
        id,
        person.id,
        sealJson(person.key, place.formContent(id, 1), { applicant: { name: '张三' } }),
        submittedBy,
      ],
    );
    await insertEvents(tx, { center: CENTER, caseId: id, person: person.id, at: NOW }, [
      {
        kind: 'case-opened',
        actor: submittedBy,
        role: 'clerk',
        origin: 'test-request',
        public: { number },
        content: sealContent(person.key, id, { after: '张三' }),
      },
    ]);
  });
  return { id, person };
}

export function sealContent(key: KeyObject, caseId: string, content: object): string {
  return sealText(key, place.event(caseId, null), JSON.stringify(content));
}

export interface TaskOptions {
  readonly role?: string;
  readonly branch?: string | null;
  readonly notBy?: readonly string[];
  readonly on?: string;
  readonly workingDays?: number;
  readonly dueOn?: string;
  readonly provisional?: boolean;
}

/** An open task of a case, for any reviewer of the center unless said otherwise. */
export async function newTask(bench: Bench, caseId: string, options: TaskOptions = {}) {
  const { role = 'reviewer', branch = null, notBy = ['lin'] } = options;
  const id = randomUUID();
  await inTransaction(bench.app, (tx) =>
    insertTask(tx, {
      id,
      caseId,
      center: CENTER,
      branch,
      kind: 'review',
      role,
      notBy,
      at: NOW,
      on: options.on ?? '2026-11-23',
      workingDays: options.workingDays ?? 3,
      dueOn: options.dueOn ?? '2026-11-26',
      provisional: options.provisional ?? false,
    }),
  );
  return id;
}

/** The events of a case in order, without the first one. */
export async function laterEvents({ app }: Bench, caseId: string) {
  const { rows } = await app.query<{ kind: string; actor: string; public: object }>(
    `select kind, actor, public from event
      where case_id = $1 and kind <> 'case-opened' order by id`,
    [caseId],
  );
  return rows;
}

/**
 * Holds rows locked while work begins, and lets go when so many others wait for a lock: whatever
 * may run side by side has then read what stood there before.
 */
export async function sideBySide<T>(
  { owner }: Bench,
  lock: { readonly text: string; readonly values: readonly unknown[]; readonly waiting: number },
  begin: () => readonly Promise<T>[],
): Promise<readonly PromiseSettledResult<T>[]> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(lock.text, [...lock.values]);
    const all = Promise.allSettled(begin());
    await expect
      .poll(
        async () => {
          const { rows } = await owner.query<{ n: number }>(
            `select count(distinct l.pid)::int as n from pg_locks l join pg_stat_activity a using (pid)
            where a.datname = current_database() and not l.granted`,
          );
          return rows[0]?.n ?? 0;
        },
        { timeout: 5_000 },
      )
      .toBeGreaterThanOrEqual(lock.waiting);
    await client.query('commit');
    return await all;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** A content store that lies in memory. */
export function storeInMemory(): FileStore {
  const contents = new Map<string, Buffer>();
  return {
    put: (bytes) => {
      const address = String(contents.size).padStart(64, '0');
      contents.set(address, Buffer.from(bytes));
      return Promise.resolve(address);
    },
    get: (address) => Promise.resolve(contents.get(address) ?? null),
  };
}
