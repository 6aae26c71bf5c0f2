/** Figures and their proposals as answers. */
import { FIGURE_NAMES, FIGURES } from '../policy/figures.ts';
import type { FigureRow, ProposalRow } from './queries/figures.ts';
import { iso, isoOrNull } from './show-case.ts';

export function showFigure(row: FigureRow) {
  return {
    id: row.id,
    center: row.center,
    district: row.district,
    name: row.name,
    ...words(row.name),
    value: row.value,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    documentNumber: row.document_number,
    proposedBy: row.proposed_by,
    approvedBy: row.approved_by,
    recordedAt: iso(row.recorded_at),
  };
}

export function showProposal(row: ProposalRow) {
  return {
    id: row.id,
    center: row.center,
    district: row.district,
    name: row.name,
    title: words(row.name).title,
    value: row.value,
    validFrom: row.valid_from,
    documentNumber: row.document_number,
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: iso(row.proposed_at),
    decidedBy: row.decided_by,
    decidedAt: isoOrNull(row.decided_at),
    approved: row.approved,
  };
}

/** A figure this release does not know keeps its name as its title. */
function words(name: string): { readonly title: string; readonly unit: string } {
  const known = FIGURE_NAMES.find((one) => one === name);
  return known
    ? { title: FIGURES[known].title, unit: FIGURES[known].unit }
    : { title: name, unit: '' };
}
