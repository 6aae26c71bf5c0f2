/** A contribution somebody wants to take back, money to be recovered, a slip to pay by, without their runs. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export interface LedgerThings {
  readonly journal: string;
  readonly reversal: string;
  readonly correction: string;
  readonly receivable: string;
  readonly slip: string;
}

interface Of {
  readonly center: string;
  readonly person: string;
  /** Whoever proposed it. */
  readonly supervisor: string;
}

export async function ledgerThings(owner: pg.Pool, { center, person, supervisor }: Of) {
  const { rows: accounts } = await owner.query<{ number: string }>(
    `select number from account where person = $1 limit 1`,
    [person],
  );
  const account = accounts[0]!.number;
  const post = async (kind: string, lines: readonly object[]): Promise<string> => {
    const key = `test/${randomUUID()}`;
    const journals = [{ key, kind, valueDate: '2026-11-02', by: 'test', lines }];
    const { rows } = await owner.query<{ journal: string }>(
      'select journal from ledger_post($1, $2)',
      [center, JSON.stringify(journals)],
    );
    return rows[0]!.journal;
  };
  const personal = { book: 'personal', account, source: 'flexible' };
  const journal = await post('contribution', [
    { book: 'bank', amount: '-2.00' },
    { ...personal, amount: '2.00' },
  ]);
  const raised = await post('shortfall', [
    { book: 'receivable', amount: '-1.00' },
    { ...personal, amount: '1.00' },
  ]);
  const { rows: owed } = await owner.query<{ id: string }>(
    `select raise_receivable($1, $2, 1, 'reversed', now()) as id`,
    [raised, account],
  );
  const reversal = randomUUID();
  await owner.query(
    `insert into reversal (id, center, journal, plan, digest, reason, proposed_by, proposed_at)
     select $1, $2, $3, plan, plan->>'digest', '测试', $4, now()
       from reversal_plan($2, $3) plan`,
    [reversal, center, journal, supervisor],
  );
  await post('takeover', [
    { book: 'bank', amount: '-3.00' },
    { ...personal, source: 'unclassified', amount: '3.00' },
  ]);
  const correction = randomUUID();
  await owner.query(
    `insert into source_correction (id, center, account, from_source, to_source, amount, since, document,
       reason, plan, digest, proposed_by, proposed_at)
     select $1, $2, $3, 'unclassified', 'flexible', 3, '2026-11-02', '更〔2026〕1号', '测试', plan,
            plan->>'digest', $4, now()
       from source_correction_plan($3, 'unclassified', 'flexible', 3, '2026-11-02', '2026-11-02') plan`,
    [correction, center, account, supervisor],
  );
  const { rows: slips } = await owner.query<{ id: string }>(
    `insert into payment_slip (id, center, account, covers_from, covers_to, months, amount, made_on,
       valid_to, made_at, made_by)
     select id, $1, $3, '2026-11', '2026-11', 1, 800, '2026-11-02', '2026-11-05', now(), $4
       from person_document where person = $2 limit 1 returning id`,
    [center, person, account, supervisor],
  );
  const [receivable, slip] = [owed[0]!.id, slips[0]!.id];
  return { journal, reversal, correction, receivable, slip } satisfies LedgerThings;
}
