/** 归集与欠缴: contributions by month and arrears by age, each as bars and as a table. */
import { Card, Select, Table, type TableColumnsType } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { BarSeries } from './bars.tsx';
import {
  useArrears,
  useCollections,
  type Arrears,
  type Collections,
} from './collections-queries.ts';
import './collections.css';

const Bars = lazy(async () => ({ default: (await import('./bars.tsx')).Bars }));

export function CollectionsPage() {
  const me = useMe();
  const centers = [
    ...new Set(
      me.grants
        .filter(({ role }) => role === 'supervisor' || role === 'auditor')
        .map(({ center }) => center),
    ),
  ];
  const filters = useAddressFilters(['center']);
  const asked = filters.values['center'];
  const center = centers.find((one) => one === asked) ?? centers[0] ?? '';
  return (
    <Page
      title="归集与欠缴"
      actions={
        centers.length > 1 && (
          <Select
            aria-label="中心"
            value={center}
            options={centers.map((value) => ({ value, label: value }))}
            onChange={(value: string) => {
              filters.set('center', value);
            }}
          />
        )
      }
    >
      <Parts center={center} />
    </Page>
  );
}

function Parts({ center }: { readonly center: string }) {
  const collections = useCollections(center);
  const arrears = useArrears(center);
  if (collections.isPending || arrears.isPending) return <PageLoading />;
  return (
    <div className="collections-parts">
      <Part title="每月归集" note="按到账的月份；其中后来被银行收回或冲账的另列。">
        {collections.isError ? (
          <ProblemNote error={collections.error} onRepeat={() => void collections.refetch()} />
        ) : (
          <Months months={collections.data.months} />
        )}
      </Part>
      <Part title="欠缴，按时间长短" note="正常状态的账户没有按期缴到的月份，自扣款日起算。">
        {arrears.isError ? (
          <ProblemNote error={arrears.error} onRepeat={() => void arrears.refetch()} />
        ) : (
          <Ages ages={arrears.data.ages} />
        )}
      </Part>
    </div>
  );
}

type Month = Collections['months'][number];

function Months({ months }: { readonly months: readonly Month[] }) {
  const series: readonly BarSeries[] = [
    { name: '归集', color: '#0b5a6f', amounts: months.map(({ amount }) => amount) },
    {
      name: '其中已收回或冲账',
      color: '#c2703d',
      amounts: months.map(({ takenBackAmount }) => takenBackAmount),
    },
  ];
  return (
    <>
      <Drawn labels={months.map(({ month }) => month)} series={series} />
      <Table<Month>
        size="small"
        aria-label="每月归集表"
        rowKey="month"
        columns={MONTHS}
        dataSource={[...months].reverse()}
        pagination={false}
        scroll={{ x: 520 }}
      />
    </>
  );
}

function Drawn(props: {
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
}) {
  return (
    <div className="collections-canvas">
      <Suspense fallback={null}>
        <Bars {...props} />
      </Suspense>
    </div>
  );
}

const MONTHS: TableColumnsType<Month> = [
  { title: '月份', width: 100, dataIndex: 'month' },
  { title: '缴存月数', width: 100, align: 'right', dataIndex: 'months' },
  {
    title: '归集（元）',
    width: 150,
    align: 'right',
    render: (_, { amount }) => <Amount of={amount} />,
  },
  {
    title: '其中已收回或冲账',
    width: 160,
    align: 'right',
    render: (_, { takenBackAmount }) => <Amount of={takenBackAmount} />,
  },
];

type Age = Arrears['ages'][number];

function Ages({ ages }: { readonly ages: readonly Age[] }) {
  return (
    <>
      <Drawn
        labels={ages.map(({ title }) => title)}
        series={[{ name: '欠缴', color: '#8a2c23', amounts: ages.map(({ amount }) => amount) }]}
      />
      <Table<Age>
        size="small"
        aria-label="欠缴表，按时间长短"
        rowKey="age"
        columns={AGES}
        dataSource={[...ages]}
        pagination={false}
        scroll={{ x: 480 }}
      />
    </>
  );
}

const AGES: TableColumnsType<Age> = [
  { title: '欠缴时间', width: 130, dataIndex: 'title' },
  { title: '账户', width: 90, align: 'right', dataIndex: 'accounts' },
  { title: '月数', width: 90, align: 'right', dataIndex: 'months' },
  {
    title: '金额（元）',
    width: 150,
    align: 'right',
    render: (_, { amount }) => <Amount of={amount} />,
  },
];

interface PartProps {
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
}

function Part({ title, note, children }: PartProps) {
  return (
    <Card size="small" role="region" aria-label={title} title={<h2>{title}</h2>}>
      <p className="quiet tight">{note}</p>
      {children}
    </Card>
  );
}
