/** What the books know of an agent (代理人): whether it is the person, or somebody of the office. */
import type { Db } from './pool.ts';

/** Whether one of these document hashes is the person's own. */
export async function agentKnownAs(
  db: Db,
  { person, hashes }: { readonly person: string; readonly hashes: readonly string[] },
): Promise<boolean> {
  const { rows } = await db.query({
    name: 'agent-is-person',
    text: 'select 1 from identity_document where person = $1 and number_hash = any ($2) limit 1',
    values: [person, hashes],
  });
  return rows.length > 0;
}

/** Staff ids of the center's people of that name who still work there. */
export async function staffNamed(
  db: Db,
  { center, name }: { readonly center: string; readonly name: string },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'staff-named',
    text: `select id from staff
            where center = $1 and name = $2 and kind = 'person' and active and left_on is null
            order by id`,
    values: [center, name],
  });
  return rows.map(({ id }) => id);
}
