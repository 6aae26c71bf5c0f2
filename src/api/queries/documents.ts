/** Reading issued documents outside a case: those of a person, and whatever a code may belong to. */
import type pg from 'pg';
import { CASE_VISIBLE, CENTER_VISIBLE, scopeParams } from './scope.ts';
import type { Seen } from './cases.ts';

/** A document of a person, with the case it was issued in, if any. */
export interface PersonDocumentRow {
  readonly id: string;
  readonly case_id: string | null;
  readonly center: string;
  readonly kind: string;
  readonly number: string;
  readonly template: string;
  readonly content_hash: string;
  readonly issued_on: string;
  readonly issued_at: number;
}

const OF_PERSON = `x.id, null::uuid as case_id, x.center, x.kind, x.number, x.template,
  x.content_hash, x.issued_on, x.issued_at`;

/** Of cases the caller may see, and of none; newest first, 100 at most. */
export async function documentsOfPerson(
  pool: pg.Pool,
  { caller, grants }: Seen,
  person: string,
): Promise<readonly PersonDocumentRow[]> {
  const { rows } = await pool.query<PersonDocumentRow>(
    `select d.id, d.case_id, c.center, d.kind, d.number, d.template, d.content_hash, d.issued_on,
            d.issued_at
       from document d join "case" c on c.id = d.case_id
      where d.person = $5 and ${CASE_VISIBLE}
     union all
     select ${OF_PERSON} from person_document x where x.person = $5 and ${CENTER_VISIBLE}
     order by issued_at desc, id limit 100`,
    [...scopeParams(caller, grants), person],
  );
  return rows;
}

/** A document of that person that was issued without a case. */
export async function findPersonDocument(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { person, id }: { readonly person: string; readonly id: string },
): Promise<PersonDocumentRow | null> {
  const { rows } = await pool.query<PersonDocumentRow>(
    `select ${OF_PERSON} from person_document x
      where x.person = $5 and x.id = $6 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), person, id],
  );
  return rows[0] ?? null;
}

/** What anybody with the paper may learn; nothing of whom it is about. */
export interface PublicDocumentRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly content_hash: string;
  readonly issued_on: string;
  readonly center_name: string;
  /** SHA-256 of the PDFs made of it, the oldest first. */
  readonly files: readonly string[];
}

/** The documents whose ids lie in a range: a handful in a million. */
export async function documentsBetween(
  pool: pg.Pool,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly PublicDocumentRow[]> {
  const { rows } = await pool.query<PublicDocumentRow>(
    `select d.id, d.kind, d.number, d.content_hash, d.issued_on, o.name as center_name,
            coalesce((select json_agg(r.sha256 order by r.at, r.sha256)
              from document_rendering r where r.document = d.id), '[]') as files
       from (select id, kind, number, content_hash, issued_on,
                    (select c.center from "case" c where c.id = case_id) as center
               from document where id between $1 and $2
             union all
             select id, kind, number, content_hash, issued_on, center
               from person_document where id between $1 and $2
             union all
             select (result->>'certificate')::uuid, 'proof-certificate', id,
                    encode(sha256(convert_to(result->>'signature', 'UTF8')), 'hex'),
                    (ended_at at time zone 'Asia/Shanghai')::date, center
               from run where kind = 'proof' and state = 'done'
                and (result->>'certificate')::uuid between $1 and $2
             union all
             select (result->'list'->>'certificate')::uuid, 'run-list', id,
                    encode(sha256(convert_to(result->'list'->>'signature', 'UTF8')), 'hex'),
                    (ended_at at time zone 'Asia/Shanghai')::date, center
               from run where state = 'done' and result ? 'list'
                and (result->'list'->>'certificate')::uuid between $1 and $2) as d
       join center o on o.code = d.center
      order by d.id limit 10000`,
    [from, to],
  );
  return rows;
}
