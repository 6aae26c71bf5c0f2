/** Closed lists of codes that answers and filters share. */

export const REGULATIONS = ['2019', '2026'] as const;
export const STATES = ['running', 'waiting', 'attention', 'ended'] as const;
export const OPERATION_STATES = ['proposed', 'waiting', 'running', 'done', 'stopped'] as const;
export const ROW_STATES = ['waiting', 'done', 'failed', 'skipped'] as const;
