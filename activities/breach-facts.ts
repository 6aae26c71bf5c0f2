/** Whether there is a breach to begin with: the agreement, the months missed, the days for a cure. */
import type { KeyObject } from 'node:crypto';
import { openJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { missedKey, missedSpanOf, spanWithLeftOutOf, type MissedSpan } from '../src/db/breaches.ts';
import type { Db } from '../src/db/pool.ts';
import type { PlainDate } from '../src/domain/calendar.ts';
import type { BreachKind } from '../src/domain/vocabulary.ts';
import type { AgreementParams } from '../src/cases/wording-documents.ts';
import type { InForce } from '../src/ledger/agreements-in-force.ts';
import type { ClauseKey } from '../src/policy/clauses.ts';
import { wholeValue } from '../src/policy/figure-values.ts';
import { figureInForce, type Figure } from '../src/policy/figures.ts';

/** Agreements that were signed without a term of their own have this one. */
const CURE_DAYS = 30;

/** The center moved the limits, and debited nothing because of it. */
const LEFT_OUT =
  '欠缴的月份中，有的只因约定的月缴存额不在现行上下限之内而没有扣款，不计入本人的违约；应当先请本人办理缴存变更。';

export interface FoundFact {
  readonly key: string;
  readonly span: MissedSpan | null;
  /** Days for the cure, as the agreement was signed. */
  readonly cureDaysOf: (key: KeyObject) => number;
}

export interface NoFact {
  readonly problem: string;
  readonly clause: ClauseKey;
}

interface Ask {
  readonly kind: BreachKind;
  readonly standing: InForce | null;
  readonly figures: readonly Figure[];
  readonly caseId: string;
  readonly on: PlainDate;
}

export async function findFact(db: Db, ask: Ask): Promise<FoundFact | NoFact> {
  const { kind, standing, figures, caseId, on } = ask;
  if (!standing) {
    return { problem: '该账户没有生效或者中止中的缴存使用协议。', clause: 'liaoning-2' };
  }
  const cureDaysOf = (key: KeyObject) => cureDaysIn(standing, key);
  if (kind !== 'missed-contributions') return { key: `case/${caseId}`, span: null, cureDaysOf };
  const span = await missedSpanOf(db, standing.account);
  const least = missedMonthsMin(figures, { center: standing.center, on });
  if (!span || span.months < least) {
    const all = await spanWithLeftOutOf(db, standing.account);
    if (all && all.months >= least) return { problem: LEFT_OUT, clause: 'liaoning-4' };
    const found = span ? `目前连续欠缴${span.months}个月` : '目前没有欠缴，或者已经恢复缴存';
    const problem = `${found}，未达到构成违约的连续${least}个月。`;
    return { problem, clause: 'liaoning-2' };
  }
  return { key: missedKey(span), span, cureDaysOf };
}

/** From how many months missed in a row it is a breach, by the center's figure. */
export function missedMonthsMin(
  figures: readonly Figure[],
  { center, on }: { readonly center: string; readonly on: PlainDate },
): number {
  const figure = figureInForce(figures, { center, district: null, name: 'breach-months', on });
  // Nobody is in breach by a figure that nobody has set.
  return figure === null ? Number.MAX_SAFE_INTEGER : wholeValue(figure);
}

function cureDaysIn({ agreement, parameters }: InForce, key: KeyObject): number {
  // Sealed when it was offered, and read here for what was signed.
  const content = openJson(key, place.agreement(agreement), parameters) as Partial<AgreementParams>;
  return content.terms?.cureDays ?? CURE_DAYS;
}

export async function openBreachOf(
  db: Db,
  account: string,
  kind: BreachKind,
  caseId: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from breach where account = $1 and kind = $2 and covers_from is null
        and ended_on is null and case_id <> $3 limit 1`,
    [account, kind, caseId],
  );
  return (rowCount ?? 0) > 0;
}
