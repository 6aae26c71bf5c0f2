/** What the bank tells of instructions and of money that came in, page by page. */
import { type Ask } from '../database.ts';
import { type FaultKind } from '../inputs.ts';
import { type IncomingQuery, type ResultsQuery } from './inputs.ts';

/** An instruction as the bank tells of it; no card and no name. */
export const SHOWN = `json_build_object('key', key, 'batch', batch, 'kind', kind, 'state', state,
  'asked', coalesce(told, amount)::text, 'amount', case when serial is not null then moves::text end,
  'code', code, 'serial', serial, 'bookedOn', to_char(booked_on, 'YYYY-MM-DD'),
  'returnSerial', return_serial, 'returnedOn', to_char(returned_on, 'YYYY-MM-DD'))`;

const PAGE = `
select seq::text, content from sim.bank_event
where kind = $1 and center = $2 and ($3::text is null or batch = $3) and seq > $4::bigint
order by seq limit $5`;

interface PageQuery extends IncomingQuery {
  readonly kind: 'result' | 'incoming';
  readonly batch: string | null;
}

async function page(ask: Ask, query: PageQuery) {
  const { requestId, kind, center, batch, after, limit } = query;
  const rows = await ask(PAGE, [kind, center, batch, after, limit + 1], 'bank events');
  const told = rows.slice(0, limit);
  const last = told.at(-1);
  return {
    requestId,
    items: told.map(({ content }) => content as object),
    next: last === undefined ? after : String(last['seq']),
    more: rows.length > limit,
  };
}

export function results(ask: Ask, query: ResultsQuery) {
  return page(ask, { ...query, kind: 'result' });
}

export function incoming(ask: Ask, query: IncomingQuery) {
  return page(ask, { ...query, kind: 'incoming', batch: null });
}

/** Results twice, or in another order; where the page ends stays as it is. */
export function spoiled<T extends { readonly items: readonly object[] }>(
  answer: T,
  fault: FaultKind | null,
): T {
  const { items } = answer;
  if (fault === 'duplicate-result') return { ...answer, items: items.flatMap((one) => [one, one]) };
  if (fault === 'out-of-order') return { ...answer, items: items.toReversed() };
  return answer;
}
