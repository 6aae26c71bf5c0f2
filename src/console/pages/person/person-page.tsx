/** One person: who it is (masked), accounts, agreements, cases, who holds the claim, dates, papers. */
import { Card } from 'antd';
import { useParams } from 'react-router';
import { Measures } from '../../parts/measures.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Accounts } from './accounts.tsx';
import { Agreements } from './agreements.tsx';
import { ClaimNote } from './claim-note.tsx';
import { DataChanges } from './data-changes.tsx';
import { EarliestDates } from './earliest-dates.tsx';
import { Identity } from './identity.tsx';
import { Papers } from './papers.tsx';
import { PersonCases } from './person-cases.tsx';
import { usePerson, type Person } from './person-queries.ts';
import './person.css';

export function PersonPage() {
  const { id = '' } = useParams();
  // Another person is another page: nothing that was revealed stays.
  return <OnePerson key={id} id={id} />;
}

function OnePerson({ id }: { readonly id: string }) {
  const person = usePerson(id);
  return (
    <Page title="办理人" beside={person.data && <PersonName person={person.data} />}>
      {person.isError && (
        <ProblemNote error={person.error} onRepeat={() => void person.refetch()} />
      )}
      {person.isPending && <PageLoading />}
      {person.data && <Parts person={person.data} />}
    </Page>
  );
}

function Parts({ person }: { readonly person: Person }) {
  const { id, claim, accounts, agreements, measures, changes, destroyed } = person;
  return (
    <div className="person-parts">
      {claim && <ClaimNote claim={claim} />}
      <div className="person-columns">
        <Part title="证件与联系方式">
          <Identity person={person} />
        </Part>
        <Part title="账户">
          <Accounts accounts={accounts} />
        </Part>
      </div>
      {!destroyed && (
        <Part title="最早可办日期">
          <EarliestDates person={id} />
        </Part>
      )}
      <Part title="办件">
        <PersonCases person={person} />
      </Part>
      <Part title="缴存使用协议">
        <Agreements agreements={agreements} />
      </Part>
      {changes.length > 0 && (
        <Part title="信息变更记录">
          <DataChanges changes={changes} />
        </Part>
      )}
      {measures.length > 0 && (
        <Part title="违约处置措施">
          <Measures measures={measures} />
        </Part>
      )}
      <Part title="文书">
        <Papers person={id} destroyed={destroyed} />
      </Part>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly children: React.ReactNode;
}

function Part({ title, children }: PartProps) {
  return (
    <Card size="small" role="region" aria-label={title} title={<h2>{title}</h2>}>
      {children}
    </Card>
  );
}
