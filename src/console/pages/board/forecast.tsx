/** What falls due in the next 180 days: a chart to see where the heap is, a table to go there. */
import { Segmented, Table, type TableColumnsType, Tooltip } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { Amount } from '../../parts/amount.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { useForecast, type Forecast } from './board-queries.ts';
import { casesAt, Count } from './count.tsx';
import { dueKinds, type DueKind } from './due-kinds.ts';
import { Section } from './section.tsx';

const Chart = lazy(async () => ({ default: (await import('./forecast-chart.tsx')).ForecastChart }));

const PERIOD_WORDS: Readonly<Record<Forecast['by'], string>> = {
  day: '按日',
  week: '按周',
  month: '按月',
};

const PERIODS = (['day', 'week', 'month'] as const).map((value) => ({
  label: PERIOD_WORDS[value],
  value,
}));

export function ForecastSection() {
  const [by, setBy] = useState<Forecast['by']>('week');
  const forecast = useForecast(by);
  const { data } = forecast;
  return (
    <Section
      title="到期预测"
      note={
        data && (
          <>
            <Day on={data.from} /> 至 <Day on={data.to} />
            ，由全部未结束的等待和待办的期限得出
          </>
        )
      }
    >
      <Segmented<Forecast['by']>
        aria-label="到期预测按日、按周或者按月"
        className="gap-below"
        options={PERIODS}
        value={by}
        onChange={setBy}
      />
      {forecast.isError && (
        <ProblemNote error={forecast.error} onRepeat={() => void forecast.refetch()} />
      )}
      <div className="forecast-chart">{data ? <Drawn forecast={data} /> : <PageLoading />}</div>
      {data && <ForecastTable forecast={data} />}
      {data && <Handling forecast={data} />}
    </Section>
  );
}

/** From what the hours come. */
function Handling({ forecast: { handling } }: { readonly forecast: Forecast }) {
  if (handling.length === 0) return null;
  return (
    <p className="quiet">
      工时按每件用时计：
      {handling
        .map(
          ({ title, minutes, measured, samples }) =>
            `${title}${String(minutes)}分钟（${measured ? `近180天${String(samples)}件实测` : '估计'}）`,
        )
        .join('，')}
      。待付资金为已准予、尚未付出的款项，退出销户反悔期满和封存满半年之日应付的本息，以及零余额账户告知期满应付的利息。
    </p>
  );
}

function Drawn({ forecast }: { readonly forecast: Forecast }) {
  const navigate = useNavigate();
  return (
    <Suspense fallback={<PageLoading />}>
      <Chart
        forecast={forecast}
        onPeriod={({ from, to }, kind) => void navigate(casesAt(daysFilters(from, to, kind)))}
      />
    </Suspense>
  );
}

function daysFilters(from: string, to: string, kind?: string): Readonly<Record<string, string>> {
  return { dueFrom: from, dueTo: to, ...(kind !== undefined && { dueKind: kind }) };
}

interface Row {
  readonly key: string;
  readonly label: React.ReactNode;
  readonly name: string;
  readonly cases: number;
  readonly kinds: Forecast['before']['kinds'];
  readonly filters: Readonly<Record<string, string>>;
  readonly cash: string;
  readonly cashCases: number;
  /** Of it, what leaves at half-year gates, yuan. */
  readonly leaving: string;
  readonly leavingCases: number;
  /** Of it, interest of empty accounts after their notice, yuan. */
  readonly interest: string;
  readonly interestCases: number;
  readonly minutes: number;
  readonly work: Forecast['before']['work'];
}

function ForecastTable({ forecast }: { readonly forecast: Forecast }) {
  const kinds = dueKinds(forecast);
  return (
    <div className="forecast-table" tabIndex={0} role="group" aria-label="到期预测表">
      <Table<Row>
        size="small"
        aria-label={`到期预测，${PERIOD_WORDS[forecast.by]}和种类`}
        columns={columns(kinds)}
        dataSource={rowsOf(forecast)}
        pagination={false}
      />
    </div>
  );
}

/** Of days those alone on which something is due: half a year of them is no table to read. */
function shownOf({ by, periods }: Forecast): Forecast['periods'] {
  if (by !== 'day') return periods;
  return periods.filter(
    ({ cases, cashCases, minutes }) => cases > 0 || cashCases > 0 || minutes > 0,
  );
}

function rowsOf(forecast: Forecast): Row[] {
  const { before, after, endless, from, to } = forecast;
  const day = (on: string, days: number) =>
    new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return [
    {
      ...{ key: 'before', label: '此前已到期', name: '此前已到期', ...before },
      filters: { dueTo: day(from, -1) },
    },
    ...shownOf(forecast).map((period) => ({
      key: period.from,
      label: <Days {...period} />,
      ...{ ...period, name: nameOf(period) },
      filters: daysFilters(period.from, period.to),
    })),
    {
      ...{ key: 'after', label: '180天以后', name: '180天以后', ...after },
      filters: { dueFrom: day(to, 1) },
    },
    {
      ...{ key: 'endless', label: '没有期限', name: '没有期限', ...endless },
      filters: { endless: 'true' },
    },
  ];
}

interface DaysOf {
  readonly from: string;
  readonly to: string;
}

function nameOf({ from, to }: DaysOf): string {
  return from === to ? from : `${from}至${to}`;
}

function Days({ from, to }: DaysOf) {
  if (from === to) return <Day on={from} />;
  return (
    <>
      <Day on={from} /> 至 <Day on={to} />
    </>
  );
}

/** What the money is for. */
function moneyOf({ cashCases, leaving, leavingCases, interest, interestCases }: Row): string {
  const others = cashCases - leavingCases - interestCases;
  return [
    ...(others > 0 ? [`已准予、尚未付出${String(others)}件`] : []),
    ...(leavingCases > 0 ? [`退出销户${String(leavingCases)}件，${leaving}元`] : []),
    ...(interestCases > 0 ? [`零余额账户利息${String(interestCases)}件，${interest}元`] : []),
  ].join('；');
}

function columns(kinds: readonly DueKind[]): TableColumnsType<Row> {
  return [
    { title: '到期', width: 220, render: (_, { label }) => label },
    {
      title: '业务',
      width: 76,
      align: 'right',
      render: (_, { cases, name, filters }) => (
        <Count n={cases} of={`${name}到期`} to={casesAt(filters)} />
      ),
    },
    {
      title: '待付资金（元）',
      width: 130,
      align: 'right',
      render: (_, row) =>
        row.cashCases === 0 ? (
          <span className="quiet">—</span>
        ) : (
          <Tooltip title={moneyOf(row)}>
            <span tabIndex={0}>
              <Amount of={row.cash} />
            </span>
          </Tooltip>
        ),
    },
    {
      title: '工时（小时）',
      width: 110,
      align: 'right',
      render: (_, { minutes, work }) =>
        minutes === 0 ? (
          <span className="quiet">—</span>
        ) : (
          <Tooltip title={work.map(({ title, count }) => `${title}${String(count)}件`).join('，')}>
            <span tabIndex={0}>{(minutes / 60).toFixed(1)}</span>
          </Tooltip>
        ),
    },
    ...kinds.map(({ kind, title }) => ({
      title,
      key: kind,
      align: 'right' as const,
      render: (_: unknown, row: Row) => (
        <Count
          n={row.kinds.find((one) => one.kind === kind)?.count ?? 0}
          of={`${row.name}到期 ${title}`}
          to={casesAt({ ...row.filters, dueKind: kind })}
        />
      ),
    })),
  ];
}
