/** 确认改期, 不同意改期: what the other supervisor asks for, beside the document it is to be compared with. */
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { valueAt } from '../../../../cases/differences.ts';
import { FormFields } from '../../../forms/form-fields.tsx';
import { api, read, type Schemas } from '../../../api/client.ts';
import { Day, Instant } from '../../../parts/when.tsx';
import { useFiles, useWaitMoves, type Case, type CaseEvent } from '../case-data.ts';
import { FileLook } from '../file-look.tsx';
import type { ActBodyProps } from './act-form.ts';

type Move = Schemas['WaitMoves']['moves'][number];

export function MoveBody({ case: of, form, without }: ActBodyProps) {
  const { data } = useWaitMoves(of.id);
  const asked = useQuery({
    queryKey: ['case', of.id, 'move-asked'],
    queryFn: () => lastAsked(of.id),
  });
  const move = data?.moves.find(({ state }) => state === 'proposed');
  return (
    <>
      {move && asked.data !== undefined && <Asked case={of} move={move} event={asked.data} />}
      {data && !move && <p className="empty-line">没有待确认的改期。</p>}
      <FormFields form={form} without={without} />
    </>
  );
}

interface AskedProps {
  readonly case: Case;
  readonly move: Move;
  readonly event: CaseEvent | null;
}

function Asked({ case: of, move, event }: AskedProps) {
  const files = useFiles(of.id);
  const scan = files.data?.find(({ id }) => id === valueAt(event?.content, '/file'));
  const { correctedOn } = move;
  const lines: readonly (readonly [string, ReactNode])[] = [
    ['等待', move.title],
    ['事由', move.groundTitle],
    ...(correctedOn === null
      ? []
      : ([['凭证上的封存日期', <Day key="seal" on={correctedOn} />]] as const)),
    [
      '期限',
      <Fragment key="days">
        <Day on={move.fromOn} /> → <Day on={move.toOn} />
      </Fragment>,
    ],
    ['文号', move.document],
    ['说明', event?.reason ?? '—'],
    [
      '提出人',
      <Fragment key="by">
        {move.askedByName} <Instant at={move.askedAt} />
      </Fragment>,
    ],
    ['文书扫描件', scan ? <FileLook key="scan" file={scan} /> : '见本件的材料'],
  ];
  return (
    <section className="case-panel" aria-label="待确认的改期">
      <h2>待确认的改期</h2>
      <dl className="case-facts">
        {lines.map(([title, value]) => (
          <Fragment key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

async function lastAsked(id: string): Promise<CaseEvent | null> {
  const { items } = await read(
    api.GET('/api/v1/cases/{id}/events', {
      params: { path: { id }, query: { order: 'newest', group: 'course', limit: '100' } },
    }),
  );
  return items.find(({ kind }) => kind === 'wait-move-asked') ?? null;
}
