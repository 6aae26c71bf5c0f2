/** 改期 beside a wait: whether it may be moved, what another day would change, and every move there was. */
import { Alert, Flex, Input, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { CASE_TYPES } from '../../../cases/index.ts';
import type { Schemas } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { useWaitMoves, type Case } from './case-data.ts';

type Moves = Schemas['WaitMoves'];
type Move = Moves['moves'][number];

export function WaitMoves({ case: of }: { readonly case: Case }) {
  const me = useMe();
  const [toOn, setToOn] = useState<string | null>(null);
  const [correctedOn, setCorrectedOn] = useState<string | null>(null);
  const hasMoves = CASE_TYPES[of.type]?.waitMoves !== undefined;
  const found = useWaitMoves(of.id, {
    ...{ toOn: correctedOn === null ? toOn : null, correctedOn },
    enabled: hasMoves && !hasRole(me, 'channel'),
  });
  if (!hasMoves) return null;
  if (found.isError) {
    return <ProblemNote error={found.error} onRepeat={() => void found.refetch()} />;
  }
  const { movable = null, moves = [], preview = null } = found.data ?? {};
  const mayAsk = movable !== null && hasRole(me, 'supervisor');
  if (!mayAsk && moves.length === 0) return null;
  return (
    <section className="wait-moves" aria-labelledby="wait-moves">
      <h3 id="wait-moves">改期</h3>
      {mayAsk && <Asking {...{ movable, preview }} onDay={setToOn} onSeal={setCorrectedOn} />}
      {moves.length > 0 && (
        <Table<Move>
          className="gap-above"
          size="small"
          aria-label="历次改期"
          rowKey="askedAt"
          columns={COLUMNS}
          dataSource={[...moves]}
          pagination={false}
          scroll={{ x: 760 }}
        />
      )}
    </section>
  );
}

interface AskingProps {
  readonly movable: NonNullable<Moves['movable']>;
  readonly preview: Moves['preview'];
  readonly onDay: (day: string | null) => void;
  readonly onSeal: (day: string | null) => void;
}

function Asking({ movable, preview, onDay, onSeal }: AskingProps) {
  const { how, clause, then, followsOn, givenOn, lastOn, sealedOn } = movable;
  return (
    <>
      <p className="quiet">
        {how}须有文书扫描件，由一名主管提出、另一名主管确认；用“提出改期”办理。
        <ClauseLink id={clause.id} title={clause.title} />
      </p>
      <Flex wrap gap={12} align="center">
        <DayInput id="move-to" label="预看改为" onDay={onDay} />
        {sealedOn !== null && <DayInput id="move-seal" label="预看封存日期更正为" onDay={onSeal} />}
        <span className="quiet">
          现在至 <Day on={lastOn} />
          {givenOn !== lastOn && (
            <>
              （原来告知至 <Day on={givenOn} />）
            </>
          )}
          ，<Day on={followsOn} /> 起{then}
          {sealedOn !== null && (
            <>
              ；登记的封存日期 <Day on={sealedOn} />
            </>
          )}
        </span>
      </Flex>
      {preview !== null && <Preview preview={preview} then={then} />}
    </>
  );
}

function DayInput({
  id,
  label,
  onDay,
}: {
  readonly id: string;
  readonly label: string;
  readonly onDay: (day: string | null) => void;
}) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type="date"
        style={{ width: 170 }}
        onChange={({ target }) => {
          onDay(target.value === '' ? null : target.value);
        }}
      />
    </>
  );
}

function Preview({
  preview: { toOn, days, followsOn, refusals },
  then,
}: {
  readonly preview: NonNullable<Moves['preview']>;
  readonly then: string;
}) {
  const [refusal] = refusals;
  if (refusal !== undefined) {
    return (
      <Alert
        className="gap-above"
        type="error"
        showIcon
        title={refusal.text}
        description={refusal.remedy}
      />
    );
  }
  return (
    <Alert
      className="gap-above"
      type="info"
      showIcon
      title={
        <>
          期限改为 <Day on={toOn} />（
          {days > 0 ? `延后${String(days)}天` : `提前${String(-days)}天`}）
        </>
      }
      description={
        <>
          <Day on={followsOn} /> 起{then}；在此以前业务继续等待，定时随之改动。
        </>
      }
    />
  );
}

const COLORS: Readonly<Record<Move['state'], string>> = {
  proposed: 'processing',
  moved: 'success',
  declined: 'default',
  overtaken: 'default',
};

const COLUMNS: TableColumnsType<Move> = [
  {
    title: '期限',
    render: (_, { title, fromOn, toOn }) => (
      <>
        <Day on={fromOn} /> → <Day on={toOn} />
        <div className="quiet">{title}</div>
      </>
    ),
  },
  {
    title: '事由和文书',
    render: (_, { groundTitle, document, correctedOn }) => (
      <>
        {groundTitle}
        {correctedOn !== null && (
          <div>
            封存日期更正为 <Day on={correctedOn} />
          </div>
        )}
        <div className="quiet">{document}</div>
      </>
    ),
  },
  {
    title: '提出和确认',
    render: (_, { askedByName, askedAt, settledByName, settledAt }) => (
      <>
        {askedByName} <Instant at={askedAt} />
        {settledAt !== null && (
          <div className="quiet">
            {settledByName} <Instant at={settledAt} />
          </div>
        )}
      </>
    ),
  },
  {
    title: '状态',
    width: 130,
    render: (_, { state, stateTitle }) => <Tag color={COLORS[state]}>{stateTitle}</Tag>,
  },
];
