/** A figure that changes while cases of a suite run: planted before them, foretold, and chosen for by two. */
import { randomUUID } from 'node:crypto';
import { readRunning } from '../../src/api/running-cases.ts';
import { workCalendar } from '../../src/api/queries/figures.ts';
import { runningCases } from '../../src/api/queries/running-cases.ts';
import { figuresOf } from '../../src/api/figure-rows.ts';
import type { ApiDeps } from '../../src/api/deps.ts';
import { foretell, type CaseImpact } from '../../src/cases/figure-running.ts';
import { decideChoice, proposeChoice } from '../../src/db/figure-choices.ts';
import { createPool } from '../../src/db/pool.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { FigureClass } from '../../src/policy/figure-choice.ts';
import type { FigureName } from '../../src/policy/figures.ts';
import { withoutFigure } from '../../src/policy/figure-choice.ts';
import { acting } from '../db/fixtures.ts';
import type { Office } from './office.ts';

const CENTER = '210100';
const SUN = acting('sun-zhuguan', 'supervisor', Date.now());
const ZHOU = acting('zhou-zhuguan', 'supervisor', Date.now());

export interface Planted {
  readonly name: FigureName;
  readonly from: PlainDate;
  readonly proposal: string;
}

export function figureChanges(place: Office) {
  /** In force from a day on, proposed by one and agreed to by another. Call it before any case is begun. */
  async function planted(name: FigureName, value: string, from: PlainDate): Promise<Planted> {
    const { owner } = place.db;
    const proposal = randomUUID();
    await owner.query(
      `update figure set valid_to = $1::date - 1
        where center = $3 and district is null and name = $2 and valid_to is null`,
      [from, name, CENTER],
    );
    await owner.query(
      `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
       values ($4, $1, $2, $3, '新〔2026〕1号', 'a', 'b')`,
      [name, value, from, CENTER],
    );
    await owner.query(
      `insert into figure_proposal (id, center, name, value, valid_from, document_number, reason,
         proposed_by, proposed_at, decided_by, decided_at, approved, decision_reason)
       values ($1, $5, $2, $3, $4, '新〔2026〕1号', '年度调整', 'sun-zhuguan', now(),
         'zhou-zhuguan', now(), true, '同意')`,
      [proposal, name, value, from, CENTER],
    );
    return { name, from, proposal };
  }

  /** What the preview says of a running case, by the database role of the API. */
  async function foretold(caseId: string, { name, from }: Planted): Promise<CaseImpact> {
    const { type } = await place.row(caseId);
    const pool = createPool(place.db.urls.api, { name: 'test', max: 1 });
    try {
      const rows = await runningCases(pool, { center: CENTER, types: [type], limit: 100 });
      const row = rows.find(({ id }) => id === caseId);
      if (!row) throw new Error('the case is not among those that run');
      // Nothing else of what the API has is read for it.
      const deps = { pool, secrets: place.secrets } as unknown as ApiDeps;
      const running = await readRunning(deps, row, { name, by: SUN });
      const after = await figuresOf(pool, CENTER);
      const before = withoutFigure(after, { center: CENTER, district: null, name, from });
      const calendar = await workCalendar(pool);
      return foretell(running, { name, from, center: CENTER, before, after, calendar });
    } finally {
      await pool.end();
    }
  }

  /** Asked for by one supervisor, agreed to by another. */
  async function chosen(
    { proposal }: Planted,
    pick: 'keep' | 'new',
    { of, cases }: { readonly of: FigureClass; readonly cases: readonly string[] },
  ): Promise<void> {
    const id = randomUUID();
    const { api } = place.db;
    const reason = '管委会会议决定';
    await proposeChoice(api, { id, proposal, class: of, pick, cases, reason, by: SUN });
    await decideChoice(api, { choice: id, approve: true, reason, by: ZHOU });
  }

  return { planted, foretold, chosen };
}
