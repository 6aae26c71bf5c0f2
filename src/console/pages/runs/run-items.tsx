/** The frozen list: who and how much, who not and why, what became of each; struck out before approval. */
import { Button, Table, type TableColumnsType } from 'antd';
import { useState, type Key, type ReactNode } from 'react';
import { Link } from 'react-router';
import { RUN_ITEM_STATES, RUN_VERDICTS } from '../../../cases/runs.ts';
import { runItemContent } from '../../../cases/wording-runs.ts';
import { newKey } from '../../api/client.ts';
import { downloadRunList, downloadRunPaper } from '../../api/download.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { InHead } from '../../parts/in-head.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { RunItemParts } from './run-item-parts.tsx';
import { useRunItems, useStrike, type Run, type RunItem } from './run-queries.ts';

const FILTERS = ['verdict', 'state'] as const;
const VERDICTS = Object.entries(RUN_VERDICTS);
const STATES = Object.entries(RUN_ITEM_STATES);

export function RunItems({ run }: { readonly run: Run }) {
  const filters = useAddressFilters(FILTERS);
  const paging = usePaging(JSON.stringify([run.id, filters.values]));
  const verdict = asOne(filters.values['verdict'], RUN_VERDICTS);
  const state = asOne(filters.values['state'], RUN_ITEM_STATES);
  const { counts } = run;
  const items = useRunItems(
    run.id,
    {
      ...(verdict && { verdict }),
      ...(state && { state }),
      ...(paging.cursor && { cursor: paging.cursor }),
    },
    JSON.stringify([run.version, counts]),
  );
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const mayStrike = run.actions.some(({ action, permitted }) => action === 'strike' && permitted);
  return (
    <>
      <div className="run-filters" role="search" aria-label="筛选名单">
        <Choice label="结论" name="verdict" filters={filters} options={VERDICTS} />
        <Choice label="状态" name="state" filters={filters} options={STATES} />
        <ExportButton
          paper="打印名单（PDF，可核验）"
          onExport={(format) => {
            const part = { ...(verdict && { verdict }), ...(state && { state }) };
            return format === 'pdf'
              ? downloadRunPaper(run.id, part)
              : downloadRunList(run.id, { format, ...part });
          }}
        />
        {mayStrike && (
          <Strike
            run={run}
            chosen={chosen}
            items={items.data?.items ?? []}
            onDone={() => {
              setChosen([]);
            }}
          />
        )}
      </div>
      {items.isError && <ProblemNote error={items.error} onRepeat={() => void items.refetch()} />}
      <ItemTable
        items={items.data?.items}
        chosen={mayStrike ? chosen : null}
        onChoose={setChosen}
      />
      <Pager paging={paging} nextCursor={items.data?.nextCursor} />
    </>
  );
}

interface TableProps {
  readonly items: readonly RunItem[] | undefined;
  /** Null: nothing can be chosen. */
  readonly chosen: readonly number[] | null;
  readonly onChoose: (chosen: readonly number[]) => void;
}

function ItemTable({ items, chosen, onChoose }: TableProps) {
  return (
    <Table<RunItem>
      size="small"
      aria-label="名单"
      rowKey="n"
      columns={COLUMNS}
      dataSource={[...(items ?? [])]}
      loading={items === undefined}
      pagination={false}
      scroll={{ x: 1_000 }}
      locale={{ emptyText: '没有这样的项目' }}
      {...(chosen && {
        rowSelection: {
          columnTitle: (box: ReactNode) => <InHead>{box}</InHead>,
          selectedRowKeys: [...chosen],
          onChange: (keys: Key[]) => {
            onChoose(keys.map(Number));
          },
          getCheckboxProps: ({ n, verdict }: RunItem) => ({
            disabled: verdict === 'excluded',
            'aria-label': `选择第${n}项`,
          }),
        },
      })}
    />
  );
}

function asOne<T extends object>(text: string | undefined, words: T): keyof T | null {
  return text !== undefined && Object.hasOwn(words, text) ? (text as keyof T) : null;
}

interface StrikeProps {
  readonly run: Run;
  readonly chosen: readonly number[];
  readonly items: readonly RunItem[];
  readonly onDone: () => void;
}

function Strike({ run, chosen, items, onDone }: StrikeProps) {
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState(newKey);
  const strike = useStrike(run);
  const back = items
    .filter(({ n }) => chosen.includes(n))
    .every(({ verdict }) => verdict === 'struck');
  const words = back && chosen.length > 0 ? '放回' : '剔除';
  return (
    <>
      <Button
        disabled={chosen.length === 0}
        onClick={() => {
          setOpen(true);
        }}
      >
        {words}所选（{chosen.length}）
      </Button>
      <ReasonDialog
        open={open}
        title={`${words}${chosen.length}项`}
        preview={back ? '放回名单，批准后照常办理。' : '从名单中剔除，本次不办；名单摘要随之改变。'}
        onClose={() => {
          setOpen(false);
          setKey(newKey());
        }}
        onSubmit={async (reason) => {
          await strike.mutateAsync({ key, items: [...chosen], back, reason });
          onDone();
        }}
      />
    </>
  );
}

const COLUMNS: TableColumnsType<RunItem> = [
  { title: '序号', width: 70, dataIndex: 'n' },
  {
    title: '对象',
    width: 220,
    render: (_, { account, accountNumber, subject }) =>
      account === null ? (
        <span className="number">{subject}</span>
      ) : (
        <Link to={`/accounts/${account}`} className="number">
          {accountNumber}
        </Link>
      ),
  },
  { title: '内容', width: 180, render: (_, { detail }) => runItemContent(detail) },
  {
    title: '金额（元）',
    width: 130,
    align: 'right',
    render: (_, { amount }) => (amount === null ? '—' : <Amount of={amount} />),
  },
  {
    title: '结论',
    width: 200,
    render: (_, { verdictTitle, reasonText }) => (
      <>
        {verdictTitle}
        {reasonText !== null && <div className="quiet">{reasonText}</div>}
      </>
    ),
  },
  {
    title: '结果',
    render: (_, { stateTitle, outcomeText, journal, parts }) => (
      <>
        {stateTitle}
        {outcomeText !== null && <div className="quiet">{outcomeText}</div>}
        <RunItemParts parts={parts} />
        {journal !== null && (
          <div className="quiet">
            <Link to={`/journals/${journal}`}>凭证 {journal}</Link>
          </div>
        )}
      </>
    ),
  },
];
