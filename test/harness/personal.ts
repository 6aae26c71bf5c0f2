/** Changes of personal data (信息变更) of a suite: forms with their scans, the person as the books have it. */
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { openMasked } from '../../src/db/persons.ts';
import { readHolderNow } from '../../src/db/holder-now.ts';
import { exits, type Leaver } from './exits.ts';
import { CLERK, REVIEWER, type As, type Office } from './office.ts';

export interface Wanted {
  readonly name?: string;
  readonly document?: {
    readonly type: string;
    readonly number: string;
    readonly validUntil?: string;
  };
  readonly numberWasWrong?: boolean;
  readonly bornOn?: string;
  readonly phone?: string;
  readonly address?: string;
  /** Kinds of the scans; left out: all that are asked for. */
  readonly materials?: readonly string[];
}

/** Call it once at the top of a suite. */
export function personal(place: Office) {
  const world = exits(place);

  async function form(who: Leaver, { materials, ...wanted }: Wanted) {
    const kinds = materials ?? [
      'identity-document',
      ...(wanted.name === undefined ? [] : ['name-change-proof']),
      ...(wanted.document === undefined ? [] : ['number-link-proof']),
    ];
    const evidence = [];
    for (const kind of kinds) evidence.push({ kind, file: await place.upload() });
    return { account: who.accountId, ...wanted, evidence };
  }

  const asked = async (who: Leaver, wanted: Wanted, by: As = CLERK) =>
    (await place.start('personal-change', await form(who, wanted), by)).caseId;

  async function inReview(who: Leaver, wanted: Wanted) {
    const caseId = await asked(who, wanted);
    await place.until(caseId, 'in review');
    return caseId;
  }

  const review = (caseId: string, approve = true, by: As = REVIEWER) =>
    place.act(caseId, 'review', { approve, reason: '已核对原件' }, by);

  /** As the books have the holder now, in clear. */
  async function holder(who: Leaver) {
    const personKeys = createPersonKeys(place.secrets.center);
    const found = await readHolderNow(place.pool, { personKeys }, who.accountId);
    return found!;
  }

  /** What answers show of the person without a reason. */
  async function masked({ person }: Leaver) {
    const personKeys = createPersonKeys(place.secrets.center);
    const [row] = await place.ask<{ id: string; wrapped_key: string; masked: string }>(
      'select id, wrapped_key, masked from person where id = $1',
      person,
    );
    return openMasked(personKeys, row!);
  }

  const history = ({ person }: Leaver) =>
    place.ask<{ kinds: string[]; changed_by: string; reviewed_by: string | null }>(
      'select kinds, changed_by, reviewed_by from personal_change where person = $1 order by recorded_at',
      person,
    );

  return { ...world, form, asked, inReview, review, holder, masked, history };
}
