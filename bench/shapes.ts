/** What runs against what: the real opening, and the yardstick. */
export const SHAPES = ['ours', 'bare'] as const;
export type Shape = (typeof SHAPES)[number];
/** What clients can be told to do: `parked` begins a case and leaves it where it waits. */
export type Doing = Shape | 'parked';

export const BARE_TASK_QUEUE = 'bare';
export const BARE_WORKFLOW = 'bareOpening';
