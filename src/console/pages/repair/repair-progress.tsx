/** How far a repair is, live, until it says 已恢复 or what is wrong now. */
import { Alert, Button, Steps } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { instantText } from '../../parts/when.tsx';
import { useDecide, useWithdraw, type Repair } from './repair-queries.ts';

export function RepairProgress({ repair }: { readonly repair: Repair }) {
  return (
    <article className="repair-progress" aria-labelledby={`repair-${repair.id}`}>
      <header className="move-head">
        <h2 id={`repair-${repair.id}`}>
          {repair.moveTitle}：{repair.stateTitle}
        </h2>
        <span className="quiet">针对“{repair.kindTitle}”</span>
        <Buttons repair={repair} />
      </header>
      <Steps size="small" responsive={false} items={stepsOf(repair)} />
      <p className="tight repair-reason">
        <span className="quiet">事由：</span>
        {repair.reason}
        {repair.secondReason !== null && (
          <>
            <span className="quiet">　第二人：</span>
            {repair.secondReason}
          </>
        )}
      </p>
      <div role="status">
        <Outcome repair={repair} />
      </div>
    </article>
  );
}

const ALERTS: Readonly<Partial<Record<Repair['state'], 'success' | 'error' | 'warning' | 'info'>>> =
  {
    recovered: 'success',
    'not-recovered': 'error',
    postponed: 'warning',
    'not-needed': 'info',
    declined: 'warning',
    withdrawn: 'info',
  };

function Outcome({ repair }: { readonly repair: Repair }) {
  const type = ALERTS[repair.state];
  if (type !== undefined) {
    const title =
      repair.finding === null ? repair.stateTitle : `${repair.stateTitle}：${repair.finding}`;
    return <Alert type={type} showIcon title={title} />;
  }
  if (repair.state === 'watching') {
    const until =
      repair.watchedUntil === null ? '' : `，最迟到 ${instantText(repair.watchedUntil)}`;
    return (
      <Alert
        type="info"
        showIcon
        title={`已经执行，正在观察${until}`}
        description={`恢复的标准：${repair.proof}`}
      />
    );
  }
  if (repair.state === 'proposed') {
    return <Alert type="warning" showIcon title={repair.secondWhy ?? '须另一名主管确认。'} />;
  }
  return <Alert type="info" showIcon title="马上执行，请稍候。" />;
}

type Step = NonNullable<Parameters<typeof Steps>[0]['items']>[number];

function stepsOf(repair: Repair): Step[] {
  const { askedBy, askedAt, twoPersons, decidedBy, decidedAt, movedAt, settledAt, state } = repair;
  const stopped = state === 'declined' || state === 'withdrawn';
  const second: Step = {
    title: '第二人',
    status: decidedAt === null ? (stopped ? 'error' : 'process') : stopped ? 'error' : 'finish',
    content: decidedAt === null ? '待确认' : `${nameOf(decidedBy)} ${instantText(decidedAt)}`,
  };
  return [
    { title: '提出', status: 'finish', content: `${nameOf(askedBy)} ${instantText(askedAt)}` },
    ...(twoPersons ? [second] : []),
    {
      title: '执行',
      status: movedAt === null ? (state === 'ready' ? 'process' : 'wait') : 'finish',
      content: movedAt === null ? (settledAt === null ? '' : '没有执行') : instantText(movedAt),
    },
    {
      title: settledAt === null ? '观察' : repair.stateTitle,
      status: settledAt === null ? (movedAt === null ? 'wait' : 'process') : endOf(state),
      content: settledAt === null ? '' : instantText(settledAt),
    },
  ];
}

function endOf(state: Repair['state']): 'finish' | 'error' {
  return state === 'not-recovered' || state === 'declined' ? 'error' : 'finish';
}

function nameOf(person: Repair['decidedBy']): string {
  return person?.name ?? person?.id ?? '';
}

/** The second person's, and whoever proposed it may take it back. */
function Buttons({ repair }: { readonly repair: Repair }) {
  const [asking, setAsking] = useState<'confirm' | 'decline' | null>(null);
  const decide = useDecide(repair.id);
  const withdraw = useWithdraw(repair.id);
  return (
    <span className="repair-buttons">
      {repair.mayDecide && (
        <>
          <Button
            type="primary"
            onClick={() => {
              setAsking('confirm');
            }}
          >
            确认并执行
          </Button>
          <Button
            onClick={() => {
              setAsking('decline');
            }}
          >
            不同意
          </Button>
        </>
      )}
      {repair.mayWithdraw && (
        <Button
          loading={withdraw.isPending}
          onClick={() => {
            withdraw.mutate(newKey());
          }}
        >
          撤回
        </Button>
      )}
      {withdraw.isError && <ProblemNote error={withdraw.error} />}
      <ReasonDialog
        open={asking !== null}
        title={asking === 'decline' ? `不同意：${repair.moveTitle}` : `确认：${repair.moveTitle}`}
        preview={repair.secondWhy ?? undefined}
        okText={asking === 'decline' ? '不同意' : '确认并执行'}
        onSubmit={(reason) =>
          decide.mutateAsync({ key: newKey(), approve: asking === 'confirm', reason })
        }
        onClose={() => {
          setAsking(null);
        }}
      />
    </span>
  );
}
