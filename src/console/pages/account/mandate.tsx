/** The direct-debit mandate of an account: how it stands, what comes next, and what may be done. */
import { Alert, Button, Descriptions, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { hasRole, useMe } from '../../api/me.ts';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';
import { CancelDialog, ChangeDialog, ConfirmDialog, SignDialog } from './mandate-dialogs.tsx';
import type { Mandate } from './mandate-queries.ts';

type Move = Mandate['actions'][number];

const COLORS: Readonly<Record<string, string>> = {
  requested: 'processing',
  unconfirmed: 'warning',
  active: 'success',
  refused: 'error',
};

export function MandatePart({ account }: { readonly account: Account }) {
  const { mandate } = account;
  const [chosen, setChosen] = useState<Move | null>(null);
  const moves = useMoves(account);
  return (
    <>
      {mandate === null ? <None /> : <Standing mandate={mandate} />}
      <Moves moves={moves} onChoose={setChosen} />
      <Dialogs
        account={account}
        chosen={chosen}
        onClose={() => {
          setChosen(null);
        }}
      />
    </>
  );
}

function None() {
  return <p className="tight">没有委托扣款授权，不会自动扣款。</p>;
}

/** The server says what may be done with a mandate; without one it is signed for a plan. */
function useMoves({ mandate, state, plans }: Account): readonly Move[] {
  const isOffice = hasRole(useMe(), 'clerk', 'reviewer', 'approver', 'supervisor');
  if (mandate !== null) return mandate.actions;
  return state === 'normal' && plans.length > 0 && isOffice ? ['sign'] : [];
}

function Standing({ mandate }: { readonly mandate: Mandate }) {
  const { state, stateTitle, next, reason } = mandate;
  return (
    <>
      <p className="mandate-standing" aria-live="polite">
        <Tag color={COLORS[state] ?? 'default'}>{stateTitle}</Tag> {next}
      </p>
      {reason !== null && (
        <Alert
          className="gap-below"
          type={state === 'cancelled' ? 'info' : 'warning'}
          showIcon
          title={`${reason.title}。${reason.remedy}`}
        />
      )}
      <Descriptions size="small" column={{ xs: 1, md: 2, lg: 3 }} items={factsOf(mandate)} />
    </>
  );
}

function factsOf(mandate: Mandate) {
  const { limit, bankMandate, requestedOn, confirmedOn, endedOn, endedBy } = mandate;
  const facts: readonly { key: string; label: string; children: ReactNode }[] = [
    { key: 'card', label: '银行卡', children: cardText(mandate.card) },
    { key: 'next-card', label: '待确认的新卡', children: cardText(mandate.nextCard) },
    {
      key: 'limit',
      label: '单笔限额',
      children: (
        <span>
          <Amount of={limit} /> 元
        </span>
      ),
    },
    { key: 'number', label: '授权编号', children: bankMandate },
    { key: 'requested', label: '申请日期', children: <Day on={requestedOn} /> },
    { key: 'confirmed', label: '确认日期', children: confirmedOn && <Day on={confirmedOn} /> },
    {
      key: 'ended',
      label: '终止日期',
      children: endedOn && (
        <span>
          <Day on={endedOn} />
          {endedBy !== null && `，${ENDED_BY[endedBy]}`}
        </span>
      ),
    },
  ];
  return facts.filter(({ children }) => children !== null);
}

const ENDED_BY = { holder: '本人', bank: '银行', center: '中心' } as const;

function cardText(card: Mandate['card']): ReactNode {
  if (card === null) return null;
  return (
    <span>
      {card.bank} <span className="number">尾号 {card.number.slice(-4)}</span>
    </span>
  );
}

const WORDS: Readonly<Record<Move, string>> = {
  confirm: '录入验证码',
  change: '变更',
  cancel: '解除',
  sign: '签约',
};

interface MovesProps {
  readonly moves: readonly Move[];
  readonly onChoose: (move: Move) => void;
}

function Moves({ moves, onChoose }: MovesProps) {
  if (moves.length === 0) return null;
  return (
    <div className="mandate-moves no-print">
      {moves.map((move) => (
        <Button
          key={move}
          type={move === 'confirm' || move === 'sign' ? 'primary' : 'default'}
          danger={move === 'cancel'}
          onClick={() => {
            onChoose(move);
          }}
        >
          {WORDS[move]}
        </Button>
      ))}
    </div>
  );
}

interface DialogsProps {
  readonly account: Account;
  readonly chosen: Move | null;
  readonly onClose: () => void;
}

function Dialogs({ account: { id, mandate }, chosen, onClose }: DialogsProps) {
  const shared = { accountId: id, onClose };
  return (
    <>
      <SignDialog {...shared} last={mandate} open={chosen === 'sign'} />
      {mandate !== null && (
        <>
          <ConfirmDialog {...shared} mandate={mandate} open={chosen === 'confirm'} />
          <ChangeDialog {...shared} mandate={mandate} open={chosen === 'change'} />
          <CancelDialog {...shared} mandate={mandate} open={chosen === 'cancel'} />
        </>
      )}
    </>
  );
}
