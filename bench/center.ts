/** A center with the figures as they are shipped, for benches that fill their own accounts in. */
import type pg from 'pg';
import { SHIPPED_FIGURES } from '../src/policy/centers/index.ts';

export const CENTER = '210100';

export async function fillCenter(client: pg.Client): Promise<void> {
  await client.query(
    `insert into center (code, name, short_name, document_prefix, rule, reconsideration_body)
     values ($1, '甲中心', '甲', '甲', '甲规', '甲府')`,
    [CENTER],
  );
  for (const { center, district, name, value, from, to, document } of SHIPPED_FIGURES) {
    await client.query(
      `insert into figure (center, district, name, value, valid_from, valid_to, document_number,
         proposed_by, approved_by) values ($1, $2, $3, $4, $5, $6::date - 1, $7, 'a', 'b')`,
      [center, district, name, value, from, to, document],
    );
  }
}
