/** Closed lists of codes that answers and filters share. */
import { FIGURE_CLASSES } from '../../policy/figure-choice.ts';

export const REGULATIONS = ['2019', '2026'] as const;
export const STATES = ['running', 'waiting', 'attention', 'ended'] as const;
export const OPERATION_STATES = ['proposed', 'waiting', 'running', 'done', 'stopped'] as const;
export const ROW_STATES = ['waiting', 'done', 'failed', 'skipped'] as const;
export const VERIFICATION_STATES = ['running', 'done', 'failed', 'interrupted'] as const;
export const CLAUSE_SOURCES = ['notice', 'regulation', 'civil-code', 'retirement'] as const;
export const FIGURE_PLACES = ['district', 'center', 'every'] as const;
export const IMPACT_KINDS = [...FIGURE_CLASSES, 'fixed', 'ends-before', 'none'] as const;
