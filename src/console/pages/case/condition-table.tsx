/** Conditions as they were looked at, in their order. */
import { conditionValue, inputText, sourcesOf } from '../../../cases/wording-traces.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import type { Condition } from './decision-record.ts';

interface Props {
  readonly conditions: readonly Condition[];
  readonly caption: string;
  /** The one that decided, where a single one did. */
  readonly decisive?: string | null;
}

export function ConditionTable({ conditions, caption, decisive = null }: Props) {
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="condition-table">
        <caption className="for-readers">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">条件</th>
            <th scope="col">结果</th>
            <th scope="col">据以判断的内容和来源</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {conditions.map(({ condition, label, inputs, value, clause }) => (
            <tr key={condition} className={condition === decisive ? 'decisive' : undefined}>
              <th scope="row">
                {label}
                {condition === decisive && <div className="decisive-word">据此认定</div>}
              </th>
              <td className={value === true ? 'holds' : undefined}>{conditionValue(value)}</td>
              <td>
                {Object.entries(inputs).map(([name, input]) => (
                  <div key={name}>{inputText(name, input)}</div>
                ))}
                <div className="quiet">来源：{sourcesOf(Object.keys(inputs)).join('、')}</div>
              </td>
              <td>
                <ClauseLink id={clause} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
