/** Two centers, their branches and staff, for the API's tests. */
import type pg from 'pg';
import type { Role } from '../../../src/cases/case.ts';
import { SHIPPED_FIGURES } from '../../../src/policy/centers/index.ts';
import { addDays } from '../../../src/domain/calendar.ts';

interface Member {
  readonly id: string;
  readonly role: Role;
  readonly center: string;
  readonly branch: string | null;
}

/** One person per role in the hall's center, a clerk of another branch, two of another center. */
export const STAFF: readonly Member[] = [
  { id: 'lin-guiyuan', role: 'clerk', center: '210100', branch: 'sy-hall' },
  { id: 'wang-guiyuan', role: 'clerk', center: '210100', branch: 'sy-bank' },
  { id: 'zhao-fuhe', role: 'reviewer', center: '210100', branch: null },
  { id: 'qian-shenpi', role: 'approver', center: '210100', branch: null },
  { id: 'sun-zhuguan', role: 'supervisor', center: '210100', branch: null },
  { id: 'zhou-zhuguan', role: 'supervisor', center: '210100', branch: null },
  { id: 'li-shenji', role: 'auditor', center: '210100', branch: null },
  { id: 'wu-yunwei', role: 'operator', center: '210100', branch: null },
  { id: 'channel-bank', role: 'channel', center: '210100', branch: 'sy-bank' },
  { id: 'channel-terminal', role: 'channel', center: '210100', branch: 'sy-hall' },
  { id: 'dl-guiyuan', role: 'clerk', center: '210200', branch: 'dl-hall' },
  { id: 'dl-zhuguan', role: 'supervisor', center: '210200', branch: null },
];

export async function seed(owner: pg.Pool): Promise<void> {
  for (const [code, name, short] of [
    ['210100', '沈阳住房公积金管理中心', '沈阳公积金'],
    ['210200', '大连住房公积金管理中心', '大连公积金'],
  ]) {
    await owner.query(
      `insert into center (code, name, short_name, document_prefix, rule, reconsideration_body)
       values ($1, $2, $3, $3, '灵活就业人员办法', '市人民政府')`,
      [code, name, short],
    );
    await owner.query(
      `insert into central_account (number, center, name, state) values ($1, $2, '集中管理账户', 'normal')`,
      [`${code}00000000000001`, code],
    );
  }
  for (const [id, center, kind] of [
    ['sy-hall', '210100', 'hall'],
    ['sy-bank', '210100', 'bank'],
    ['dl-hall', '210200', 'hall'],
  ]) {
    await owner.query('insert into branch (id, center, name, kind) values ($1, $2, $1, $3)', [
      id,
      center,
      kind,
    ]);
  }
  for (const { id, role, center, branch } of STAFF) {
    const kind = role === 'channel' ? 'channel' : 'person';
    await owner.query(
      `insert into staff (id, subject, kind, name, center, home_branch) values ($1, $1, $2, $1, $3, $4)`,
      [id, kind, center, branch],
    );
    await owner.query(
      `insert into staff_scope (staff, role, center, branch, valid_from)
       values ($1, $2, $3, $4, '2026-01-01')`,
      [id, role, center, branch],
    );
  }
  for (const { center, district, name, value, from, to, document } of SHIPPED_FIGURES) {
    await owner.query(
      `insert into figure (center, district, name, value, valid_from, valid_to, document_number,
         proposed_by, approved_by) values ($1, $2, $3, $4, $5, $6, $7, 'release', 'release')`,
      [center, district, name, value, from, to === null ? null : addDays(to, -1), document],
    );
  }
}
