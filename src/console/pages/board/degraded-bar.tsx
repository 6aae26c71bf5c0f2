/**
 * What is down, for everybody, at the lower edge of every page: it comes and goes without moving
 * what one is reading. Put away, it comes back when something else is down than before.
 */
import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { problemOf } from '../../api/client.ts';
import { useDegraded, type Degraded } from './board-queries.ts';
import './degraded-bar.css';

type Item = Degraded['items'][number];

export function DegradedBar() {
  const { data, error } = useDegraded();
  const shown = silent(error) ? NO_ANSWER : data;
  const items = shown?.items ?? [];
  return (
    <div role="status" aria-live="polite" className="degraded">
      {items.length > 0 && <Bar key={shown?.mark} items={items} />}
    </div>
  );
}

/** The server itself, or its database, is away: nobody else can say so. */
function silent(error: unknown): boolean {
  return error !== null && [0, 500, 502, 503, 504].includes(problemOf(error).status);
}

const NO_ANSWER: Pick<Degraded, 'items' | 'mark'> = {
  mark: 'no-answer',
  items: [
    {
      what: 'engine',
      title: '服务器',
      state: 'down',
      since: null,
      sentence: '服务器没有回应，页面上的内容可能不是最新的。',
      heldBack: 0,
      goesOn: [{ what: '已填写的内容仍在本页，请不要关闭', acts: [] }],
      waits: [
        {
          what: '查询和各项操作',
          acts: [],
          promise: '恢复后自动更新；再次提交同一操作不会重复办理。',
        },
      ],
    },
  ],
};

function Bar({ items }: { readonly items: readonly Item[] }) {
  const [shown, setShown] = useState<'line' | 'whole' | 'away'>('line');
  if (shown === 'away') {
    return (
      <Button
        className="degraded-chip"
        icon={<WarningFilled />}
        onClick={() => {
          setShown('line');
        }}
      >
        受限运行 {items.length} 项
      </Button>
    );
  }
  const whole = shown === 'whole';
  const more = items.some(({ goesOn, waits }) => goesOn.length + waits.length > 0);
  return (
    <section className="degraded-bar" aria-label="受限运行">
      <div className="degraded-line">
        <WarningFilled className="degraded-sign" aria-hidden />
        <div className="degraded-sentences">
          {items.map((item) => (
            <div key={item.what}>
              <strong>{item.state === 'down' ? '停用' : '较慢'}</strong> {item.sentence}
              {item.heldBack > 0 && `等它的业务${item.heldBack}件。`}
            </div>
          ))}
        </div>
        {more && (
          <Button
            size="small"
            aria-expanded={whole}
            onClick={() => {
              setShown(whole ? 'line' : 'whole');
            }}
          >
            {whole ? '收起说明' : '哪些照常、哪些等待'}
          </Button>
        )}
        <Button
          size="small"
          onClick={() => {
            setShown('away');
          }}
        >
          收起
        </Button>
      </div>
      {whole && <Consequences items={items} />}
    </section>
  );
}

function Consequences({ items }: { readonly items: readonly Item[] }) {
  return (
    <div className="degraded-whole" tabIndex={0} role="group" aria-label="受限运行的说明">
      {items
        .filter(({ goesOn, waits }) => goesOn.length + waits.length > 0)
        .map(({ what, title, goesOn, waits }) => (
          <div key={what} className="degraded-item">
            <h2>{title}停用期间</h2>
            <div className="degraded-columns">
              <div>
                <h3>照常，合法也安全</h3>
                <ul>
                  {goesOn.map((one) => (
                    <li key={one.what}>
                      {one.what}
                      {one.acts.length > 0 && (
                        <span className="quiet">：{one.acts.join('、')}</span>
                      )}
                    </li>
                  ))}
                </ul>
              </div>
              <div>
                <h3>等待，恢复后继续</h3>
                <ul>
                  {waits.map((one) => (
                    <li key={one.what}>
                      {one.what}
                      {one.acts.length > 0 && (
                        <span className="quiet">：{one.acts.join('、')}</span>
                      )}
                      <div>{one.promise}</div>
                    </li>
                  ))}
                </ul>
              </div>
            </div>
          </div>
        ))}
    </div>
  );
}
