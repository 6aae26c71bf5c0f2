/** 扣划: what the order asks for and where it goes, for whoever compares it with the order. */
import { Fragment, type ReactNode } from 'react';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Case } from './case-data.ts';

const STAGES: readonly string[] = ['deducting', 'paying', 'payment unknown'];

export function DeductionPanel({ case: { type, stage, detail } }: { readonly case: Case }) {
  if (type !== 'hold' || !STAGES.includes(stage.at)) return null;
  const text = (name: string) => {
    const value = detail[name];
    return typeof value === 'string' ? value : '';
  };
  const rows: readonly (readonly [string, ReactNode])[] = [
    ['扣划金额（元）', <Amount key="amount" of={text('amount')} />],
    ['扣划文号', text('document')],
    ['文书日期', <Day key="ordered" on={text('orderedOn')} />],
    ['开户银行', text('bank')],
    ['收款账号', `尾号${text('last4')}`],
    ['扣划后', detail['ends'] === true ? '冻结金额用完，冻结结束' : '冻结按文书继续执行'],
  ];
  return (
    <section className="case-panel" aria-labelledby="deduction">
      <h2 id="deduction">依法扣划</h2>
      <dl className="case-facts">
        {rows.map(([title, value]) => (
          <Fragment key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
