/** Many cases from one file: the template, the file, and what was started before. */
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Collapse, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { CASE_TYPES, businessOf } from '../../../../cases/index.ts';
import { hasRole, useMe } from '../../../api/me.ts';
import { Page } from '../../../parts/page.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { Instant } from '../../../parts/when.tsx';
import { branchesFor } from '../setting.ts';
import { CsvDrop } from './csv-drop.tsx';
import {
  useColumns,
  useOperations,
  useStartOperation,
  type Operation,
} from './operation-queries.ts';
import { StateWord } from './state-word.tsx';
import { allowedIn, templateOf, type Column } from './template.ts';
import '../start.css';

export function OperationsPage() {
  const me = useMe();
  const types = Object.values(CASE_TYPES).filter(({ startedBy }) => hasRole(me, ...startedBy));
  return (
    <Page title="批量办理">
      {types.length > 0 && <StartMany types={types.map(({ type }) => type)} />}
      <Earlier />
    </Page>
  );
}

function StartMany({ types }: { readonly types: readonly string[] }) {
  const me = useMe();
  const navigate = useNavigate();
  const [type, setType] = useState(types[0] ?? '');
  const branches = branchesFor(me, CASE_TYPES[type]?.startedBy ?? []);
  const [chosen, setBranch] = useState<string | null>(null);
  const branch = branches.find(({ id }) => id === chosen) ?? branches[0];
  const columns = useColumns(type).data ?? [];
  const start = useStartOperation(({ id }) => void navigate(`/operations/${id}`));
  return (
    <section aria-labelledby="many-title" className="bulk">
      <h2 id="many-title" className="drafts-title">
        从文件发起
      </h2>
      <div className="bulk-line">
        <Choice
          title="业务"
          value={type}
          options={types.map((one) => [one, businessOf(one)])}
          onChange={setType}
        />
        {branches.length > 1 && branch && (
          <Choice
            title="受理网点"
            value={branch.id}
            options={branches.map(({ id, name }) => [id, name])}
            onChange={setBranch}
          />
        )}
        <Button
          icon={<DownloadOutlined />}
          disabled={columns.length === 0}
          onClick={() => {
            download(templateOf(columns), `${businessOf(type)}批量模板.csv`);
          }}
        >
          下载模板
        </Button>
      </div>
      <CsvDrop
        pending={start.isPending}
        onSend={(file) => {
          if (branch) start.mutate({ kind: type, branch: branch.id, file });
        }}
      />
      {start.isError && <ProblemNote error={start.error} />}
      <Collapse
        size="small"
        items={[
          { key: 'columns', label: '各栏的填写说明', children: <Columns columns={columns} /> },
        ]}
      />
    </section>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ title, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {title}{' '}
      <Select
        value={value}
        options={options.map(([code, label]) => ({ value: code, label }))}
        popupMatchSelectWidth={false}
        onChange={onChange}
      />
    </label>
  );
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

const COLUMN_COLUMNS: TableColumnsType<Column> = [
  { title: '栏目（第一行）', dataIndex: 'title' },
  { title: '也可写作', dataIndex: 'path' },
  { title: '必填', render: (_, { required }) => (required ? '必填' : '可后补') },
  { title: '可填内容', render: (_, column) => allowedIn(column) },
];

function Columns({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <Table<Column>
      size="small"
      rowKey="path"
      aria-label="各栏的填写说明"
      dataSource={columns}
      columns={COLUMN_COLUMNS}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}

const OPERATIONS: TableColumnsType<Operation> = [
  {
    title: '发起时间',
    render: (_, { id, createdAt }) => (
      <Link to={`/operations/${id}`}>
        <Instant at={createdAt} />
      </Link>
    ),
  },
  { title: '业务', render: (_, { kind }) => businessOf(kind) },
  { title: '状态', render: (_, { state }) => <StateWord state={state} /> },
  { title: '情况', dataIndex: 'summary' },
  { title: '发起人', dataIndex: 'startedBy' },
];

function Earlier() {
  const operations = useOperations();
  if (operations.isError) {
    return <ProblemNote error={operations.error} onRepeat={() => void operations.refetch()} />;
  }
  return (
    <section aria-labelledby="earlier-title">
      <h2 id="earlier-title" className="drafts-title">
        已发起的批量
      </h2>
      <Table<Operation>
        size="small"
        rowKey="id"
        aria-label="已发起的批量"
        loading={operations.isPending}
        dataSource={operations.data ?? []}
        columns={OPERATIONS}
        pagination={false}
        locale={{ emptyText: '还没有批量办理' }}
      />
    </section>
  );
}
