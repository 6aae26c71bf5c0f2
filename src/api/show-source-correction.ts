/** Corrections of the source as answers. */
import { sourceTitle } from '../cases/wording-accounts.ts';
import {
  SOURCE_CORRECTION_ACTION_NAMES,
  SOURCE_CORRECTION_ACTIONS,
  SOURCE_CORRECTION_STATES,
  SOURCE_STAYS,
  type SourceCorrectionAction,
  type SourceCorrectionState,
  type SourceStay,
} from '../cases/wording-sources.ts';
import type { Names } from '../cases/wording-staff.ts';
import { isMoneySource } from '../ledger/chart.ts';
import type { SourceCorrectionPlan } from '../ledger/source-corrections.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import { personHead } from './personal.ts';
import type { SourceCorrectionRow } from './queries/source-corrections.ts';
import { iso, isoOrNull } from './show-case.ts';

const title = (source: string) => (isMoneySource(source) ? sourceTitle(source) : source);

/** What stands against it, in words; the codes are the database's. */
export function reasonsOf({ stays }: Pick<SourceCorrectionPlan, 'stays'>) {
  return stays.map((code) => {
    const { text, remedy, clause } = SOURCE_STAYS[code as SourceStay];
    return { code, text, remedy, clause: clauseRef(clause) };
  });
}

export function showSourcePlan(plan: SourceCorrectionPlan) {
  const { from, to, amount, since, earliest, carried, current, before, after, digest } = plan;
  const reasons = reasonsOf(plan);
  return {
    ...{ from, fromTitle: title(from), to, toTitle: title(to), amount, since },
    ...{ carried, current, earliest, before, after, digest, reasons },
    possible: reasons.length === 0,
  };
}

export function showSourceCorrection(
  { secrets }: ApiDeps,
  row: SourceCorrectionRow,
  names: Names,
  call: Context,
) {
  const { person, wrapped_key, masked, proposedBy, decidedBy, ...rest } = row;
  const state = row.state as SourceCorrectionState; // the table's own check
  return {
    ...rest,
    person: personHead(secrets, { person, wrapped_key, masked }),
    fromTitle: title(row.from),
    toTitle: title(row.to),
    state,
    stateTitle: SOURCE_CORRECTION_STATES[state],
    proposedByName: names.staff(proposedBy),
    proposedAt: iso(row.proposedAt),
    decidedByName: decidedBy === null ? null : names.staff(decidedBy),
    decidedAt: isoOrNull(row.decidedAt),
    actions: state === 'proposed' ? actionsOn(row, call) : [],
  };
}

function actionsOn({ center, proposedBy }: SourceCorrectionRow, { grants, caller }: Context) {
  if (!grants.some((one) => one.role === 'supervisor' && one.center === center)) return [];
  const own = caller.id === proposedBy;
  const refusal = (action: SourceCorrectionAction): string | null => {
    if (action === 'withdraw') return own ? null : '只有提出人可以撤回。';
    return own ? '来源更正须由提出人以外的主管复核。' : null;
  };
  return SOURCE_CORRECTION_ACTION_NAMES.map((action) => ({
    ...{ action, title: SOURCE_CORRECTION_ACTIONS[action], refusal: refusal(action) },
  }));
}
