/** 修复: one thing that stands still, both views of it, the safe moves, and what became of them. */
import { Button, Empty } from 'antd';
import { Link, useParams } from 'react-router';
import { Page, PageLoading } from '../../parts/page.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { StageTag } from '../../parts/stage-tag.tsx';
import { agoText, Instant } from '../../parts/when.tsx';
import { MoveCards } from './move-cards.tsx';
import { RepairProgress } from './repair-progress.tsx';
import { useRepairsOf, useThing, type StuckThing } from './repair-queries.ts';
import { Views } from './views.tsx';
import './repair.css';

export function RepairPage() {
  const { object = '' } = useParams();
  const thing = useThing(object);
  const { data } = thing;
  return (
    <Page
      title={data ? `修复 ${titleOf(data)}` : '修复'}
      beside={data?.case && <StageTag stage={data.case.stage} />}
      actions={
        <>
          <Button onClick={() => void thing.refetch()} loading={thing.isFetching}>
            再看一次
          </Button>
          <Link to="/repair">返回清单</Link>
        </>
      }
    >
      {thing.isError && <ProblemNote error={thing.error} onRepeat={() => void thing.refetch()} />}
      {data ? <Thing key={data.object} thing={data} /> : !thing.isError && <PageLoading />}
    </Page>
  );
}

function titleOf({ case: about, message, object }: StuckThing): string {
  return about?.number ?? message?.title ?? object;
}

function Thing({ thing }: { readonly thing: StuckThing }) {
  return (
    <>
      {thing.case && <CaseLine about={thing.case} />}
      <Repairs object={thing.object} />
      <Wrong thing={thing} />
      {(thing.books !== null || thing.engine !== null) && <Views thing={thing} />}
      <MoveCards thing={thing} />
    </>
  );
}

function CaseLine({ about }: { readonly about: NonNullable<StuckThing['case']> }) {
  return (
    <p className="repair-case">
      <Link to={`/cases/${about.id}`}>打开业务</Link>
      <span>{about.typeTitle}</span>
      <PersonName person={about.person} />
      <span className="quiet">{about.branchName}</span>
    </p>
  );
}

/** The latest repair of it, live; the earlier ones below, as they ended. */
function Repairs({ object }: { readonly object: string }) {
  const repairs = useRepairsOf(object);
  const [latest, ...earlier] = repairs.data?.items ?? [];
  if (!latest) return null;
  return (
    <section className="repair-part" aria-label="对它做过的修复">
      <RepairProgress key={latest.id} repair={latest} />
      {earlier.length > 0 && (
        <details className="repair-earlier">
          <summary>此前的修复（{earlier.length}次）</summary>
          <ul>
            {earlier.map((one) => (
              <li key={one.id}>
                <Instant at={one.askedAt} /> {one.moveTitle}：{one.stateTitle}
                {one.finding !== null && `，${one.finding}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Wrong({ thing }: { readonly thing: StuckThing }) {
  return (
    <section className="repair-part" aria-labelledby="wrong">
      <h2 id="wrong">哪里不对</h2>
      {thing.findings.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="现在没有发现问题：它在等人、等事，或正在办理。"
        />
      ) : (
        <ul className="wrong">
          {thing.findings.map(({ kind, title, sentence, meaning, todo, since }) => (
            <li key={kind}>
              <h3>{title}</h3>
              <p className="tight wrong-sentence">{sentence}</p>
              <p className="tight quiet">
                {meaning} 自 <Instant at={since} />（{agoText(since, Date.parse(thing.at))}）。
              </p>
              {todo.map((line) => (
                <p key={line} className="tight stuck-todo">
                  {line}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
