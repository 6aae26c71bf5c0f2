/** A person in lists and heads: masked name and document number, as the server gives them. */
import type { Schemas } from '../api/client.ts';

export function PersonName({ person }: { readonly person: Schemas['PersonHead'] | null }) {
  if (person === null) return <span className="quiet">—</span>;
  if (person.destroyed) return <span className="quiet">个人信息已删除</span>;
  return (
    <span className="person">
      <span>{person.name ?? '—'}</span>
      {person.documentNumber !== null && (
        <span className="quiet number"> {person.documentNumber}</span>
      )}
    </span>
  );
}
