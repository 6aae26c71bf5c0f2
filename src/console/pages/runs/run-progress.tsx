/** How far a run is: a bar, the counts behind it, how fast and how long still. */
import { Progress } from 'antd';
import { Amount } from '../../parts/amount.tsx';
import { progressSentence } from './progress-sentence.ts';
import type { Run } from './run-queries.ts';

export function RunProgress({ run }: { readonly run: Run }) {
  const { counts, amount, doneAmount, progress, state } = run;
  const ended = counts.items - counts.left;
  const percent = counts.items === 0 ? (state === 'done' ? 100 : 0) : (ended / counts.items) * 100;
  const facts: readonly (readonly [string, number])[] = [
    ['应办', counts.items],
    ['已办', counts.done],
    ['被拒', counts.refused],
    ['失败', counts.failed],
    ['待回报', counts.sent],
    ['未办', counts.left - counts.sent],
    ['不办', counts.excluded],
    ['已剔除', counts.struck],
  ];
  return (
    <>
      <Progress
        percent={Math.floor(percent)}
        status={state === 'working' ? 'active' : state === 'stopped' ? 'exception' : 'normal'}
        aria-label="办理进度"
      />
      <p className="quiet" role="status">
        {progressSentence(progress)}
      </p>
      <dl className="run-counts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className="run-amount">
          <dt>名单金额（元）</dt>
          <dd>
            <Amount of={amount} />
          </dd>
        </div>
        <div className="run-amount">
          <dt>已办金额（元）</dt>
          <dd>
            <Amount of={doneAmount} />
          </dd>
        </div>
      </dl>
    </>
  );
}
