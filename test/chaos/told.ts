/** What clients were told during a run, beside what the books say, and the same requests once more. */
import type pg from 'pg';
import { channelStage } from '../../src/api/channel-view.ts';
import { accountOpening } from '../../src/cases/account-opening.ts';
import type { Finding } from './books.ts';
import { accepted, type Opening } from './opening.ts';

interface Row {
  readonly number: string;
  readonly version: number;
  readonly hash: string;
  /** Stage of every version, from 1. */
  readonly stages: readonly string[];
}

const ROW = `
select c.number, c.version, g.hash,
  (select array_agg(e.result->>'stage' order by (e.result->>'version')::integer)
     from effect e where e.case_id = c.id) as stages
from "case" c join agreement g on g.case_id = c.id and g.state = 'active'
where c.id = $1`;

export async function compareTold(own: pg.Pool, openings: readonly Opening[]): Promise<Finding> {
  const wrong: string[] = [];
  for (const opening of openings) {
    const { rows } = await own.query<Row>(ROW, [opening.caseId]);
    const row = rows[0];
    const problems = row ? contradictions(opening, row) : ['the books do not know it'];
    wrong.push(
      ...problems.map((problem) => `opening ${opening.n} (${opening.caseId}): ${problem}`),
    );
    wrong.push(...(await askedAgain(opening)));
  }
  return { id: 'I6', title: 'what clients were told is what the books say', wrong };
}

function contradictions({ number, told, signedHash }: Opening, row: Row): readonly string[] {
  const wrong: string[] = [];
  if (row.number !== number) wrong.push('it was told another number');
  if (row.hash !== signedHash) wrong.push('another agreement is in force than was signed');
  for (const { version, stage } of told) {
    const real = row.stages[version - 1];
    const shown = real === undefined ? [] : [real, channelStage(accountOpening, real)];
    if (!shown.includes(stage)) {
      wrong.push(`version ${version} was told as ${stage}, the books say ${real ?? 'nothing'}`);
    }
  }
  if (told.at(-1)?.stage !== 'opened') wrong.push('it was not told that the account is opened');
  return wrong;
}

/** The same start under the same key is the same case. */
async function askedAgain({ n, by, start, caseId, number }: Opening): Promise<readonly string[]> {
  const reply = await by.ask(start);
  const what = `the start of opening ${n}, repeated,`;
  try {
    const answer = accepted(reply, what);
    return answer.id === caseId && answer.number === number ? [] : [`${what} is another case`];
  } catch (error) {
    return [error instanceof Error ? error.message : what];
  }
}
