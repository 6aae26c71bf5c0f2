/** What was printed for the person: number, day, code; a press shows the paper. */
import { FilePdfOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { PdfView } from '../../parts/pdf-view.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { usePapers, type Paper } from './person-queries.ts';

interface Props {
  readonly person: string;
  /** Its content cannot be read any more. */
  readonly destroyed: boolean;
}

export function Papers({ person, destroyed }: Props) {
  const papers = usePapers(person);
  const [shown, setShown] = useState<Paper | null>(null);
  if (papers.data?.length === 0) return <p className="tight quiet">没有文书。</p>;
  return (
    <>
      {papers.isError && (
        <ProblemNote error={papers.error} onRepeat={() => void papers.refetch()} />
      )}
      <Table<Paper>
        size="small"
        aria-label="文书"
        rowKey="id"
        loading={papers.isPending}
        columns={columns(destroyed ? null : setShown)}
        dataSource={[...(papers.data ?? [])]}
        pagination={false}
        scroll={{ x: 760 }}
      />
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

function columns(onShow: ((paper: Paper) => void) | null): TableColumnsType<Paper> {
  return [
    { title: '文书', width: 220, dataIndex: 'title' },
    {
      title: '编号',
      width: 240,
      render: (_, { number }) => <span className="number">{number}</span>,
    },
    { title: '出具', width: 120, render: (_, { issuedOn }) => <Day on={issuedOn} /> },
    {
      title: '验证码',
      render: (_, { code }) => <span className="number">{code}</span>,
    },
    {
      title: '查看',
      width: 110,
      render: (_, paper) =>
        onShow && (
          <Button
            size="small"
            icon={<FilePdfOutlined aria-hidden />}
            aria-label={`查看${paper.title} ${paper.number}`}
            onClick={() => {
              onShow(paper);
            }}
          >
            查看
          </Button>
        ),
    },
  ];
}
