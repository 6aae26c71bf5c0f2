/** One day of the bank: both sides, what differs and what to do about it, the statement's lines. */
import { Alert, App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { newKey } from '../../api/client.ts';
import { Amount } from '../../parts/amount.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useBankDay, useCloseDay, type BankDay } from './bank-queries.ts';
import { Differences } from './differences.tsx';
import { StatementLines } from './statement-lines.tsx';
import './reconciliation.css';

export function BankDayPage() {
  const { center = '', day = '' } = useParams();
  const navigate = useNavigate();
  const asked = useBankDay({ center, day });
  const shown = asked.data;
  return (
    <Page
      title={`${day} 银行对账`}
      beside={
        shown && (
          <Tag color={shown.state === 'closed' ? 'success' : 'processing'}>{shown.stateTitle}</Tag>
        )
      }
      actions={
        <>
          <Button
            onClick={() => {
              void navigate('/bank-days');
            }}
          >
            全部对账日
          </Button>
          {shown && <CloseButton day={shown} />}
        </>
      }
    >
      {asked.isError && <ProblemNote error={asked.error} />}
      {asked.isPending && <PageLoading />}
      {shown && <Shown day={shown} />}
    </Page>
  );
}

function CloseButton({ day }: { readonly day: BankDay }) {
  const { message } = App.useApp();
  const close = useCloseDay();
  const [key, setKey] = useState(newKey);
  if (!day.close.permitted) return null;
  return (
    <Button
      type="primary"
      loading={close.isPending}
      onClick={() => {
        close.mutate(
          { day, key },
          {
            onSuccess: () => void message.success(`已关闭${day.day}的账`),
            onError: (error) => void message.error(error.message),
            onSettled: () => {
              setKey(newKey());
            },
          },
        );
      }}
    >
      关账
    </Button>
  );
}

function Shown({ day }: { readonly day: BankDay }) {
  return (
    <>
      <Standing day={day} />
      <section aria-labelledby="bank-sides">
        <h2 id="bank-sides">两边的余额</h2>
        <Sides day={day} />
        <p className="quiet tight">
          对账单共{day.lines}笔，取得于 <Instant at={day.fetchedAt} />
          ，文件摘要（SHA-256）
          <code className="digest">{day.sha256}</code>
        </p>
      </section>
      <section aria-labelledby="bank-differences">
        <h2 id="bank-differences">差异</h2>
        <Differences day={day} />
      </section>
      <section aria-labelledby="bank-lines">
        <h2 id="bank-lines">对账单</h2>
        <StatementLines center={day.center} day={day.day} />
      </section>
    </>
  );
}

/** Whether the day can be closed, in a sentence. */
function Standing({ day }: { readonly day: BankDay }) {
  const { state, close, closedAt, closedByName, differences } = day;
  if (state === 'closed' && closedAt !== null) {
    return (
      <Alert
        type="success"
        showIcon
        title={
          <>
            {closedByName}于 <Instant at={closedAt} /> 关账
            {differences.explained > 0 && `，其中${differences.explained}笔差异为已说明的未达账`}
          </>
        }
      />
    );
  }
  if (close.permitted) return <Alert type="info" showIcon title="差异都已说明或记账，可以关账" />;
  return <Alert type="warning" showIcon title={`不能关账：${close.reason ?? ''}`} />;
}

const SUMS = [
  ['opening', '期初余额'],
  ['received', '收入'],
  ['paid', '付出'],
  ['closing', '期末余额'],
] as const;

function Sides({ day: { bank, book } }: { readonly day: BankDay }) {
  return (
    <table className="bank-sides">
      <caption className="for-readers">银行与账面的期初、收付和期末余额</caption>
      <thead>
        <tr>
          <th scope="col">（元）</th>
          {SUMS.map(([name, title]) => (
            <th key={name} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Side title="银行对账单" sums={bank} />
        {book && <Side title="银行存款账" sums={book} other={bank} />}
      </tbody>
    </table>
  );
}

interface SideProps {
  readonly title: string;
  readonly sums: BankDay['bank'];
  readonly other?: BankDay['bank'];
}

function Side({ title, sums, other }: SideProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {SUMS.map(([name]) => (
        <td key={name} className={other && other[name] !== sums[name] ? 'differs' : undefined}>
          <Amount of={sums[name]} />
          {other && other[name] !== sums[name] && (
            <span className="for-readers">（与银行不同）</span>
          )}
        </td>
      ))}
    </tr>
  );
}
