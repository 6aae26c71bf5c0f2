/** One person: what they may do, who gave it, whether they are away, what they have in hand. */
import { Alert } from 'antd';
import { useParams } from 'react-router';
import { hasRole, useMe } from '../../api/me.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { AbsenceTable } from './absence-table.tsx';
import { ChangeCard } from './change-list.tsx';
import { HeldTasks } from './held-tasks.tsx';
import { MemberActions } from './member-actions.tsx';
import { MemberHead, RightsTable } from './member-parts.tsx';
import { MemberState } from './member-state.tsx';
import { useMember, type MemberDetail } from './staff-queries.ts';
import './staff.css';

export function MemberPage() {
  const { id = '' } = useParams();
  const member = useMember(id);
  if (member.isError) {
    return (
      <Page title="人员">
        <ProblemNote error={member.error} onRepeat={() => void member.refetch()} />
      </Page>
    );
  }
  return member.isPending ? <PageLoading /> : <Shown member={member.data} />;
}

function Shown({ member }: { readonly member: MemberDetail }) {
  const me = useMe();
  const decides = hasRole(me, 'supervisor') && me.id !== member.id;
  return (
    <Page
      title={member.name}
      beside={<MemberState member={member} />}
      actions={decides && <MemberActions member={member} />}
    >
      {me.id === member.id && hasRole(me, 'supervisor') && (
        <Alert
          className="gap-below"
          type="info"
          title="这是您本人的账号：涉及本人的变更由其他主管提出和确认。"
        />
      )}
      <MemberHead member={member} />
      {member.conflicts.map(({ words, ground, effect }) => (
        <Alert
          key={words}
          className="gap-below"
          showIcon
          type={effect === 'refused' ? 'error' : 'warning'}
          title={`${words}（${ground}）`}
        />
      ))}
      <section aria-labelledby="rights">
        <h2 id="rights">岗位</h2>
        <RightsTable rights={[...member.rights, ...member.pastRights]} />
      </section>
      <section aria-labelledby="held">
        <h2 id="held">
          手中待办（{member.openTasks}
          {member.asideTasks > 0 && `，另有暂缓${member.asideTasks}`}）
        </h2>
        <HeldTasks holder={member.id} mayMove={hasRole(me, 'supervisor')} />
      </section>
      <section aria-labelledby="absences">
        <h2 id="absences">缺勤和代理</h2>
        <Absences member={member} />
      </section>
      <section aria-labelledby="changes">
        <h2 id="changes">变更记录</h2>
        {member.changes.length === 0 && <p className="quiet">没有变更记录。</p>}
        <ul className="change-list" aria-label="变更记录">
          {member.changes.map((change) => (
            <ChangeCard key={change.id} change={change} />
          ))}
        </ul>
      </section>
    </Page>
  );
}

function Absences({ member: { absences, deputyFor } }: { readonly member: MemberDetail }) {
  if (absences.length + deputyFor.length === 0) {
    return <p className="quiet">近一年没有缺勤，也不代理他人。</p>;
  }
  return (
    <>
      {absences.length > 0 && <AbsenceTable label="本人缺勤" absences={absences} />}
      {deputyFor.length > 0 && <AbsenceTable label="代理他人" absences={deputyFor} />}
    </>
  );
}
