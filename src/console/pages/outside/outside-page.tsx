/** 上下限外协议: agreements that are not debited because the limits moved away from their amount, and the way out. */
import { Button, Empty, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { READERS } from '../../app/page-entry.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { useOutside, type OutsideAgreement } from './outside-queries.ts';

const TYPE = 'contribution-change';
const READING: readonly string[] = READERS;

export function OutsidePage() {
  const me = useMe();
  const own = me.grants.filter(({ role }) => READING.includes(role));
  const centers = [...new Set(own.map(({ center }) => center))];
  const filters = useAddressFilters(['center']);
  const center = centers.find((one) => one === filters.values['center']) ?? centers[0] ?? '';
  const paging = usePaging(center);
  const found = useOutside(center, paging.cursor);
  const mayStart = hasRole(me, ...(CASE_TYPES[TYPE]?.startedBy ?? []));
  return (
    <Page title="上下限外协议">
      <p className="quiet page-intro">
        缴存上下限调整后，约定的月缴存额不在现行上下限之内的：每次扣款都不列入，也不能按原金额自行缴存，办妥缴存变更后恢复扣款。只因此没有扣款的月份不作为本人的违约。
        {found.data && <ClauseLink {...found.data.clause} />}
      </p>
      {centers.length > 1 && (
        <div className="gap-below page-tools" role="search" aria-label="筛选协议">
          <Choice
            label="中心"
            name="center"
            filters={filters}
            options={centers.map((one) => [one, one] as const)}
          />
        </div>
      )}
      {found.isError && <ProblemNote error={found.error} onRepeat={() => void found.refetch()} />}
      {found.isPending ? (
        <PageLoading />
      ) : found.data?.items.length === 0 ? (
        <Empty description="没有月缴存额不在现行上下限之内的协议" />
      ) : (
        <Table<OutsideAgreement>
          size="small"
          aria-label="上下限外协议列表"
          rowKey="account"
          columns={columnsFor(mayStart)}
          dataSource={[...(found.data?.items ?? [])]}
          pagination={false}
          scroll={{ x: 1_150 }}
        />
      )}
      <Pager paging={paging} nextCursor={found.data?.nextCursor} />
    </Page>
  );
}

const COLUMNS: TableColumnsType<OutsideAgreement> = [
  {
    title: '账户',
    width: 200,
    render: (_, { account, accountNumber }) => (
      <Link to={`/accounts/${account}`} className="number">
        {accountNumber}
      </Link>
    ),
  },
  {
    title: '本人',
    width: 200,
    render: (_, { person }) => (
      <Link to={`/persons/${person.id}`}>
        <PersonName person={person} />
      </Link>
    ),
  },
  {
    title: '月缴存额（元）',
    width: 130,
    align: 'right',
    render: (_, { monthlyAmount, cycleTitle }) => (
      <>
        <Amount of={monthlyAmount} />
        <div className="quiet">{cycleTitle}</div>
      </>
    ),
  },
  {
    title: '现行下限至上限（元）',
    width: 190,
    align: 'right',
    render: (_, { min, max }) => (
      <>
        <Amount of={min} /> 至 <Amount of={max} />
      </>
    ),
  },
  {
    title: '最接近的月缴存额',
    width: 170,
    render: (_, { side, nearest }) => (
      <>
        <Amount of={nearest} /> <Tag>{side === 'below' ? '低于下限' : '高于上限'}</Tag>
      </>
    ),
  },
  { title: '自何日起', width: 110, render: (_, { since }) => <Day on={since} /> },
];

function columnsFor(mayStart: boolean): TableColumnsType<OutsideAgreement> {
  return [
    ...COLUMNS,
    {
      title: '缴存变更',
      width: 150,
      render: (_, { account, accountNumber, change }) => {
        if (change !== null) {
          return (
            <>
              <Link to={`/cases/${change.caseId}`} className="number">
                {change.number}
              </Link>
              <div className="quiet">
                在办，改为 <Amount of={change.monthlyAmount} /> 元
              </div>
            </>
          );
        }
        if (!mayStart) return <span className="quiet">没有在办</span>;
        return (
          <Link to={`/start/${TYPE}?account=${account}`}>
            <Button size="small" aria-label={`发起变更：账户${accountNumber}`}>
              发起变更
            </Button>
          </Link>
        );
      },
    },
  ];
}
