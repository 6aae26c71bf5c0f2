/** Words for the moving of waits (改期): events, and what its form asks. */
import { MOVE_GROUND_SPECS } from '../policy/wait-moves.ts';
import { MOVE_GROUNDS } from '../domain/vocabulary.ts';
import { day } from './wording-events-parts.ts';
import { textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { waitTitle } from './wording-waits.ts';

/** Why, in words; the code when nobody wrote one. */
export function moveGroundTitle(code: string): string {
  const ground = MOVE_GROUNDS.find((one) => one === code);
  return ground === undefined ? code : MOVE_GROUND_SPECS[ground].title;
}

const MOVE_STATES: Readonly<Record<string, string>> = {
  proposed: '待第二人确认',
  moved: '已改期',
  declined: '未同意',
  overtaken: '等待已结束，未办',
};

export function moveStateTitle(state: string): string {
  return MOVE_STATES[state] ?? state;
}

const wait = (fields: Fields) =>
  when(textField(fields, 'wait'), (kind) => `“${waitTitle(kind)}”的期限`);
const span = (fields: Fields) =>
  `${day(fields, 'from', (text) => `由${text}`)}${day(fields, 'to', (text) => `改为${text}`)}`;
const why = (fields: Fields) =>
  when(textField(fields, 'ground'), (code) => `，事由：${moveGroundTitle(code)}`) +
  day(fields, 'sealedOn', (text) => `，封存日期更正为${text}`);

/** Timeline sentences; read: wait, from, to, ground, follows. */
export const WAIT_MOVE_EVENTS = {
  'wait-move-asked': {
    title: '提出改期',
    sentence: (fields) =>
      `提出把${wait(fields)}${span(fields)}${why(fields)}，等另一名主管确认；确认前期限不变。`,
    channel: null,
  },
  'wait-moved': {
    title: '改期',
    sentence: (fields) =>
      `期限改动${when(`${wait(fields)}${span(fields)}` || null, (text) => `：${text}`)}${why(fields)}${day(fields, 'follows', (text) => `；期满后的办理自${text}起`)}。`,
    channel: 'same',
  },
  'wait-move-declined': {
    title: '未同意改期',
    sentence: (fields) => `另一名主管不同意改期，${wait(fields)}不变。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
