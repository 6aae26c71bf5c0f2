/** What differs, each with both amounts, what may be posted for it, and the acts that are possible. */
import { Button, Empty, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Amount } from '../../parts/amount.tsx';
import { Instant } from '../../parts/when.tsx';
import type { BankDay, Chosen, Difference } from './bank-queries.ts';
import { DifferenceDialog } from './difference-dialog.tsx';
import { Journals } from './journals.tsx';

const COLORS: Readonly<Record<Difference['state'], string>> = {
  open: 'warning',
  proposed: 'processing',
  explained: 'default',
  posted: 'success',
  gone: 'success',
};

export function Differences({ day }: { readonly day: BankDay }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  if (day.found.length === 0) {
    return <Empty description={day.run === null ? '还没有核对' : '没有差异'} />;
  }
  const columns: TableColumnsType<Difference> = [
    {
      title: '差异',
      width: 190,
      render: (_, one) => (
        <>
          {one.kindTitle}
          {one.line !== null && one.lineKindTitle !== '转账' && <Tag>{one.lineKindTitle}</Tag>}
          {one.serial !== null && <div className="number quiet">{one.serial}</div>}
        </>
      ),
    },
    { title: '银行', width: 120, align: 'right', render: (_, { bank }) => <Amount of={bank} /> },
    { title: '账面', width: 120, align: 'right', render: (_, { ours }) => <Amount of={ours} /> },
    {
      title: '差额',
      width: 120,
      align: 'right',
      render: (_, { amount }) => <Amount of={amount} signed />,
    },
    {
      title: '我方凭证',
      width: 170,
      render: (_, { journals }) => <Journals journals={journals} />,
    },
    { title: '处理', render: (_, one) => <Standing one={one} /> },
    {
      title: '操作',
      width: 190,
      render: (_, one) => <Acts one={one} onChoose={setChosen} />,
    },
  ];
  return (
    <>
      <Table<Difference>
        size="small"
        aria-label="差异"
        rowKey="id"
        columns={columns}
        dataSource={[...day.found]}
        pagination={day.found.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        scroll={{ x: 1150 }}
      />
      {chosen && (
        <DifferenceDialog
          key={`${chosen.difference.id}/${chosen.action.action}`}
          chosen={chosen}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </>
  );
}

function Standing({ one }: { readonly one: Difference }) {
  const { state, stateTitle, reasonTitle, note, declined, proposal, proposedByName, posted } = one;
  return (
    <>
      <Tag color={COLORS[state]}>{stateTitle}</Tag>
      {reasonTitle !== null && <span>{reasonTitle}</span>}
      {note !== null && <div className="quiet">{note}</div>}
      {state === 'open' && declined !== null && (
        <div className="quiet">
          上次提出的记账已退回：{declined.reasonTitle}
          {declined.note !== null && `（${declined.note}）`}
        </div>
      )}
      {(state === 'open' || state === 'proposed') && proposal !== null && (
        <div className="quiet">建议：{proposal}</div>
      )}
      {state === 'proposed' && <div className="quiet">{proposedByName}提出</div>}
      {one.goneOn !== null && <div className="quiet">{one.goneOn}补齐</div>}
      {posted.length > 0 && <Journals journals={posted} />}
      {one.settledByName !== null && one.settledAt !== null && (
        <div className="quiet">
          {one.settledByName} <Instant at={one.settledAt} />
        </div>
      )}
    </>
  );
}

/** What is not possible now is not offered; the server says why when it is asked by other ways. */
function Acts({
  one,
  onChoose,
}: {
  readonly one: Difference;
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const possible = one.actions.filter(({ permitted }) => permitted);
  const own = one.actions.find(({ action }) => action === 'confirm');
  return (
    <div className="bank-acts">
      {possible.map((action) => (
        <Button
          key={action.action}
          size="small"
          type={action.action === 'confirm' ? 'primary' : 'default'}
          onClick={() => {
            onChoose({ difference: one, action });
          }}
        >
          {action.title}
        </Button>
      ))}
      {one.state === 'proposed' && own && !own.permitted && (
        <span className="quiet">{own.reason}</span>
      )}
    </div>
  );
}
