/** One account: its money by source, mandate, holds, plan, and its postings, now or as they stood once. */
import { Alert, Button, Card, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters, type AddressFilters } from '../../parts/address-filters.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useAccount, type Account } from './account-queries.ts';
import { Measures } from '../../parts/measures.tsx';
import { AgreementPart } from './agreement.tsx';
import { Contributions } from './contributions.tsx';
import { Doors } from './doors.tsx';
import { Facts } from './facts.tsx';
import { Holds } from './holds.tsx';
import { MandatePart } from './mandate.tsx';
import { Money } from './money.tsx';
import { Moment } from './moment.tsx';
import { Owed } from './owed.tsx';
import { Postings } from './postings.tsx';
import { Seals } from './seals.tsx';
import { Slips } from './slips.tsx';
import { Steps } from './steps.tsx';
import { Sources } from './sources.tsx';
import { StatementPart } from './statement.tsx';
import { Notices } from './receipt.tsx';
import { Payouts } from './payouts.tsx';
import './account.css';

const FILTERS = ['source', 'from', 'to', 'at'] as const;
const COLORS: Readonly<Record<string, string>> = { normal: 'success', sealed: 'warning' };

export function AccountPage() {
  const { id = '' } = useParams();
  const filters = useAddressFilters(FILTERS);
  const account = useAccount(id, filters.values['at']);
  return (
    <Page
      title={account.data ? `账户 尾号${account.data.number.slice(-4)}` : '账户'}
      beside={account.data && <Beside account={account.data} />}
      actions={
        <>
          {account.data && <Doors account={account.data} />}
          <Moment filters={filters} />
        </>
      }
    >
      {account.isError && (
        <ProblemNote error={account.error} onRepeat={() => void account.refetch()} />
      )}
      {account.isPending && <PageLoading />}
      {account.data && <Parts account={account.data} filters={filters} />}
    </Page>
  );
}

interface PartsProps {
  readonly account: Account;
  readonly filters: AddressFilters;
}

function Parts({ account, filters }: PartsProps) {
  return (
    <div className="account-parts">
      {account.at !== null && <Past at={account.at} />}
      <div className="account-columns">
        <Part title="余额">
          <Money account={account} />
        </Part>
        <Part title="账户情况">
          <Facts account={account} />
        </Part>
      </div>
      <Part title="缴存使用协议">
        <AgreementPart account={account} />
      </Part>
      {account.measures.length > 0 && (
        <Part title="违约处置措施">
          <Measures measures={account.measures} />
        </Part>
      )}
      {account.receivables.length > 0 && (
        <Part title="应收个人款">
          <Owed receivables={account.receivables} />
        </Part>
      )}
      <Part title="缴存">
        <Contributions id={account.id} />
      </Part>
      <Part title="柜面缴存">
        <Slips id={account.id} />
      </Part>
      <Part title="委托扣款">
        <MandatePart account={account} />
      </Part>
      {account.payouts.length > 0 && (
        <Part title="提取付款">
          <Payouts account={account} />
        </Part>
      )}
      <Part title="通知和回执">
        <Notices account={account} />
      </Part>
      <SourcesPart account={account} />
      <Changes account={account} />
      <HoldsPart account={account} />
      <Part title="账户明细">
        <Postings id={account.id} filters={filters}>
          <StatementPart id={account.id} filters={filters} />
        </Postings>
      </Part>
    </div>
  );
}

/** Who paid for the person, and when it was sealed. */
function Changes({ account: { steps, seals } }: { readonly account: Account }) {
  return (
    <>
      {steps.length > 0 && (
        <Part title="缴存身份变动">
          <Steps steps={steps} />
        </Part>
      )}
      {seals.length > 0 && (
        <Part title="封存和启封">
          <Seals seals={seals} />
        </Part>
      )}
    </>
  );
}

/** Corrections of the source are looked at by those who oversee the books. */
function SourcesPart({ account }: { readonly account: Account }) {
  if (!hasRole(useMe(), 'supervisor', 'auditor')) return null;
  return (
    <Part title="来源更正">
      <Sources account={account} />
    </Part>
  );
}

/** What is held; whoever may hold an account finds the door here even while nothing is. */
function HoldsPart({ account: { id, state, holds } }: { readonly account: Account }) {
  const may = hasRole(useMe(), ...(CASE_TYPES['hold']?.startedBy ?? [])) && state !== 'closed';
  if (holds.length === 0 && !may) return null;
  return (
    <Part title="冻结">
      <Holds holds={holds} />
      {may && (
        <Link to={`/start/hold?account=${id}`}>
          <Button size="small" className="gap-above">
            登记冻结
          </Button>
        </Link>
      )}
    </Part>
  );
}

function Beside({ account }: { readonly account: Account }) {
  const { person, state, stateTitle, sourceTitle } = account;
  return (
    <>
      <Tag color={COLORS[state] ?? 'default'}>{stateTitle}</Tag> <Tag>{sourceTitle}</Tag>{' '}
      <Link to={`/persons/${person.id}`}>
        <PersonName person={person} />
      </Link>
    </>
  );
}

function Past({ at }: { readonly at: string }) {
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          余额、明细和冻结是 <Instant at={at} />{' '}
          时账上的情况；其后记的不在内。状态、缴存月份、计划和委托扣款仍是现在的。
        </>
      }
    />
  );
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  return (
    <Card size="small" role="region" aria-label={title} title={<h2>{title}</h2>}>
      {children}
    </Card>
  );
}
