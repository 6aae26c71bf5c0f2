/** People as rows: who, what they may do where, what is wrong, when they were here last. */
import { Checkbox, Empty, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { ROLES, roleTitle } from '../../../cases/case.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import { MemberState } from './member-state.tsx';
import {
  useBranches,
  useBranchName,
  useMembers,
  type Member,
  type MemberFilters,
  type Right,
} from './staff-queries.ts';

export function MemberList({ filters }: { readonly filters: AddressFilters }) {
  const { data: branches = [] } = useBranches();
  const { role, branch, gone } = filters.values;
  const known = ROLES.find((one) => one === role);
  return (
    <>
      <div className="list-tools">
        <Choice
          label="岗位"
          name="role"
          filters={filters}
          options={ROLES.map((one) => [one, roleTitle(one)])}
        />
        <Choice
          label="网点"
          name="branch"
          filters={filters}
          options={branches.map(({ id, name }) => [id, name])}
        />
        <Checkbox
          checked={gone === 'true'}
          onChange={({ target }) => {
            filters.set('gone', target.checked ? 'true' : undefined);
          }}
        >
          只看离岗和停用的
        </Checkbox>
      </div>
      <Members
        label="人员列表"
        empty="没有符合条件的人员"
        filters={{
          ...(known === undefined ? {} : { role: known }),
          ...(branch === undefined ? {} : { branch }),
          ...(gone === 'true' ? { gone } : {}),
        }}
      />
    </>
  );
}

const DAYS = ['30', '90', '180', '365'] as const;

/** 长期未用: accounts that are there and not used, or never were. */
export function UnusedList({ filters }: { readonly filters: AddressFilters }) {
  const days = DAYS.find((one) => one === filters.values['days']) ?? '90';
  return (
    <>
      <div className="list-tools">
        <Choice
          label="多久没有使用"
          name="days"
          filters={filters}
          options={DAYS.map((one) => [one, `${one}天以上没有使用`])}
        />
        <span className="quiet">
          {days}天以上没有登录也没有使用，或者从未使用过的账号。不再需要的，请办理停用或离岗。
        </span>
      </div>
      <Members
        label={`${days}天以上未使用的账号`}
        empty="没有长期未用的账号"
        filters={{ unusedDays: days }}
      />
    </>
  );
}

interface MembersProps {
  readonly label: string;
  readonly empty: string;
  readonly filters: MemberFilters;
}

function Members({ label, empty, filters }: MembersProps) {
  const members = useMembers(filters);
  const branchName = useBranchName();
  if (members.isError) {
    return <ProblemNote error={members.error} onRepeat={() => void members.refetch()} />;
  }
  if (members.isPending) return <PageLoading />;
  if (members.data.length === 0) return <Empty description={empty} />;
  return (
    <Table<Member>
      size="small"
      aria-label={label}
      rowKey="id"
      columns={columns(branchName)}
      dataSource={members.data}
      pagination={tablePages(50)}
      scroll={{ x: 1_060 }}
    />
  );
}

function columns(branchName: (id: string | null) => string): TableColumnsType<Member> {
  return [
    {
      title: '人员',
      width: 170,
      render: (_, { id, name }) => (
        <>
          <Link to={`/staff/${id}`} className="row-link">
            {name}
          </Link>
          <div className="quiet">{id}</div>
        </>
      ),
    },
    { title: '状态', width: 190, render: (_, member) => <MemberState member={member} /> },
    {
      title: '岗位',
      render: (_, { rights }) =>
        rights.length === 0 ? (
          <span className="quiet">无岗位</span>
        ) : (
          <ul className="plain">
            {rights.map((right) => (
              <li key={right.id}>
                <RightText right={right} branchName={branchName} />
              </li>
            ))}
          </ul>
        ),
    },
    {
      title: '岗位冲突',
      width: 130,
      render: (_, { conflicts }) =>
        conflicts.length === 0 ? (
          <span className="quiet">无</span>
        ) : (
          <ConflictTag refused={conflicts.some(({ effect }) => effect === 'refused')} />
        ),
    },
    { title: '手中待办', width: 90, align: 'right', render: (_, { openTasks }) => openTasks },
    { title: '最后登录', width: 190, render: (_, member) => <LastUse member={member} /> },
  ];
}

interface RightProps {
  readonly right: Right;
  readonly branchName: (id: string | null) => string;
}

export function RightText({ right, branchName }: RightProps) {
  const { roleTitle: title, branch, from, to, inForce } = right;
  return (
    <>
      {title}（{branchName(branch)}）{!inForce && <span className="quiet"> 自 {from} 起</span>}
      {to !== null && <span className="quiet"> 至 {to}</span>}
    </>
  );
}

export function ConflictTag({ refused }: { readonly refused: boolean }) {
  return <Tag color={refused ? 'error' : 'warning'}>{refused ? '不得兼任' : '应当避免'}</Tag>;
}

function LastUse({ member: { signedInAt, unusedDays } }: { readonly member: Member }) {
  if (unusedDays === null) return <Tag>从未使用</Tag>;
  return (
    <>
      {signedInAt === null ? (
        <span className="quiet">未经网页登录</span>
      ) : (
        <Instant at={signedInAt} />
      )}
      <div className="quiet">{unusedDays === 0 ? '今天使用过' : `${unusedDays}天没有使用`}</div>
    </>
  );
}
