/** The two views of one case side by side: what the books say, and what the engine does about it. */
import type { ReactNode } from 'react';
import { Day, Instant } from '../../parts/when.tsx';
import type { StuckThing } from './repair-queries.ts';

export function Views({ thing }: { readonly thing: StuckThing }) {
  return (
    <div className="views">
      <Books thing={thing} />
      <Engine thing={thing} />
    </div>
  );
}

function Side({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="view" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="view-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Books({ thing: { books, case: about } }: { readonly thing: StuckThing }) {
  if (books === null) {
    return (
      <Side title="业务库">
        <p className="tight">没有这件业务。</p>
      </Side>
    );
  }
  return (
    <Side title="业务库">
      <dl>
        <Fact name="环节">{about?.stage.title ?? '不详'}</Fact>
        <Fact name="版本">
          第{books.version}版，
          <Instant at={books.updatedAt} />
        </Fact>
        <Fact name="等待">
          {books.waits.length === 0
            ? '没有'
            : books.waits.map(({ kind, title, until, overdue }) => (
                <div key={kind}>
                  {title}
                  {until !== null && (
                    <>
                      ，到 <Instant at={until} />
                      {overdue && <strong>（已过）</strong>}
                    </>
                  )}
                </div>
              ))}
        </Fact>
        <Fact name="待办">
          {books.tasks.length === 0
            ? '没有'
            : books.tasks.map(({ title, dueOn }) => (
                <div key={title}>
                  {title}，到 <Day on={dueOn} />
                </div>
              ))}
        </Fact>
      </dl>
    </Side>
  );
}

function Engine({ thing: { engine, workers } }: { readonly thing: StuckThing }) {
  if (engine === null) {
    return (
      <Side title="办理引擎">
        <p className="tight">没有应答，情况不明。</p>
      </Side>
    );
  }
  const { statusTitle, stateTitle, standing, closedAt, startedAt, taskAttempt, activities } =
    engine;
  const at = closedAt ?? startedAt;
  return (
    <Side title="办理引擎">
      <dl>
        <Fact name="流程">
          {statusTitle}
          {at !== null && (
            <>
              ，{closedAt === null ? '开始于' : '结束于'} <Instant at={at} />
            </>
          )}
        </Fact>
        <Fact name="它认为">
          {standing === null ? '没有应答' : `${standing.stageTitle}，第${standing.version}版`}
          <span className="quiet">（清单中记为“{stateTitle}”）</span>
        </Fact>
        <Fact name="下一步">
          {taskAttempt === null ? '没有排队的流程任务' : `流程任务第${taskAttempt}次`}
        </Fact>
        <Fact name="步骤">
          {activities.length === 0
            ? '没有在执行的步骤'
            : activities.map((one) => <Step key={one.title} step={one} />)}
        </Fact>
        <Fact name="办件进程">{workers === 0 ? '没有在运行' : `${workers}个在运行`}</Fact>
      </dl>
    </Side>
  );
}

type ActivityStep = NonNullable<StuckThing['engine']>['activities'][number];

function Step({
  step: { title, attempt, paused, failure, nextAt },
}: {
  readonly step: ActivityStep;
}) {
  return (
    <div>
      {title}，第{attempt}次{paused && '，已被暂停'}
      {failure !== null && `，上次失败：${failure}`}
      {nextAt !== null && (
        <>
          ，下次 <Instant at={nextAt} />
        </>
      )}
    </div>
  );
}
