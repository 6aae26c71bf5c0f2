/** 试算: a parameter, another value, and whose outcome or date would differ. Nothing is written. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Input, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { WHAT_IF_NAMES, WHAT_IFS, type WhatIfName } from '../../../policy/what-if.ts';
import { api, read, type Schemas } from '../../api/client.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { Page } from '../../parts/page.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import { Day } from '../../parts/when.tsx';
import { Money } from './money.tsx';

type WhatIf = Schemas['WhatIf'];
type Item = WhatIf['items'][number];
type Count = WhatIf['outcomes'][number];

interface Asked {
  readonly name: WhatIfName;
  readonly value: string;
}

const OPTIONS = WHAT_IF_NAMES.map((name) => ({ value: name, label: WHAT_IFS[name].title }));

export function WhatIfPage() {
  const [name, setName] = useState<WhatIfName>('half-year');
  const [value, setValue] = useState('');
  const found = useMutation({
    mutationFn: (asked: Asked) => read(api.POST('/api/v1/what-if:calculate', { body: asked })),
  });
  const { unit, over, dated } = WHAT_IFS[name];
  return (
    <Page title="试算">
      <p className="quiet page-intro">
        在现有账户和业务的副本上改动一项参数，用同一套规则各算一遍，列出结果或日期不同的，以及各月流出的资金和工时怎样变。只是试算，不作任何改动；正式变更在“参数”中提出。
      </p>
      <form
        className="gap-below page-tools"
        aria-label="试算的参数"
        onSubmit={(event) => {
          event.preventDefault();
          found.mutate({ name, value: value.trim() });
        }}
      >
        <Flex wrap gap={12} align="center">
          <label htmlFor="what-if-name">参数</label>
          <Select
            id="what-if-name"
            value={name}
            options={OPTIONS}
            popupMatchSelectWidth={false}
            onChange={setName}
          />
          <label htmlFor="what-if-value">改为</label>
          <Input
            id="what-if-value"
            value={value}
            suffix={unit}
            inputMode="decimal"
            autoComplete="off"
            style={{ width: 170 }}
            onChange={({ target }) => {
              setValue(target.value);
            }}
          />
          <Button
            type="primary"
            htmlType="submit"
            loading={found.isPending}
            disabled={value.trim() === ''}
          >
            试算
          </Button>
        </Flex>
      </form>
      <p className="quiet">
        范围：{over}；日期：{dated}。
      </p>
      {found.isError && <ProblemNote error={found.error} />}
      {found.data && <Answer answer={found.data} />}
    </Page>
  );
}

function Answer({ answer }: { readonly answer: WhatIf }) {
  const { title, unit, before, after, looked, changed, beyond, clause, outcomes, items } = answer;
  const { money } = answer;
  return (
    <section aria-label="试算结果">
      <Alert
        className="gap-below"
        type={changed > 0 ? 'warning' : 'success'}
        showIcon
        title={
          changed > 0
            ? `${String(looked)}户中有${String(changed)}户的结果或日期会变`
            : `${String(looked)}户的结果和日期都不变`
        }
        description={
          <>
            {title}由{before}
            {unit}改为{after}
            {unit}。{beyond && '范围过大，只计算了最早的20000户。'}
            <ClauseLink id={clause.id} title={clause.title} />
          </>
        }
      />
      <Table<Count>
        className="gap-below"
        size="small"
        aria-label="各种结果的户数"
        rowKey="outcome"
        columns={COUNTS}
        dataSource={[...outcomes]}
        pagination={false}
        style={{ maxWidth: 460 }}
      />
      <Money money={money} />
      {items.length === 0 ? (
        <Empty description="没有会变的账户" />
      ) : (
        <Table<Item>
          size="small"
          aria-label="会变的账户"
          rowKey={({ account, caseId }) => `${account}${caseId ?? ''}`}
          columns={COLUMNS}
          dataSource={[...items]}
          pagination={tablePages(20)}
          scroll={{ x: 760 }}
        />
      )}
      {items.length < changed && <p className="quiet">只列出前{items.length}户。</p>}
    </section>
  );
}

const COUNTS: TableColumnsType<Count> = [
  { title: '结果', dataIndex: 'title' },
  { title: '现在', width: 100, align: 'right', dataIndex: 'before' },
  { title: '改后', width: 100, align: 'right', dataIndex: 'after' },
];

const COLUMNS: TableColumnsType<Item> = [
  {
    title: '账户',
    width: 220,
    render: (_, { account, accountLast4, caseId, person }) => (
      <Flex vertical align="start" gap={6}>
        <PersonName person={person} />
        <Link to={`/accounts/${account}`} className="number">
          尾号{accountLast4}
        </Link>
        {caseId !== null && <Link to={`/cases/${caseId}`}>提取业务</Link>}
      </Flex>
    ),
  },
  { title: '现在', render: (_, { before }) => <One of={before} /> },
  { title: '改后', render: (_, { after }) => <One of={after} /> },
];

function One({ of: { outcomeTitle, on } }: { readonly of: Item['before'] }) {
  return (
    <>
      {outcomeTitle}
      <div className="quiet">
        <Day on={on} />
      </div>
    </>
  );
}
