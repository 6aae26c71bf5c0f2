/** 对账单: what a period came to, by source; printed with a number, or taken as a table. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { downloadStatement } from '../../api/download.ts';
import { hasRole, useMe } from '../../api/me.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { PdfView } from '../../parts/pdf-view.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import type { Schemas } from '../../api/client.ts';
import {
  usePrintStatement,
  useStatement,
  type Statement,
  type StatementAsked,
} from './statement-queries.ts';

const SOURCES = ['unit', 'flexible', 'subsidy', 'unclassified'] as const;

interface Props {
  readonly id: string;
  readonly filters: AddressFilters;
}

/** The same source, days and moment as the lines below it. */
export function StatementPart({ id, filters }: Props) {
  const { from, to, at } = filters.values;
  const source = SOURCES.find((one) => one === filters.values['source']);
  const asked: StatementAsked = {
    ...(from && { from }),
    ...(to && { to }),
    ...(at && { at }),
    ...(source && { source }),
  };
  const statement = useStatement(id, asked);
  return (
    <section className="statement" aria-label="对账单">
      {statement.isError && (
        <ProblemNote error={statement.error} onRepeat={() => void statement.refetch()} />
      )}
      {statement.data && (
        <>
          <p className="quiet tight">
            <Day on={statement.data.from} /> 至 <Day on={statement.data.to} />
            ，期初余额加增加、减减少等于期末余额。
          </p>
          <Sums statement={statement.data} />
        </>
      )}
      <Tools key={JSON.stringify([id, asked])} id={id} asked={asked} />
    </section>
  );
}

interface Row {
  readonly key: string;
  readonly title: string;
  readonly opening: string;
  readonly credits: string;
  readonly debits: string;
  readonly closing: string;
}

function Sums({ statement: { sources, total } }: { readonly statement: Statement }) {
  const rows: readonly Row[] = [
    ...sources.map(({ source, sourceTitle, ...sums }) => ({
      key: source,
      title: sourceTitle,
      ...sums,
    })),
    { key: 'total', title: '合计', ...total },
  ];
  return (
    <Table<Row>
      size="small"
      aria-label="各来源收支"
      columns={COLUMNS}
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 720 }}
    />
  );
}

const money = (title: string, of: (row: Row) => string) => ({
  title,
  align: 'right' as const,
  render: (_: unknown, row: Row) => <Amount of={of(row)} />,
});

const COLUMNS: TableColumnsType<Row> = [
  { title: '来源（元）', width: 160, dataIndex: 'title' },
  money('期初余额', ({ opening }) => opening),
  money('增加', ({ credits }) => credits),
  money('减少', ({ debits }) => debits),
  money('期末余额', ({ closing }) => closing),
];

interface ToolsProps {
  readonly id: string;
  readonly asked: StatementAsked;
}

/** One sheet for one press: the key changes only when a sheet was made. */
function Tools({ id, asked }: ToolsProps) {
  const me = useMe();
  const print = usePrintStatement(id, asked);
  const [key, setKey] = useState(newKey);
  const [paper, setPaper] = useState<Schemas['PersonDocument'] | null>(null);
  const press = () => {
    print.mutate(key, {
      onSuccess: (made) => {
        setKey(newKey());
        setPaper(made);
      },
    });
  };
  return (
    <div className="statement-tools">
      {hasRole(me, 'clerk', 'reviewer', 'approver', 'supervisor') && (
        <Button icon={<PrinterOutlined aria-hidden />} loading={print.isPending} onClick={press}>
          打印对账单
        </Button>
      )}
      <ExportButton onExport={(format) => downloadStatement(id, { format, ...asked })} />
      <span className="quiet">打印和导出都会留痕。</span>
      {print.isError && <ProblemNote error={print.error} onRepeat={press} />}
      <PdfView
        href={paper?.href ?? null}
        title={`对账单 ${paper?.number ?? ''}`}
        onClose={() => {
          setPaper(null);
        }}
      />
    </div>
  );
}
