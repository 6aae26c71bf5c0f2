/** Reading notes and files. Whoever calls has checked that the case may be seen. */
import type pg from 'pg';

export interface NoteRow {
  readonly id: string;
  readonly author: string;
  readonly author_name: string;
  readonly at: number;
  readonly content: string;
}

export async function notesOf(pool: pg.Pool, caseId: string): Promise<readonly NoteRow[]> {
  const { rows } = await pool.query<NoteRow>(
    `select n.id, n.author, s.name as author_name, n.at, n.content
     from note n join staff s on s.id = n.author where n.case_id = $1 order by n.at, n.id`,
    [caseId],
  );
  return rows;
}

export interface FileRow {
  readonly id: string;
  readonly center: string;
  readonly case_id: string | null;
  readonly kind: string;
  readonly media_type: string;
  readonly size: string;
  readonly sha256: string;
  readonly uploaded_by: string;
  readonly uploaded_at: number;
}

const FILE = 'id, center, case_id, kind, media_type, size, sha256, uploaded_by, uploaded_at';

export async function filesOf(pool: pg.Pool, caseId: string): Promise<readonly FileRow[]> {
  const { rows } = await pool.query<FileRow>(
    `select ${FILE} from file where case_id = $1 order by uploaded_at, id`,
    [caseId],
  );
  return rows;
}

export async function findFile(pool: pg.Pool, id: string): Promise<FileRow | null> {
  const { rows } = await pool.query<FileRow>(`select ${FILE} from file where id = $1`, [id]);
  return rows[0] ?? null;
}

export interface FormRow {
  readonly version: number;
  readonly person: string;
  readonly wrapped_key: string | null;
  readonly masked: string | null;
  readonly sent_by: string;
  readonly sent_at: number;
}

/** Every version of the application that was sent, the newest first. */
export async function formsOf(pool: pg.Pool, caseId: string): Promise<readonly FormRow[]> {
  const { rows } = await pool.query<FormRow>(
    `select f.version, f.person, p.wrapped_key, f.masked, f.sent_by, f.sent_at
     from form_content f join person p on p.id = f.person
     where f.case_id = $1 order by f.version desc`,
    [caseId],
  );
  return rows;
}
