/** Cases of my center and branch: filters in the address, saved views, pages by cursor. */
import { Checkbox, Empty } from 'antd';
import { CASE_TYPES } from '../../../cases/index.ts';
import { WAIT_KINDS, WAITS } from '../../../cases/wording-waits.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters, type AddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { CaseConditions } from '../board/case-conditions.tsx';
import { CASE_FILTERS, exportCases, useCaseCount, useCases } from './case-queries.ts';
import { CaseTable } from './case-table.tsx';
import { SavedViews } from './saved-views.tsx';
import { CASES_PAGE } from './view-queries.ts';
import './work.css';

/** The server counts no further. */
const COUNT_MAX = 1_000;

export function CasesPage() {
  const me = useMe();
  const filters = useAddressFilters(CASE_FILTERS);
  const paging = usePaging(JSON.stringify(filters.values));
  const cases = useCases(filters.values, paging.cursor);
  const count = useCaseCount(filters.values);
  return (
    <Page
      title="办件"
      beside={
        <span className="quiet" role="status">
          {count.data === undefined
            ? ''
            : `共 ${count.data}${count.data < COUNT_MAX ? '' : ' 以上'} 件`}
        </span>
      }
      actions={
        <>
          <SavedViews page={CASES_PAGE} filters={filters} />
          {hasRole(me, 'auditor', 'supervisor') && (
            <ExportButton onExport={(format) => exportCases(filters.values, format)} />
          )}
        </>
      }
    >
      <div className="list-tools">
        <CaseFilterBar filters={filters} />
      </div>
      <CaseConditions filters={filters} />
      {cases.isError && <ProblemNote error={cases.error} onRepeat={() => void cases.refetch()} />}
      {cases.isPending ? (
        <PageLoading />
      ) : cases.data?.items.length === 0 ? (
        <Empty description="没有符合条件的办件" />
      ) : (
        <CaseTable
          cases={cases.data?.items ?? []}
          today={me.today}
          supervises={hasRole(me, 'supervisor')}
        />
      )}
      <Pager paging={paging} nextCursor={cases.data?.nextCursor} />
    </Page>
  );
}

function CaseFilterBar({ filters }: { readonly filters: AddressFilters }) {
  const me = useMe();
  const type = CASE_TYPES[filters.values['type'] ?? ''];
  const stages = type ? [type] : Object.values(CASE_TYPES);
  const branches = me.centers.flatMap((center) => center.branches);
  return (
    <>
      <Choice
        label="业务种类"
        name="type"
        filters={filters}
        options={Object.values(CASE_TYPES).map((one) => [one.type, one.title])}
      />
      <Choice
        label="环节"
        name="stage"
        filters={filters}
        options={uniqueStages(stages.flatMap((one) => Object.entries(one.stages)))}
      />
      <Choice
        label="在等什么"
        name="waitingFor"
        filters={filters}
        options={WAIT_KINDS.map((kind) => [kind, WAITS[kind].title])}
      />
      <Choice
        label="网点"
        name="branch"
        filters={filters}
        options={branches.map(({ id, name }) => [id, name])}
      />
      <Toggle label="只看未办结" name="open" filters={filters} />
      <Toggle label="只看逾期" name="overdue" filters={filters} />
      <Toggle label="我受理的" name="submittedBy" value={me.id} filters={filters} />
    </>
  );
}

/** Several types may have a stage of the same name. */
function uniqueStages(
  stages: readonly (readonly [string, { readonly title: string }])[],
): readonly (readonly [string, string])[] {
  return [...new Map(stages.map(([at, { title }]) => [at, title]))];
}

interface ToggleProps {
  readonly label: string;
  readonly name: string;
  readonly value?: string;
  readonly filters: AddressFilters;
}

function Toggle({ label, name, value = 'true', filters }: ToggleProps) {
  return (
    <Checkbox
      checked={filters.values[name] === value}
      onChange={({ target }) => {
        filters.set(name, target.checked ? value : undefined);
      }}
    >
      {label}
    </Checkbox>
  );
}
