/** Beside the course of the case: whom it is about, how it came in, notes, what it is tied to. */
import { REGULATION_TITLES } from './regulation.ts';
import { Link } from 'react-router';
import { wayTitle } from '../../../cases/wording-things.ts';
import { Day, Instant } from '../../parts/when.tsx';
import { nameOf, type Case } from './case-data.ts';
import { DeductionPanel } from './deduction-panel.tsx';
import { ExitDates } from './exit-dates.tsx';
import { AgentPanel } from './agent-panel.tsx';
import { CaseJournals } from './case-journals.tsx';
import { Notes } from './notes.tsx';
import { OpenTasks } from './open-tasks.tsx';
import { PersonalOther } from './personal-other.tsx';
import { PersonPanel } from './person-panel.tsx';
import { Related } from './related.tsx';
import { UndoPanel } from './undo-panel.tsx';

export function CaseSide({ case: of }: { readonly case: Case }) {
  return (
    <aside className="case-side" aria-label="业务的基本情况">
      <PersonPanel case={of} />
      <AgentPanel case={of} />
      <OpenTasks case={of} />
      <DeductionPanel case={of} />
      <ExitDates case={of} />
      <PersonalOther case={of} />
      <BasicFacts case={of} />
      <UndoPanel case={of} />
      <CaseJournals id={of.id} />
      <Notes id={of.id} />
      <Related case={of} />
    </aside>
  );
}

function BasicFacts({ case: of }: { readonly case: Case }) {
  const { branchName, channel, submittedBy, openedAt, acceptedOn, account, regulation } = of;
  return (
    <section className="case-panel" aria-labelledby="basic-facts">
      <h2 id="basic-facts">受理情况</h2>
      <dl className="case-facts">
        <dt>受理网点</dt>
        <dd>{branchName}</dd>
        <dt>办理渠道</dt>
        <dd>{wayTitle(channel) ?? nameOf(of, channel)}</dd>
        <dt>提交人</dt>
        <dd>{nameOf(of, submittedBy)}</dd>
        <dt>收件时间</dt>
        <dd>
          <Instant at={openedAt} />
        </dd>
        <dt>受理日期</dt>
        <dd>{acceptedOn === null ? '尚未受理' : <Day on={acceptedOn} />}</dd>
        {account !== null && (
          <>
            <dt>个人账户</dt>
            <dd>
              <Link to={`/accounts/${account.id}`} className="number">
                {account.number}
              </Link>
              <span className="quiet"> {account.stateTitle}</span>
            </dd>
          </>
        )}
        {regulation !== null && (
          <>
            <dt>适用条例</dt>
            <dd>{REGULATION_TITLES[regulation]}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
