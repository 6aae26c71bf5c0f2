/** One clause in the text: its words, what carries it, how many wait; a button opens the rest. */
import { Tag } from 'antd';
import { useEffect, useRef } from 'react';
import { carriedText, type ClauseCounts } from './clause-queries.ts';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Behind the words: who is in charge. */
  readonly after: string;
  readonly carried: ClauseCounts;
  /** null: not known, or not to be shown. */
  readonly waiting: number | null;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
}

export function ClauseBlock(props: Props) {
  const { id, name, text, after, carried, waiting, chosen, onChoose } = props;
  const place = useRef<HTMLElement>(null);
  const opened = useRef(chosen);
  useEffect(() => {
    // A link leads to the clause it names; a click has it in view already.
    if (opened.current) place.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <section
      ref={place}
      className={chosen ? 'law-clause law-chosen' : 'law-clause'}
      aria-label={name}
    >
      <h4>
        <button
          type="button"
          aria-pressed={chosen}
          onClick={() => {
            onChoose(id);
          }}
        >
          {name}
        </button>
      </h4>
      <p className="law-text">
        {text}
        <span className="quiet">{after}</span>
      </p>
      <p className="law-carried">
        {carriedText(carried)}
        {waiting !== null && waiting > 0 && <Tag color="warning">此刻{waiting}件在等</Tag>}
      </p>
    </section>
  );
}
