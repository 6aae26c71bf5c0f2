/** What a move changes and leaves alone, for the law and for the money: read before it is made. */
import type { Move } from './repair-queries.ts';

export function MovePreview({ move }: { readonly move: Move }) {
  const { changes, stays, legal, money, proof } = move.preview;
  return (
    <dl className="move-preview">
      <Fact name="会变" texts={changes} />
      <Fact name="不变" texts={stays} />
      <Fact name="法律影响" texts={[legal]} />
      <Fact name="资金影响" texts={[money]} />
      <Fact name="恢复标准" texts={[proof]} />
      {move.secondPerson.needed && (
        <Fact name="第二人" texts={[move.secondPerson.why ?? '须另一名主管确认。']} />
      )}
    </dl>
  );
}

function Fact({ name, texts }: { readonly name: string; readonly texts: readonly string[] }) {
  return (
    <div className="move-fact">
      <dt>{name}</dt>
      <dd>
        {texts.map((text) => (
          <div key={text}>{text}</div>
        ))}
      </dd>
    </div>
  );
}
