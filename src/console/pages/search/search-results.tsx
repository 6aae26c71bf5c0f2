/** What was found: persons first, then cases; the first can be opened by Enter at once. */
import { Empty } from 'antd';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client.ts';
import { PageLoading } from '../../parts/page.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { StageTag } from '../../parts/stage-tag.tsx';

interface Props {
  readonly found: {
    readonly data: Schemas['SearchResult'] | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
  };
  readonly onLeave: () => void;
}

export function SearchResults({ found, onLeave }: Props) {
  const { data, error, isPending } = found;
  if (isPending) return <PageLoading />;
  if (error) return <ProblemNote error={error} />;
  if (!data) return null;
  const { items, persons } = data;
  if (items.length + persons.length === 0) {
    return <Empty description="没有找到。请核对后再查，或从“开办”开始一件新的业务。" />;
  }
  return (
    <div className="found">
      {persons.length > 0 && (
        <section aria-labelledby="found-persons">
          <h2 id="found-persons">办理人</h2>
          <ul>
            {persons.map((person, index) => (
              <li key={person.id}>
                <Link to={`/persons/${person.id}`} autoFocus={index === 0} onClick={onLeave}>
                  <PersonName person={person} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {items.length > 0 && (
        <section aria-labelledby="found-cases">
          <h2 id="found-cases">办件</h2>
          <ul>
            {items.map((item, index) => (
              <li key={item.id}>
                <Link
                  to={`/cases/${item.id}`}
                  autoFocus={index === 0 && persons.length === 0}
                  className="number"
                  onClick={onLeave}
                >
                  {item.number}
                </Link>{' '}
                {item.typeTitle} <StageTag stage={item.stage} />
                <PersonName person={item.person} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
