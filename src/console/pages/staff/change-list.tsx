/** Changes of people and branches: what waits for a second person, and what was decided. */
import { Alert, App, Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { staffChangeState } from '../../../cases/wording-staff.ts';
import { newKey } from '../../api/client.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { Instant } from '../../parts/when.tsx';
import { useChanges, useDesk, type StaffChange } from './staff-queries.ts';

const STATES = ['open', 'approved', 'declined', 'withdrawn'] as const;
const COLORS = {
  open: 'warning',
  approved: 'success',
  declined: 'error',
  withdrawn: 'default',
} as const;

export function ChangeList({ filters }: { readonly filters: AddressFilters }) {
  const state = STATES.find((one) => one === filters.values['state']);
  const paging = usePaging(state ?? '');
  const changes = useChanges(state, paging.cursor);
  return (
    <>
      <div className="list-tools">
        <Choice
          label="状态"
          name="state"
          filters={filters}
          options={STATES.map((one) => [one, staffChangeState(one)])}
        />
        <span className="quiet">每项变更由一名主管提出、另一名主管确认；确认后即时生效。</span>
      </div>
      {changes.isError && (
        <ProblemNote error={changes.error} onRepeat={() => void changes.refetch()} />
      )}
      {changes.isPending && <PageLoading />}
      {changes.data?.items.length === 0 && <Empty description="没有符合条件的变更" />}
      <ul className="change-list" aria-label="变更">
        {changes.data?.items.map((change) => (
          <ChangeCard key={change.id} change={change} />
        ))}
      </ul>
      <Pager paging={paging} nextCursor={changes.data?.nextCursor} />
    </>
  );
}

export function ChangeCard({ change }: { readonly change: StaffChange }) {
  const { staff, branch, kindTitle, state, stateTitle, lines, warnings } = change;
  return (
    <li className="change-card">
      <div className="change-head">
        <strong>
          {kindTitle}：
          {staff === null ? branch?.name : <Link to={`/staff/${staff.id}`}>{staff.name}</Link>}
        </strong>
        <Tag color={COLORS[state]}>{stateTitle}</Tag>
        <ChangeActions change={change} />
      </div>
      <ul className="change-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {warnings.map(({ words, ground }) => (
        <Alert
          key={words}
          className="gap-below"
          type="warning"
          showIcon
          title={`${words}（${ground}）`}
        />
      ))}
      <Story change={change} />
    </li>
  );
}

/** Who proposed and who decided, when and why. */
function Story({ change }: { readonly change: StaffChange }) {
  const { proposedBy, proposedAt, reason, decidedBy, decidedAt, decisionReason, state } = change;
  const verbs = { open: '', approved: '确认', declined: '不同意', withdrawn: '撤回' } as const;
  return (
    <p className="quiet tight">
      {proposedBy.name} <Instant at={proposedAt} /> 提出：{reason}
      {decidedBy !== null && decidedAt !== null && (
        <>
          <br />
          {decidedBy.name} <Instant at={decidedAt} /> {verbs[state]}：{decisionReason}
        </>
      )}
    </p>
  );
}

type Verb = 'approve' | 'decline' | 'withdraw';

function ChangeActions({ change }: { readonly change: StaffChange }) {
  const [asking, setAsking] = useState<Verb | null>(null);
  const button = (verb: Verb, text: string, primary = false) => (
    <Button
      size="small"
      {...(primary ? { type: 'primary' } : {})}
      aria-label={`${text}：${change.kindTitle} ${change.staff?.name ?? change.branch?.name ?? ''}`}
      onClick={() => {
        setAsking(verb);
      }}
    >
      {text}
    </Button>
  );
  return (
    <span className="change-actions">
      {change.decidable && button('approve', '确认', true)}
      {change.decidable && button('decline', '不同意')}
      {change.withdrawable && button('withdraw', '撤回')}
      {change.notDecidable !== undefined && !change.decidable && (
        <span className="quiet">{change.notDecidable}</span>
      )}
      <DecisionDialog
        change={change}
        verb={asking}
        onClose={() => {
          setAsking(null);
        }}
      />
    </span>
  );
}

interface DecisionProps {
  readonly change: StaffChange;
  readonly verb: Verb | null;
  readonly onClose: () => void;
}

const TITLES = { approve: '确认变更', decline: '不同意变更', withdraw: '撤回变更' } as const;

function DecisionDialog({ change, verb, onClose }: DecisionProps) {
  const { message } = App.useApp();
  const { decide, withdraw } = useDesk();
  const [key] = useState(newKey);
  const submit = async (reason: string) => {
    if (verb === 'withdraw') await withdraw(key, change.id, reason);
    else await decide(key, change.id, { approve: verb === 'approve', reason });
    void message.success(verb === 'approve' ? '已确认，即时生效' : '已办理');
  };
  return (
    <ReasonDialog
      open={verb !== null}
      title={TITLES[verb ?? 'approve']}
      okText={verb === 'approve' ? '确认，即时生效' : '确定'}
      preview={
        <ul className="change-lines">
          {change.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
