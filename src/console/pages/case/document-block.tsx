/** One block of a document on the screen; the print draws the same blocks on paper. */
import type { Schemas } from '../../api/client.ts';

type Block = Schemas['DocumentContent']['blocks'][number];
type Of<Type extends Block['type']> = { readonly block: Extract<Block, { type: Type }> };

export function DocumentBlock({ block }: { readonly block: Block }) {
  switch (block.type) {
    case 'heading':
      return <h4>{block.text}</h4>;
    case 'addressee':
      return <p className="sheet-addressee">{block.text}</p>;
    case 'paragraph':
      return <p className="sheet-paragraph">{block.text}</p>;
    case 'emphasis':
      return (
        <p className="sheet-emphasis">
          <b>【{block.label}】</b>
          {block.text}
        </p>
      );
    case 'quotation':
      return (
        <blockquote>
          <p>{block.title}</p>
          {block.text !== null && <p>{block.text}</p>}
        </blockquote>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'table':
      return <Table block={block} />;
    case 'signatures':
      return <Signatures block={block} />;
    case 'issuer':
      return (
        <p className="sheet-issuer">
          {block.name}
          <br />
          {block.day}
        </p>
      );
    case 'note':
      return <p className="sheet-note">{block.text}</p>;
  }
}

/** Rows and cells stand where they stand: nothing is ever moved in a document. */
function Table({ block: { head, rows, labels = [] } }: Of<'table'>) {
  const columns = Math.max(head?.length ?? 0, ...rows.map((row) => row.length));
  return (
    <table className="sheet-table">
      {head !== null && (
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row, n) => (
          <tr key={n}>
            {row.map((cell, at) => {
              const rest = at === row.length - 1 ? columns - row.length + 1 : 1;
              return labels.includes(at) ? (
                <th key={at} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={at} colSpan={rest}>
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signatures({ block: { parties } }: Of<'signatures'>) {
  return (
    <div className="sheet-signatures">
      {parties.map(({ label, name, lines }) => (
        <div key={label}>
          <p>
            {label}：{name}
          </p>
          {lines.map((line) => (
            <p key={line}>{line}：________________</p>
          ))}
        </div>
      ))}
    </div>
  );
}
