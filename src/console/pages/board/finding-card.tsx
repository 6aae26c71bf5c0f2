/** One case that stands still: what is wrong, and the two views of it side by side. */
import { Button, Tag } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { stallTitle } from '../../../cases/wording-stalls.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { agoText, Day, Instant } from '../../parts/when.tsx';
import { lookAgain, type Finding } from './board-queries.ts';

interface Props {
  readonly finding: Finding;
  /** When the sweep was made. */
  readonly now: string;
}

export function FindingCard({ finding, now }: Props) {
  const { kind, title, also, caseId, number, typeTitle, since, sentence, confirmed } = finding;
  return (
    <article className="finding" aria-labelledby={`finding-${caseId}`}>
      <header className="finding-head">
        <h3 id={`finding-${caseId}`}>
          {number === null ? (
            <span>业务库中没有编号</span>
          ) : (
            <Link to={`/cases/${caseId}`} className="number">
              {number}
            </Link>
          )}{' '}
          <span className="finding-type">{typeTitle}</span>
        </h3>
        <Tag color={kind === 'activity-retrying' ? 'warning' : 'error'}>{title}</Tag>
        {also.map((one) => (
          <Tag key={one}>{stallTitle(one)}</Tag>
        ))}
        {!confirmed && <Tag>未逐件核实</Tag>}
        {since !== null && (
          <span className="quiet">
            自 <Instant at={since} />（{agoText(since, Date.parse(now))}）
          </span>
        )}
        <LookAgain finding={finding} />
        <RepairLink caseId={caseId} />
      </header>
      <p className="finding-sentence">{sentence}</p>
      <div className="finding-views">
        <DatabaseSide finding={finding} />
        <EngineSide finding={finding} />
      </div>
    </article>
  );
}

/** To the safe moves, for whoever may see them. */
function RepairLink({ caseId }: { readonly caseId: string }) {
  const me = useMe();
  if (!hasRole(me, 'supervisor', 'auditor')) return null;
  return <Link to={`/repair/case-${caseId}`}>查看修复办法</Link>;
}

/** Asks both sides once more about this case alone. */
function LookAgain({ finding }: { readonly finding: Finding }) {
  const queries = useQueryClient();
  const [state, setState] = useState<'idle' | 'asking' | 'still' | 'well'>('idle');
  const [error, setError] = useState<unknown>(null);
  const look = async () => {
    setState('asking');
    setError(null);
    try {
      const found = await lookAgain(finding.caseId);
      setState(found.length > 0 ? 'still' : 'well');
      await queries.invalidateQueries({ queryKey: ['supervision', 'radar'] });
    } catch (failure) {
      setError(failure);
      setState('idle');
    }
  };
  return (
    <span className="finding-again">
      <span role="status">
        {state === 'still' && '仍是如此'}
        {state === 'well' && '已不再停滞'}
      </span>
      <Button
        size="small"
        loading={state === 'asking'}
        aria-label={`再看一次 ${finding.number ?? finding.caseId}`}
        onClick={() => void look()}
      >
        再看一次
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </span>
  );
}

function Side({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="finding-side" aria-label={title}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function DatabaseSide({ finding: { database } }: { readonly finding: Finding }) {
  if (database === null) {
    return (
      <Side title="业务库">
        <p className="tight">没有这件业务。</p>
      </Side>
    );
  }
  const { open, stageTitle, state, version, updatedAt, waits, tasks } = database;
  return (
    <Side title="业务库">
      <dl>
        <Fact name="环节">
          {open ? '在办' : '已办结'}，{stageTitle}（{state}）
        </Fact>
        <Fact name="最近变动">
          <Instant at={updatedAt} />
          ，第{version}版
        </Fact>
        <Fact name="等待">
          {waits.length === 0
            ? '没有'
            : waits.map(({ kind, title, until }) => (
                <div key={`${kind} ${until ?? ''}`}>
                  {title}
                  {until !== null && (
                    <>
                      ，到 <Instant at={until} />
                    </>
                  )}
                </div>
              ))}
        </Fact>
        <Fact name="待办">
          {tasks.length === 0
            ? '没有'
            : tasks.map(({ kind, title, dueOn }) => (
                <div key={kind}>
                  {title}，到 <Day on={dueOn} />
                </div>
              ))}
        </Fact>
      </dl>
    </Side>
  );
}

function EngineSide({ finding: { engine } }: { readonly finding: Finding }) {
  if (engine === null) {
    return (
      <Side title="办理引擎">
        <p className="tight">没有应答，情况不明。</p>
      </Side>
    );
  }
  const { statusTitle, state, startedAt, closedAt, task, activities, timers } = engine;
  return (
    <Side title="办理引擎">
      <dl>
        <Fact name="流程">
          {statusTitle}
          {state !== null && `，记为“${state}”`}
        </Fact>
        <Fact name={closedAt === null ? '开始' : '结束'}>
          <When at={closedAt ?? startedAt} />
        </Fact>
        <Fact name="下一步">
          {task === null
            ? '没有排队的流程任务'
            : `流程任务第${task.attempt}次${task.started ? '，正在执行' : '，等进程领取'}${
                task.cause === null ? '' : `，上次失败：${task.cause}`
              }`}
        </Fact>
        <Fact name="步骤">
          {activities.length === 0
            ? '没有在执行的步骤'
            : activities.map(({ type, title, attempt, failure, nextAttemptAt }) => (
                <div key={type}>
                  {title}，第{attempt}次{failure !== null && `，上次失败：${failure}`}
                  {nextAttemptAt !== null && (
                    <>
                      ，下次 <Instant at={nextAttemptAt} />
                    </>
                  )}
                </div>
              ))}
        </Fact>
        <Fact name="定时器">
          {timers === null ? '未查看' : timers.length === 0 ? '没有' : <Timers at={timers} />}
        </Fact>
      </dl>
    </Side>
  );
}

function Timers({ at }: { readonly at: readonly string[] }) {
  return (
    <>
      {at.slice(0, 3).map((one) => (
        <div key={one}>
          <Instant at={one} />
        </div>
      ))}
    </>
  );
}

function When({ at }: { readonly at: string | null }) {
  return at === null ? '不详' : <Instant at={at} />;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
