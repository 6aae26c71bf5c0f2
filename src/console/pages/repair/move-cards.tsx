/** The safe moves as cards: what each changes and leaves alone, and whether one may make it. */
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { roleTitle } from '../../../cases/case.ts';
import { isRepairMove } from '../../../cases/repairs.ts';
import { MoveDialog } from './move-dialog.tsx';
import { MovePreview } from './move-preview.tsx';
import { caseByNumber, usePropose, type Move, type StuckThing } from './repair-queries.ts';

type Finding = StuckThing['findings'][number];

interface Chosen {
  readonly kind: Finding['kind'];
  readonly move: Move;
}

export function MoveCards({ thing }: { readonly thing: StuckThing }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const offers = offersOf(thing.findings);
  if (thing.findings.length === 0) return null;
  return (
    <section className="repair-part" aria-labelledby="moves">
      <h2 id="moves">可以怎样修复</h2>
      {offers.length === 0 && <p className="tight">没有可以按的按钮；请按上方说明处理原因。</p>}
      <ul className="moves">
        {offers.map((offer) => (
          <li key={offer.move.move}>
            <MoveCard offer={offer} thing={thing} onChoose={setChosen} />
          </li>
        ))}
      </ul>
      {chosen && (
        <ProposeDialog
          object={thing.object}
          chosen={chosen}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </section>
  );
}

/** Each move once, under the first kind that offers it. */
function offersOf(findings: readonly Finding[]): readonly Chosen[] {
  const seen = new Set<string>();
  return findings.flatMap(({ kind, moves }) =>
    moves.flatMap((move) => {
      if (seen.has(move.move)) return [];
      seen.add(move.move);
      return [{ kind, move }];
    }),
  );
}

interface CardProps {
  readonly offer: Chosen;
  readonly thing: StuckThing;
  readonly onChoose: (chosen: Chosen) => void;
}

function MoveCard({ offer, thing, onChoose }: CardProps) {
  const { move } = offer;
  return (
    <article className="move" aria-labelledby={`move-${move.move}`}>
      <header className="move-head">
        <h3 id={`move-${move.move}`}>{move.title}</h3>
        {move.secondPerson.needed && <Tag color="warning">两人办理</Tag>}
        <span className="quiet">{move.roles.map(roleTitle).join('或')}办理</span>
      </header>
      <MovePreview move={move} />
      <footer className="move-foot">
        {move.refusal !== undefined && <span className="move-refusal">{move.refusal}</span>}
        {move.via === 'case' ? (
          move.allowed && <Link to={`/cases/${thing.case?.id ?? ''}`}>到业务页面办理</Link>
        ) : (
          <Button
            type="primary"
            disabled={!move.allowed}
            aria-describedby={`move-${move.move}`}
            onClick={() => {
              onChoose(offer);
            }}
          >
            {move.secondPerson.needed ? '提出' : '执行'}
          </Button>
        )}
      </footer>
    </article>
  );
}

interface DialogProps {
  readonly object: string;
  readonly chosen: Chosen;
  readonly onClose: () => void;
}

function ProposeDialog({ object, chosen: { kind, move }, onClose }: DialogProps) {
  const propose = usePropose();
  return (
    <MoveDialog
      move={move}
      okText={move.secondPerson.needed ? '提出，等第二人确认' : '执行'}
      onClose={onClose}
      onSubmit={async ({ reason, until, number }, key) => {
        if (!isRepairMove(move.move)) return;
        const found = number === undefined ? null : await caseByNumber(number);
        await propose.mutateAsync({
          ...{ key, object, kind, move: move.move, reason },
          ...(until === undefined ? {} : { until }),
          ...(found === null ? {} : { case: found.id }),
        });
      }}
    />
  );
}
