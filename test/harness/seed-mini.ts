/** One center with two branches, its staff, figures and central account. */
import type pg from 'pg';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';

export async function seedMini(owner: pg.Pool): Promise<void> {
  await owner.query(`insert into center (code, name, short_name, document_prefix, rule, reconsideration_body)
    values ('210100', '沈阳市住房公积金管理中心', '沈阳公积金', '沈公积金灵', '沈阳灵活就业人员办法', '沈阳市人民政府')`);
  await owner.query(
    `insert into branch (id, center, name, kind) values ('sy-hall', '210100', '大厅', 'hall'), ('sy-bank', '210100', '网点', 'bank')`,
  );
  for (const [id, role] of [
    ['lin-guiyuan', 'clerk'],
    ['zhao-fuhe', 'reviewer'],
    ['sun-zhuguan', 'supervisor'],
    ['zhou-zhuguan', 'supervisor'],
  ]) {
    await owner.query(
      `insert into staff (id, subject, kind, name, center) values ($1, $1, 'person', $1, '210100')`,
      [id],
    );
    await owner.query(
      `insert into staff_scope (staff, role, center, valid_from) values ($1, $2, '210100', '2026-01-01')`,
      [id, role],
    );
  }
  await owner.query(
    `insert into central_account (number, center, name, state) values ('21010000000000000001', '210100', '灵活就业人员集中管理账户', 'normal')`,
  );
  for (const f of SHIPPED_FIGURES) {
    await owner.query(
      `insert into figure (center, district, name, value, valid_from, valid_to, document_number, proposed_by, approved_by) values ($1,$2,$3,$4,$5,$6,$7,'a','b')`,
      [f.center, f.district, f.name, f.value, f.from, f.to, f.document],
    );
  }
}
