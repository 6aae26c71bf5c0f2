/** What waits for a second person, and what was decided lately. */
import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { figureText } from '../../../cases/wording-figures.ts';
import { hasRole, useMe, type Me } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { ChoicesDrawer } from './choices.tsx';
import { DecisionDrawer } from './decision-drawer.tsx';
import { useProposals, type Proposal } from './figure-queries.ts';
import { placeName } from './places.ts';

const DECIDED_MAX = 5;

export function Proposals() {
  const me = useMe();
  const proposals = useProposals(true);
  const [deciding, setDeciding] = useState<Proposal | null>(null);
  const [choosing, setChoosing] = useState<Proposal | null>(null);
  const open = proposals.data?.filter(({ approved }) => approved === null) ?? [];
  const decided = proposals.data?.filter(({ approved }) => approved !== null) ?? [];
  return (
    <section aria-labelledby="figure-proposals">
      <h2 id="figure-proposals">待决定的变更（{open.length}）</h2>
      {proposals.isError && <ProblemNote error={proposals.error} />}
      {open.length === 0 && proposals.data && <p className="quiet">没有待决定的变更。</p>}
      {open.length > 0 && (
        <ProposalTable
          title="待决定的变更"
          rows={open}
          me={me}
          onDecide={setDeciding}
          onChoose={setChoosing}
        />
      )}
      {decided.length > 0 && (
        <details className="decided">
          <summary>最近决定的变更</summary>
          <ProposalTable
            title="最近决定的变更"
            rows={decided.slice(0, DECIDED_MAX)}
            me={me}
            onDecide={null}
            onChoose={setChoosing}
          />
        </details>
      )}
      <ChoicesDrawer
        proposal={choosing}
        onClose={() => {
          setChoosing(null);
        }}
      />
      <DecisionDrawer
        proposal={deciding}
        onClose={() => {
          setDeciding(null);
        }}
      />
    </section>
  );
}

interface TableProps {
  readonly title: string;
  readonly rows: readonly Proposal[];
  readonly me: Me;
  /** null: they are decided. */
  readonly onDecide: ((proposal: Proposal) => void) | null;
  readonly onChoose: (proposal: Proposal) => void;
}

function ProposalTable({ title, rows, me, onDecide, onChoose }: TableProps) {
  const columns: TableColumnsType<Proposal> = [
    {
      title: '变更',
      render: (_, { title: name, name: code, value, center, district }) => (
        <>
          <strong>{name}</strong>（{placeName({ center, district })}）改为{' '}
          <strong>{figureText(code, value)}</strong>
        </>
      ),
    },
    { title: '生效', width: 120, render: (_, { validFrom }) => <Day on={validFrom} /> },
    { title: '文号', width: 220, dataIndex: 'documentNumber' },
    {
      title: '提出',
      width: 170,
      render: (_, { proposedBy, proposedAt }) => (
        <>
          {proposedBy}
          <div className="quiet">
            <Instant at={proposedAt} />
          </div>
        </>
      ),
    },
    {
      title: onDecide ? '决定' : '结论',
      width: 150,
      render: (_, row) =>
        onDecide ? <Decide row={row} me={me} onDecide={onDecide} /> : <Decided row={row} />,
    },
    {
      title: '在办业务',
      width: 120,
      render: (_, row) => (
        <Button
          size="small"
          aria-label={`${row.title}的衔接办法`}
          onClick={() => {
            onChoose(row);
          }}
        >
          衔接办法
        </Button>
      ),
    },
  ];
  return (
    <Table<Proposal>
      size="small"
      aria-label={title}
      rowKey="id"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 980 }}
    />
  );
}

interface DecideProps {
  readonly row: Proposal;
  readonly me: Me;
  readonly onDecide: (proposal: Proposal) => void;
}

function Decide({ row, me, onDecide }: DecideProps) {
  if (!hasRole(me, 'supervisor')) return <span className="quiet">待主管决定</span>;
  if (row.proposedBy === me.id) return <span className="quiet">您提出的，须由另一名主管决定</span>;
  return (
    <Button
      size="small"
      type="primary"
      onClick={() => {
        onDecide(row);
      }}
    >
      看影响并决定
    </Button>
  );
}

function Decided({ row }: { readonly row: Proposal }) {
  return (
    <>
      <Tag color={row.approved === true ? 'success' : 'default'}>
        {row.approved === true ? '同意' : '不同意'}
      </Tag>
      {row.decidedBy}
    </>
  );
}
