/** 岗位冲突: roles that one person must not, or should not hold together, with the rule behind it. */
import { Empty, Table } from 'antd';
import { Link } from 'react-router';
import { roleTitle } from '../../../cases/case.ts';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ConflictTag } from './member-list.tsx';
import { useMembers, type Member } from './staff-queries.ts';

interface Row {
  readonly key: string;
  readonly member: Member;
  readonly conflict: Member['conflicts'][number];
}

export function ConflictList() {
  const members = useMembers({});
  if (members.isError) {
    return <ProblemNote error={members.error} onRepeat={() => void members.refetch()} />;
  }
  if (members.isPending) return <PageLoading />;
  const rows = members.data.flatMap((member) =>
    member.conflicts.map((conflict): Row => {
      const key = `${member.id} ${conflict.roles.join(' ')}`;
      return { key, member, conflict };
    }),
  );
  if (rows.length === 0) return <Empty description="没有岗位冲突" />;
  return (
    <Table<Row>
      size="small"
      aria-label="岗位冲突"
      rowKey="key"
      dataSource={rows}
      pagination={false}
      columns={[
        {
          title: '人员',
          width: 150,
          render: (_, { member: { id, name } }) => (
            <Link to={`/staff/${id}`} className="row-link">
              {name}
            </Link>
          ),
        },
        {
          title: '兼任',
          width: 180,
          render: (_, { conflict }) => conflict.roles.map(roleTitle).join('、'),
        },
        {
          title: '程度',
          width: 110,
          render: (_, { conflict }) => <ConflictTag refused={conflict.effect === 'refused'} />,
        },
        { title: '说明', render: (_, { conflict }) => conflict.words },
        { title: '依据', width: 220, render: (_, { conflict }) => conflict.ground },
      ]}
    />
  );
}
