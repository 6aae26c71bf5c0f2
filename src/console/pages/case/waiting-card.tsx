/**
 * 为什么在等: what a case waits for, since when and until when, by which clause, who can end it and
 * what would shorten it; or what happens when nothing is waited for. Fit to be read to the applicant.
 */
import { CASE_TYPES } from '../../../cases/index.ts';
import type { Schemas } from '../../api/client.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { Instant } from '../../parts/when.tsx';
import type { Case } from './case-data.ts';
import { WaitMoves } from './wait-moves.tsx';
import { WhatIsMissing } from './what-is-missing.tsx';
import './waiting-card.css';

type Wait = Schemas['Wait'];

export function WaitingCard({ case: of }: { readonly case: Case }) {
  const now = CASE_TYPES[of.type]?.course.stages[of.stage.at]?.now;
  if (of.waits.length === 0) return <NothingWaits case={of} now={now} />;
  return (
    <section className="waiting-card" aria-labelledby="why-waiting">
      <h2 id="why-waiting">为什么在等</h2>
      {of.waits.map((wait) => (
        <OneWait key={wait.id} wait={wait} case={of} />
      ))}
      {now !== undefined && <p className="waiting-now">{now}</p>}
      <WaitMoves case={of} />
    </section>
  );
}

function NothingWaits({
  case: of,
  now,
}: {
  readonly case: Case;
  readonly now: string | undefined;
}) {
  const { closedAt, stage } = of;
  return (
    <section
      className={closedAt === null ? 'waiting-card running' : 'waiting-card ended'}
      aria-labelledby="what-now"
    >
      <h2 id="what-now">{closedAt === null ? '现在' : '已办结'}</h2>
      <p className="waiting-what">{stage.title}</p>
      {now !== undefined && <p className="waiting-until">{now}</p>}
      {closedAt !== null && (
        <p className="waiting-now">
          办结时间：
          <Instant at={closedAt} />
        </p>
      )}
      <WaitMoves case={of} />
    </section>
  );
}

function OneWait({ wait, case: of }: { readonly wait: Wait; readonly case: Case }) {
  return (
    <article className={wait.overdue ? 'one-wait overdue' : 'one-wait'}>
      <div className="one-wait-head">
        <div>
          <p className="waiting-what">{wait.title}</p>
          <p className="waiting-until">
            {wait.sinceText}起
            {wait.endText === null ? '，没有截止日期，办妥即继续' : `，${wait.endText}`}。
          </p>
        </div>
        <DaysLeft wait={wait} />
      </div>
      <WhatIsMissing wait={wait} case={of} />
      <dl className="waiting-facts">
        <dt>依据</dt>
        <dd>
          {wait.clause === null ? (
            '—'
          ) : (
            <ClauseLink id={wait.clause.id} title={wait.clause.title} />
          )}
        </dd>
        <dt>谁可以结束等待</dt>
        <dd>{wait.endedBy.length === 0 ? '—' : wait.endedBy.join('、')}</dd>
        <dt>能提前的办法</dt>
        <dd>{wait.shortenedBy ?? '无'}</dd>
        {wait.move && (
          <>
            <dt>{wait.move.movable ? '可以改期' : '不能改期'}</dt>
            <dd>{wait.move.how}</dd>
          </>
        )}
      </dl>
    </article>
  );
}

/** The number that everybody asks for; the sentence beside it says the same in words. */
function DaysLeft({ wait: { daysLeft } }: { readonly wait: Wait }) {
  if (daysLeft === null) return null;
  const [number, word] =
    daysLeft > 0
      ? [daysLeft, '天后到期']
      : daysLeft === 0
        ? [0, '天，今天截止']
        : [-daysLeft, '天前已到期'];
  return (
    <p className="days-left" aria-hidden>
      <b>{number}</b>
      {word}
    </p>
  );
}
