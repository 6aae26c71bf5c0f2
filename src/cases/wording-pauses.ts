/** Words for cases put aside (暂缓办理): reasons and events. */
import { PAUSE_REASONS, type PauseReason } from '../domain/vocabulary.ts';
import { day } from './wording-events-parts.ts';
import { textField, when, type EventWords, type Fields } from './wording-fields.ts';

const REASONS: Readonly<Record<PauseReason, string>> = {
  applicant: '等申请人补充',
  'other-department': '等其他部门答复',
  'system-fault': '系统故障',
  other: '其他',
};

/** Why, in words; the code when nobody wrote one. */
export function pauseReasonTitle(code: string): string {
  const reason = PAUSE_REASONS.find((one) => one === code);
  return reason === undefined ? code : REASONS[reason];
}

const CAUSES: Readonly<Record<string, string>> = {
  resumed: '恢复办理。',
  act: '有人办理了本业务，暂缓随之结束。',
  stage: '业务进入新的环节，暂缓随之结束。',
};

const why = (fields: Fields) =>
  when(textField(fields, 'ground'), (code) => `，事由：${pauseReasonTitle(code)}`);

/** Timeline sentences; read: ground, until, cause. */
export const PAUSE_EVENTS = {
  'case-paused': {
    title: '暂缓办理',
    sentence: (fields) =>
      `暂缓办理${day(fields, 'until', (text) => `至${text}`)}${why(fields)}；各项期限照常计算。`,
    channel: null,
  },
  'case-resumed': {
    title: '恢复办理',
    sentence: (fields) => CAUSES[textField(fields, 'cause') ?? ''] ?? '恢复办理。',
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
