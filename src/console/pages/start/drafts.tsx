/** Forms begun and not yet sent: taken up again, or thrown away. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { businessOf } from '../../../cases/index.ts';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';

type Draft = Schemas['DraftHead'];

export function Drafts() {
  const drafts = useQuery({
    queryKey: ['drafts'],
    queryFn: async () => (await read(api.GET('/api/v1/drafts'))).items,
  });
  const discard = useDiscard();
  if (drafts.isError) {
    return <ProblemNote error={drafts.error} onRepeat={() => void drafts.refetch()} />;
  }
  return (
    <section aria-labelledby="drafts-title">
      <h2 id="drafts-title" className="drafts-title">
        我的草稿
      </h2>
      {discard.isError && <ProblemNote error={discard.error} />}
      <Table<Draft>
        size="small"
        rowKey="id"
        aria-label="我的草稿"
        loading={drafts.isPending}
        dataSource={drafts.data ?? []}
        columns={columns((id) => {
          discard.mutate(id);
        })}
        pagination={tablePages(20)}
        locale={{ emptyText: '没有草稿：填写中的业务会自动保存在这里，只有您自己看得到' }}
      />
    </section>
  );
}

function useDiscard() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      read(
        api.DELETE('/api/v1/drafts/{id}', {
          params: { path: { id }, header: changing(newKey()) },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['drafts'] }),
  });
}

function columns(onDiscard: (id: string) => void): TableColumnsType<Draft> {
  return [
    {
      title: '业务',
      render: (_, { id, type }) => (
        <Link to={`/start/${type}?draft=${id}`}>{businessOf(type)}，继续填写</Link>
      ),
    },
    {
      title: '申请人',
      render: (_, { applicant }) =>
        applicant === null ? (
          <span className="quiet">尚未填写</span>
        ) : (
          <>
            {applicant.name ?? '—'}{' '}
            <span className="quiet number">{applicant.documentNumber ?? ''}</span>
          </>
        ),
    },
    { title: '最后修改', render: (_, { updatedAt }) => <Instant at={updatedAt} /> },
    { title: '保留至', render: (_, { keptUntil }) => <Day on={keptUntil} /> },
    {
      title: '操作',
      render: (_, { id }) => (
        <Popconfirm
          title="弃置这份草稿？"
          description="已填写的内容将不再保留。"
          okText="弃置"
          cancelText="保留"
          onConfirm={() => {
            onDiscard(id);
          }}
        >
          <Button size="small">弃置</Button>
        </Popconfirm>
      ),
    },
  ];
}
