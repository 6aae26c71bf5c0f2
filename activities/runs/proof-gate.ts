/** While the last proof of a center is red, nothing moves its money in bulk. */
import type { Db } from '../../src/db/pool.ts';

export async function isProofRed(db: Db, center: string): Promise<boolean> {
  const { rows } = await db.query<{ verdict: string | null }>({
    name: 'last-proof',
    text: `select result->>'verdict' as verdict from run
            where kind = 'proof' and center = $1 and state = 'done'
            order by business_on desc, turn desc limit 1`,
    values: [center],
  });
  return rows[0]?.verdict === 'red';
}
