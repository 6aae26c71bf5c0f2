/** 通知和回执: what the person was told about the money of the account, and a receipt to print. */
import { PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api, changing, newKey, read } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { PdfView } from '../../parts/pdf-view.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { usePapers, type Paper } from '../person/person-queries.ts';
import { useContributions, type Account } from './account-queries.ts';

/** What is told about money; other papers of the person stand on his or her own page. */
const KINDS: ReadonlySet<string> = new Set([
  'contribution-receipt',
  'payment-slip',
  'debit-refused',
  'payment-reminder',
  'mandate-ended',
  'contribution-changed',
]);

export function Notices({ account }: { readonly account: Account }) {
  const papers = usePapers(account.person.id);
  const [shown, setShown] = useState<Paper | null>(null);
  const told = papers.data?.filter(({ kind }) => KINDS.has(kind)) ?? [];
  return (
    <>
      {papers.isError && (
        <ProblemNote error={papers.error} onRepeat={() => void papers.refetch()} />
      )}
      <Receipt account={account} onPrinted={setShown} />
      {told.length === 0 ? (
        <p className="tight quiet">还没有缴存、扣款方面的通知。</p>
      ) : (
        <Table<Paper>
          size="small"
          aria-label="通知和回执"
          rowKey="id"
          columns={columns(setShown)}
          dataSource={told}
          pagination={told.length > 6 ? { pageSize: 6, size: 'small' } : false}
          scroll={{ x: 560 }}
        />
      )}
      <PdfView
        href={shown?.href ?? null}
        title={`${shown?.title ?? ''} ${shown?.number ?? ''}`}
        onClose={() => {
          setShown(null);
        }}
      />
    </>
  );
}

function columns(onShow: (paper: Paper) => void): TableColumnsType<Paper> {
  return [
    { title: '文书', width: 200, dataIndex: 'title' },
    { title: '出具', width: 120, render: (_, { issuedOn }) => <Day on={issuedOn} /> },
    {
      title: '编号',
      render: (_, paper) => (
        <Button
          type="link"
          size="small"
          aria-label={`查看${paper.title} ${paper.number}`}
          onClick={() => {
            onShow(paper);
          }}
        >
          <span className="number">{paper.number}</span>
        </Button>
      ),
    },
  ];
}

interface ReceiptProps {
  readonly account: Account;
  readonly onPrinted: (paper: Paper) => void;
}

/** For the months that are paid; from the first to the last that are chosen. */
function Receipt({ account, onPrinted }: ReceiptProps) {
  const { id } = account;
  const mayPrint = hasRole(useMe(), 'clerk', 'reviewer', 'approver', 'supervisor');
  const told = useContributions(id);
  const queries = useQueryClient();
  const months = told.data?.months.map(({ month }) => month).toReversed() ?? [];
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const first = from ?? months[0];
  const last = to ?? first;
  const print = useMutation({
    mutationFn: (period: { readonly from: string; readonly to: string }) =>
      read(
        api.POST('/api/v1/accounts/{id}/receipts', {
          params: { path: { id }, header: changing(newKey()) },
          body: period,
        }),
      ),
    onSuccess: async (paper) => {
      await queries.invalidateQueries({ queryKey: ['person'] });
      onPrinted(paper);
    },
  });
  if (!mayPrint || first === undefined || last === undefined) return null;
  const options = months.map((month) => ({ value: month, label: month }));
  return (
    <>
      <p className="receipt-line">
        <span>缴存回执</span>
        <Select aria-label="回执起始月份" value={first} options={options} onChange={setFrom} />
        <span>至</span>
        <Select
          aria-label="回执截止月份"
          value={last < first ? first : last}
          options={options.filter(({ value }) => value >= first)}
          onChange={setTo}
        />
        <Button
          icon={<PrinterOutlined aria-hidden />}
          loading={print.isPending}
          onClick={() => {
            print.mutate({ from: first, to: last < first ? first : last });
          }}
        >
          打印回执
        </Button>
      </p>
      {print.isError && <ProblemNote error={print.error} />}
    </>
  );
}
