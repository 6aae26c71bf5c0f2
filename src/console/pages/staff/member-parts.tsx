/** The head and the rights of one person. */
import { Descriptions, Table, Tag } from 'antd';
import { useMe } from '../../api/me.ts';
import { Day, Instant } from '../../parts/when.tsx';
import { useBranchName, useColleagues, type MemberDetail, type Right } from './staff-queries.ts';

export function MemberHead({ member }: { readonly member: MemberDetail }) {
  const branchName = useBranchName();
  const { id, employeeNumber, homeBranch, signedInAt, lastSeenAt, unusedDays } = member;
  return (
    <Descriptions
      className="member-head"
      size="small"
      column={{ xs: 1, sm: 2, xl: 3 }}
      items={[
        { key: 'id', label: '账号', children: id },
        { key: 'number', label: '工号', children: employeeNumber ?? '未登记' },
        {
          key: 'branch',
          label: '所在网点',
          children: homeBranch === null ? '不限网点' : branchName(homeBranch),
        },
        {
          key: 'in',
          label: '最后登录',
          children: signedInAt === null ? '从未登录' : <Instant at={signedInAt} />,
        },
        {
          key: 'seen',
          label: '最后使用',
          children: lastSeenAt === null ? '从未使用' : <Instant at={lastSeenAt} />,
        },
        {
          key: 'unused',
          label: '未使用',
          children: unusedDays === null ? '从未使用' : `${unusedDays}天`,
        },
      ]}
    />
  );
}

export function RightsTable({ rights }: { readonly rights: readonly Right[] }) {
  const branchName = useBranchName();
  const { data: colleagues = [] } = useColleagues();
  const nameOf = (id: string | null) =>
    id === null ? '—' : (colleagues.find((one) => one.id === id)?.name ?? id);
  if (rights.length === 0) return <p className="quiet">没有岗位，不能办理任何事项。</p>;
  return (
    <Table<Right>
      size="small"
      aria-label="岗位"
      rowKey="id"
      pagination={false}
      dataSource={[...rights]}
      columns={[
        { title: '岗位', width: 120, render: (_, { roleTitle }) => <strong>{roleTitle}</strong> },
        { title: '网点', render: (_, { branch }) => branchName(branch) },
        { title: '第一日', width: 120, render: (_, { from }) => <Day on={from} /> },
        {
          title: '最后一日',
          width: 120,
          render: (_, { to }) =>
            to === null ? <span className="quiet">长期</span> : <Day on={to} />,
        },
        { title: '状态', width: 100, render: (_, right) => <RightState right={right} /> },
        { title: '提出', width: 120, render: (_, { grantedBy }) => nameOf(grantedBy) },
        { title: '确认', width: 120, render: (_, { approvedBy }) => nameOf(approvedBy) },
      ]}
    />
  );
}

function RightState({ right: { inForce, from } }: { readonly right: Right }) {
  const { today } = useMe();
  if (inForce) return <Tag color="success">有效</Tag>;
  return from > today ? <Tag color="processing">未开始</Tag> : <Tag>已到期</Tag>;
}
