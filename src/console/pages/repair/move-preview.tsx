/** What a move changes and leaves alone, for the law and for the money: read before it is made. */
import type { Move } from './repair-queries.ts';

export function MovePreview({ move }: { readonly move: Move }) {
  const { needed, why } = move.secondPerson;
  const second = needed ? (why ?? '须另一名主管确认。') : null;
  return <Preview words={{ ...move.preview, second }} />;
}

interface Words {
  readonly changes: readonly string[];
  readonly stays: readonly string[];
  readonly legal: string;
  readonly money: string;
  readonly proof: string;
  readonly second: string | null;
}

export function Preview({ words }: { readonly words: Words }) {
  const { changes, stays, legal, money, proof, second } = words;
  return (
    <dl className="move-preview">
      <Fact name="会变" texts={changes} />
      <Fact name="不变" texts={stays} />
      <Fact name="法律影响" texts={[legal]} />
      <Fact name="资金影响" texts={[money]} />
      <Fact name="恢复标准" texts={[proof]} />
      {second !== null && <Fact name="第二人" texts={[second]} />}
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
