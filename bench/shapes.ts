/** What runs against what: the real opening, and the yardstick. */
export const SHAPES = ['ours', 'bare'] as const;
export type Shape = (typeof SHAPES)[number];

export const BARE_TASK_QUEUE = 'bare';
export const BARE_WORKFLOW = 'bareOpening';
