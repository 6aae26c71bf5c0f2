/** 停住与修复: what stands still now, by kind, with only the safe moves; many at once where it helps. */
import { Alert, Button, Empty } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { STUCK_KINDS } from '../../../cases/repairs.ts';
import { STUCK_WORDS } from '../../../cases/wording-repairs.ts';
import { systemTitle } from '../../../cases/wording.ts';
import { useMe } from '../../api/me.ts';
import { useAddressFilters, type AddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { KindSection } from './kind-section.tsx';
import { useProposals, useStuck, type StuckList } from './repair-queries.ts';
import './repair.css';

export function StuckPage() {
  const filters = useAddressFilters(['kind', 'type', 'branch', 'system']);
  const { type, branch, system } = filters.values;
  const kind = STUCK_KINDS.find((one) => one === filters.values['kind']);
  const stuck = useStuck({
    ...(kind === undefined ? {} : { kind }),
    ...(type === undefined ? {} : { type }),
    ...(branch === undefined ? {} : { branch }),
    ...(system === undefined ? {} : { system }),
  });
  const { data } = stuck;
  return (
    <Page
      title="停住与修复"
      beside={
        data && (
          <span className="quiet">
            截至 <Instant at={data.at} />
            ，自动更新
          </span>
        )
      }
      actions={<Button onClick={() => void stuck.refetch()}>立即更新</Button>}
    >
      <Waiting />
      <FilterRow filters={filters} list={data} />
      {stuck.isError && <ProblemNote error={stuck.error} onRepeat={() => void stuck.refetch()} />}
      {data ? <Groups list={data} filtered={Object.keys(filters.values).length > 0} /> : null}
      {!data && !stuck.isError && <PageLoading />}
    </Page>
  );
}

/** What a colleague has proposed and waits for a second person. */
function Waiting() {
  const proposals = useProposals();
  const open = (proposals.data?.items ?? []).filter(({ mayDecide }) => mayDecide);
  if (open.length === 0) return null;
  return (
    <Alert
      className="gap-below"
      type="info"
      showIcon
      title={`有${open.length}项修复等您作为第二人确认`}
      description={
        <ul className="tight">
          {open.slice(0, 5).map(({ id, object, caseNumber, moveTitle, kindTitle }) => (
            <li key={id}>
              <Link to={`/repair/${object}`}>
                {caseNumber ?? object}：{moveTitle}
              </Link>
              <span className="quiet">（{kindTitle}）</span>
            </li>
          ))}
        </ul>
      }
    />
  );
}

function FilterRow({
  filters,
  list,
}: {
  readonly filters: AddressFilters;
  readonly list: StuckList | undefined;
}) {
  const { centers } = useMe();
  const branches = centers.flatMap((center) => center.branches);
  const total = list?.kinds.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <div className="repair-tools">
      <Choice
        label="情况"
        name="kind"
        filters={filters}
        options={STUCK_KINDS.map((one) => [one, STUCK_WORDS[one].title])}
      />
      <Choice
        label="业务种类"
        name="type"
        filters={filters}
        options={Object.values(CASE_TYPES).map(({ type, title }) => [type, title])}
      />
      <Choice
        label="受理网点"
        name="branch"
        filters={filters}
        options={branches.map(({ id, name }) => [id, name])}
      />
      <Choice
        label="在等的系统"
        name="system"
        filters={filters}
        options={['national', 'identity'].map((one) => [one, systemTitle(one)])}
      />
      <span role="status" className="quiet">
        {list ? `共停住 ${total} 件` : ''}
      </span>
    </div>
  );
}

function Groups({ list, filtered }: { readonly list: StuckList; readonly filtered: boolean }) {
  // Which group a selection is in: a list of many is of one kind.
  const [chosen, setChosen] = useState<{ kind: string; objects: readonly string[] } | null>(null);
  const shown = list.kinds.filter(({ kind }) => list.items.some((item) => item.kind === kind));
  return (
    <>
      {!list.engineReachable && (
        <Alert
          className="gap-below"
          type="error"
          showIcon
          title="办理引擎没有应答：以下只凭业务库，没有看到的不等于没有。"
        />
      )}
      {list.truncated && (
        <Alert
          className="gap-below"
          type="warning"
          showIcon
          title="有的情况超过200件，没有全部列出；多半出于同一原因，先处理原因。"
        />
      )}
      {shown.length === 0 && (
        <Empty description={filtered ? '没有符合条件的事项。' : '没有停住的事项。'} />
      )}
      {shown.map((group) => (
        <KindSection
          key={group.kind}
          group={group}
          items={list.items.filter(({ kind }) => kind === group.kind)}
          chosen={chosen?.kind === group.kind ? chosen.objects : []}
          onChoose={(objects) => {
            setChosen({ kind: group.kind, objects });
          }}
        />
      ))}
    </>
  );
}
