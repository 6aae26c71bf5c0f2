/** 参数: in force, to come and past, each with its dates and document; changed by two people. */
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { FIGURE_NAMES, FIGURES } from '../../../policy/figures.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters, type AddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { FigureTable } from './figure-table.tsx';
import { useFigures } from './figure-queries.ts';
import { districtsOf } from './places.ts';
import { ProposalDrawer } from './proposal-drawer.tsx';
import { Proposals } from './proposals.tsx';
import './figures.css';

export function FiguresPage() {
  const me = useMe();
  const filters = useAddressFilters(['name', 'district', 'when']);
  const [proposing, setProposing] = useState(false);
  const supervisor = hasRole(me, 'supervisor');
  return (
    <Page
      title="参数"
      actions={
        supervisor && (
          <Button
            type="primary"
            onClick={() => {
              setProposing(true);
            }}
          >
            提出变更
          </Button>
        )
      }
    >
      <p className="quiet tight">
        法律留给各地确定的数额、期限和方式。变更须有文号，由一名主管提出、另一名主管决定；不得追溯。
      </p>
      {hasRole(me, 'supervisor', 'auditor') && <Proposals />}
      <FigureList filters={filters} />
      {supervisor && (
        <ProposalDrawer
          open={proposing}
          onClose={() => {
            setProposing(false);
          }}
        />
      )}
    </Page>
  );
}

function FigureList({ filters }: { readonly filters: AddressFilters }) {
  const me = useMe();
  const { name, district, when = 'now' } = filters.values;
  const known = FIGURE_NAMES.find((one) => one === name);
  const figures = useFigures({
    ...(known !== undefined && { name: known }),
    ...(district !== undefined && { district }),
  });
  const today = me.today;
  const shown = figures.data?.filter(
    ({ validTo }) => when === 'all' || validTo === null || validTo >= today,
  );
  return (
    <section aria-labelledby="figure-list">
      <h2 id="figure-list">现行和将来的参数</h2>
      <div className="figure-tools">
        <Choice
          label="参数"
          name="name"
          filters={filters}
          options={FIGURE_NAMES.map((one) => [one, FIGURES[one].title])}
        />
        <Choice label="区县" name="district" filters={filters} options={districtsOf(me.center)} />
        <Segmented
          aria-label="看哪些"
          value={when}
          options={[
            { value: 'now', label: '现行和将来' },
            { value: 'all', label: '连同历史' },
          ]}
          onChange={(value) => {
            filters.set('when', value === 'all' ? 'all' : undefined);
          }}
        />
      </div>
      {figures.isPending && <PageLoading />}
      {figures.isError && (
        <ProblemNote error={figures.error} onRepeat={() => void figures.refetch()} />
      )}
      {shown && <FigureTable figures={shown} today={today} />}
    </section>
  );
}
