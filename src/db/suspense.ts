/** Suspense items (暂收款) as the API lists and settles them. */
import { place } from '../crypto/places.ts';
import type { Secrets } from '../crypto/secrets.ts';
import { Fault } from '../domain/fault.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import { readPersonal } from './personal-read.ts';
import type { Db } from './pool.ts';
import { openNobodys, sealNobodysReason, type Nobodys } from './center-key.ts';

/** A return is recorded by one supervisor and confirmed or declined by another. */
export type SettlingAct = 'assign' | 'return' | 'confirm-return' | 'decline-return' | 'fund';

export interface Settling {
  readonly item: string;
  readonly version: number;
  readonly action: SettlingAct;
  readonly paid: {
    readonly account: string;
    readonly from: string;
    readonly to: string;
    readonly months: number;
  } | null;
  /** Of a return: the bank's number of it. */
  readonly document: string | null;
  readonly reason: string;
  /** Value date. */
  readonly on: string;
  readonly by: Acting;
}

/**
 * @returns the new version
 * @throws Fault 'not-found', 'not-authorized', 'same-person', 'version-conflict', 'action-not-permitted'
 */
export async function settleSuspense(db: Db, settling: Settling): Promise<number> {
  const { item, version, action, paid, document, reason, on, by } = settling;
  const { rows } = await refusing(
    db.query<{ version: number }>(
      `select api_settle_suspense($5, $6, $7,
         case when $8::text is null then null else row($8, $9, $10, $11)::paid_months end,
         $12, $13, $14, ${ACTOR}) as version`,
      [
        ...actorParams(by),
        ...[item, version, action],
        ...[paid?.account ?? null, paid?.from ?? null, paid?.to ?? null, paid?.months ?? null],
        ...[document, reason, on],
      ],
    ),
  );
  return rows[0]?.version ?? 0;
}

/** Who paid, as the bank told it; a name or an account that it did not tell is null. */
export interface Payer {
  readonly name: string | null;
  readonly account: string | null;
}

export interface ReadPayer {
  /** Null: the bank told nothing. */
  readonly payer: Payer | null;
  /** What the payer wrote; null: nothing. */
  readonly note: string | null;
}

interface PayerRow {
  readonly center: string;
  readonly serial: string;
  readonly note: string | null;
  readonly payer: string | null;
}

/** @throws Fault 'not-found'; whether the caller may know of it is judged where it is read */
async function ofItem(db: Db, item: string): Promise<Nobodys> {
  const { rows } = await db.query<Nobodys>(
    `select i.center, k.wrapped_key from suspense_item i left join center_key k using (center)
      where i.id = $1`,
    [item],
  );
  const found = rows[0];
  if (!found) throw new Fault('not-found', '没有找到这笔暂收款。');
  return found;
}

/**
 * Who paid money in suspense and what the payer wrote, in clear; the trail says who asked and why.
 *
 * @throws Fault 'not-found', 'input-invalid' (no reason)
 */
export async function readPayer(
  db: Db,
  { center: ring }: Pick<Secrets, 'center'>,
  { item, reason, by }: { readonly item: string; readonly reason: string; readonly by: Acting },
): Promise<ReadPayer> {
  const of = await ofItem(db, item);
  const why = await sealNobodysReason(db, ring, { center: of.center, reason });
  const read = { what: 'suspense', id: item, caseId: null, key: null, reason: why } as const;
  const { center, serial, note, payer } = await readPersonal<PayerRow>(db, read, by);
  const open = (aad: string, sealed: string) => openNobodys(ring, of, aad, sealed);
  return {
    note: note === null ? null : open(place.suspenseNote(center, serial), note),
    // Written by keepNote.
    payer:
      payer === null
        ? null
        : (JSON.parse(open(place.suspensePayer(center, serial), payer)) as Payer),
  };
}
