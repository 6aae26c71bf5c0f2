/** 账务核验: the last proof with every check, what is broken, its signature; those before. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button, Empty, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { PdfView } from '../../parts/pdf-view.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { ProofReport } from './proof-report.tsx';
import { useProof, useProofs, type Proof, type ProofRow } from './proof-queries.ts';
import './proof.css';

export function ProofPage() {
  const address = useAddressFilters(['proof']);
  const paging = usePaging('proofs');
  const proofs = useProofs(paging.cursor);
  const rows = proofs.data?.items ?? [];
  const chosen = address.values['proof'] ?? rows[0]?.id ?? null;
  const proof = useProof(chosen);
  return (
    <Page title="账务核验" actions={proof.data && <PrintButton proof={proof.data} />}>
      <p className="quiet gap-below">
        每天夜间由全部分录重算余额，与账户、银行、业务和办理引擎逐项核对。未通过时，动用资金的批处理暂停，查明并重新核验通过后继续。
      </p>
      {proofs.isError && <ProblemNote error={proofs.error} />}
      {proof.isError && <ProblemNote error={proof.error} />}
      {proofs.isPending && <PageLoading />}
      {proofs.data && rows.length === 0 && <Empty description="还没有核验过" />}
      {proof.data && <ProofReport proof={proof.data} />}
      {rows.length > 0 && (
        <History
          rows={rows}
          shown={chosen}
          onChoose={(id) => {
            address.set('proof', id);
          }}
        />
      )}
      {proofs.data && <Pager paging={paging} nextCursor={proofs.data.nextCursor} />}
    </Page>
  );
}

function PrintButton({ proof }: { readonly proof: Proof }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<PrinterOutlined aria-hidden />}
        onClick={() => {
          setOpen(true);
        }}
      >
        核验证明
      </Button>
      <PdfView
        href={open ? proof.certificate : null}
        title={`账务核验证明 ${proof.id}`}
        onClose={() => {
          setOpen(false);
        }}
      />
    </>
  );
}

interface HistoryProps {
  readonly rows: readonly ProofRow[];
  readonly shown: string | null;
  readonly onChoose: (id: string) => void;
}

function History({ rows, shown, onChoose }: HistoryProps) {
  const columns: TableColumnsType<ProofRow> = [
    {
      title: '完成时间',
      width: 170,
      render: (_, { id, endedAt }) => (
        <Button
          type="link"
          size="small"
          className="proof-choice"
          aria-pressed={id === shown}
          onClick={() => {
            onChoose(id);
          }}
        >
          <Instant at={endedAt} />
        </Button>
      ),
    },
    { title: '业务日期', width: 120, dataIndex: 'businessOn' },
    { title: '中心', width: 100, dataIndex: 'center' },
    {
      title: '结论',
      width: 120,
      render: (_, { verdict, verdictTitle }) => (
        <Tag color={verdict === 'green' ? 'success' : 'error'}>{verdictTitle}</Tag>
      ),
    },
    {
      title: '不符的项目',
      render: (_, { wrong }) =>
        wrong.length === 0 ? <span className="quiet">无</span> : wrong.join('、'),
    },
  ];
  return (
    <section aria-labelledby="proof-history">
      <h2 id="proof-history">历次核验</h2>
      <Table<ProofRow>
        size="small"
        aria-label="历次核验"
        rowKey="id"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 800 }}
      />
    </section>
  );
}
