/** Printed documents and uploaded files of the case. */
import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { nameOf, useDocuments, useFiles, type Case } from './case-data.ts';
import { DocumentSheet } from './document-sheet.tsx';
import { FileLook } from './file-look.tsx';

type Document = Schemas['Document'];
type File = Schemas['File'];

export function Papers({ case: of }: { readonly case: Case }) {
  const [shown, setShown] = useState<Document | null>(null);
  return (
    <>
      <h3>文书</h3>
      <Documents id={of.id} onLook={setShown} />
      <h3>上传的材料</h3>
      <Files case={of} />
      <Modal
        open={shown !== null}
        title={shown?.title}
        footer={null}
        width={880}
        destroyOnHidden
        onCancel={() => {
          setShown(null);
        }}
      >
        {shown !== null && <DocumentSheet caseId={of.id} document={shown} signing={null} />}
      </Modal>
    </>
  );
}

interface DocumentsProps {
  readonly id: string;
  readonly onLook: (document: Document) => void;
}

function Documents({ id, onLook }: DocumentsProps) {
  const { data, error, isPending, refetch } = useDocuments(id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  return (
    <Table<Document>
      size="small"
      rowKey="id"
      pagination={false}
      loading={isPending}
      dataSource={data ?? []}
      locale={{ emptyText: '还没有出具文书' }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '名称', dataIndex: 'title' },
        {
          title: '文书编号、核验码',
          render: (_, { number, contentHash }) => (
            <>
              <div>{number}</div>
              <div className="quiet number">核验码 {contentHash.slice(0, 16).toUpperCase()}</div>
            </>
          ),
        },
        { title: '日期', render: (_, { issuedOn }) => <Day on={issuedOn} /> },
        {
          title: '操作',
          render: (_, document) => (
            <>
              <Button
                type="link"
                size="small"
                aria-label={`查看${document.title}`}
                onClick={() => {
                  onLook(document);
                }}
              >
                查看
              </Button>
              <Button
                type="link"
                size="small"
                href={document.href}
                target="_blank"
                rel="noreferrer"
                aria-label={`打印${document.title}`}
              >
                打印
              </Button>
            </>
          ),
        },
      ]}
    />
  );
}

function Files({ case: of }: { readonly case: Case }) {
  const { data, error, isPending, refetch } = useFiles(of.id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  return (
    <Table<File>
      size="small"
      rowKey="id"
      pagination={false}
      loading={isPending}
      dataSource={data ?? []}
      locale={{ emptyText: '还没有上传材料' }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '种类', dataIndex: 'kindTitle' },
        { title: '大小', render: (_, { size }) => sizeText(size) },
        { title: '上传人', render: (_, { uploadedBy }) => nameOf(of, uploadedBy) },
        { title: '上传时间', render: (_, { uploadedAt }) => <Instant at={uploadedAt} /> },
        { title: '操作', render: (_, file) => <FileLook file={file} /> },
      ]}
    />
  );
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${Math.ceil(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
