/** What needs a supervisor now: the longest first, in a place of fixed height. */
import { Empty } from 'antd';
import { Link } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { PersonName } from '../../parts/person-name.tsx';
import { Instant } from '../../parts/when.tsx';
import type { Board } from './board-queries.ts';
import { casesAt } from './count.tsx';
import { Section } from './section.tsx';

export function ParkedList({ board }: { readonly board: Board }) {
  const { parked, parkedCount } = board;
  return (
    <Section
      title="需处理"
      className="board-fill"
      note={
        parkedCount > parked.length ? (
          <Link to={casesAt({ state: 'attention' })}>共{parkedCount}件，查看全部</Link>
        ) : (
          '最久的在前'
        )
      }
    >
      <div className="board-frame">
        <div className="board-scroll" tabIndex={0} role="group" aria-label="需处理的业务">
          {parked.length === 0 ? (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={parkedCount > 0 ? `${parkedCount}件，由主管查看` : '没有需处理的业务'}
            />
          ) : (
            <ul className="parked">
              {parked.map((one) => (
                <Parked key={one.id} one={one} />
              ))}
            </ul>
          )}
        </div>
      </div>
    </Section>
  );
}

function Parked({ one }: { readonly one: Board['parked'][number] }) {
  return (
    <li>
      <div className="parked-head">
        <Link to={`/cases/${one.id}`} className="number">
          {one.number}
        </Link>
        <span>{CASE_TYPES[one.type]?.title ?? one.type}</span>
        <PersonName person={one.person} />
        {one.since !== null && (
          <span className="quiet parked-since">
            自 <Instant at={one.since} />
          </span>
        )}
      </div>
      <div>{one.sentence}</div>
    </li>
  );
}
