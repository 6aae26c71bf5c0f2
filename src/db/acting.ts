/** Who acts, as the audited functions of the database are told. */
import { timestamp } from './pool.ts';

export interface Acting {
  /** Staff id. */
  readonly id: string;
  readonly role: string;
  /** Request id. */
  readonly origin: string;
  /** Instant of the request (ms); its Shanghai date decides which rights are in force. */
  readonly at: number;
}

/** Parameters $1 to $4 of every call: `ACTOR` puts them together. */
export function actorParams({ id, role, origin, at }: Acting): readonly string[] {
  return [id, role, origin, timestamp(at)];
}

export const ACTOR = 'row($1, $2, $3, $4)::actor';
