/** Kinds of events in the groups by which people look through a timeline. */

export const EVENT_GROUPS = {
  course: '办理经过',
  checks: '核查',
  papers: '文书与材料',
  desk: '待办与备注',
  reading: '查看记录',
} as const;
export type EventGroup = keyof typeof EVENT_GROUPS;
export const EVENT_GROUP_NAMES = ['course', 'checks', 'papers', 'desk', 'reading'] as const;

/** What is not named here belongs to the course of the case. */
const KINDS: Readonly<Record<Exclude<EventGroup, 'course'>, readonly string[]>> = {
  checks: [
    'check-answered',
    'check-failed',
    'case-parked',
    'rechecked',
    'repair-retry',
    'repair-wait',
    'answer-entered',
    'answer-confirmed',
    'answer-declined',
    'answer-overtaken',
  ],
  papers: ['notice-sent', 'notice-delivered', 'notice-failed', 'file-uploaded'],
  desk: ['task-claimed', 'task-released', 'task-assigned', 'note-added'],
  reading: [
    'file-read',
    'person-read',
    'suspense-read',
    'content-read',
    'person-searched',
    'case-searched',
    'list-exported',
    'trail-read',
    'trail-verified',
    'access-refused',
  ],
};

export function eventGroup(kind: string): EventGroup {
  return (
    EVENT_GROUP_NAMES.find((group) => group !== 'course' && KINDS[group].includes(kind)) ?? 'course'
  );
}

/** The kinds of a group, or of all the others: the course has whatever nobody put elsewhere. */
export function kindsOf(group: EventGroup): {
  readonly kinds: readonly string[];
  readonly others: boolean;
} {
  if (group !== 'course') return { kinds: KINDS[group], others: false };
  return { kinds: Object.values(KINDS).flat(), others: true };
}
