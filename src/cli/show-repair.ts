/** What stands still, and repairs, in lines for a person. */
import { field, items, moment, text, wordsOf, type Body } from './answers.ts';
import { card, grid, section, type Column } from './grid.ts';

const STUCK: readonly Column<Body>[] = [
  { title: '对象', value: (row) => text(row, 'object') },
  { title: '情况', value: (row) => text(row, 'kindTitle') },
  { title: '自', value: (row) => moment(row, 'since') },
  { title: '业务', value: (row) => text(row, 'case', 'number') || text(row, 'message', 'title') },
  { title: '说明', value: (row) => text(row, 'sentence') },
  { title: '可以', value: movesText },
];

function movesText(row: Body): string {
  const repair = text(row, 'repair', 'stateTitle');
  if (repair !== '') return `正在修复（${repair}）`;
  return items(row, 'moves')
    .filter((move) => field(move, 'allowed') === true)
    .map((move) => text(move, 'move'))
    .join('、');
}

export function stuckList(body: unknown): string {
  const todo = items(body, 'kinds').flatMap((kind) =>
    wordsOf(kind, 'todo').map((line) => `${text(kind, 'title')}：${line}\n`),
  );
  const more = field(body, 'truncated') === true ? '还有更多没有列出：请用筛选缩小范围。\n' : '';
  return grid(STUCK, items(body, 'items')) + todo.join('') + more;
}

/** One thing: what is wrong, both views, and every move with its preview. */
export function stuckCard(body: unknown): string {
  const found = items(body, 'findings');
  const facts = card([
    ['对象', text(body, 'object')],
    ['业务', text(body, 'case', 'number')],
    ['环节', text(body, 'case', 'stage', 'title')],
    ['业务库', versionText(text(body, 'books', 'version'))],
    ['流程', text(body, 'engine', 'statusTitle')],
    ['流程所在', versionText(text(body, 'engine', 'standing', 'version'))],
    ['正在修复', text(body, 'repair', 'id')],
  ]);
  const wrong = found.map((one) => `- ${text(one, 'title')}：${text(one, 'sentence')}\n`).join('');
  const moves = found.flatMap((one) => items(one, 'moves')).map(moveText);
  return (
    facts +
    section('问题', wrong === '' ? '现在没有发现问题。\n' : wrong) +
    section('可以怎样修复', moves.join(''))
  );
}

function versionText(version: string): string {
  return version === '' ? '' : `第${version}版`;
}

/** What a move changes and leaves alone, and whether it may be made. */
export function moveText(move: Body): string {
  const refusal = text(move, 'refusal');
  const lines = [
    `${text(move, 'move')}　${text(move, 'title')}${refusal === '' ? '' : `　（不能：${refusal}）`}`,
    ...wordsOf(move, 'preview', 'changes').map((line) => `会变：${line}`),
    ...wordsOf(move, 'preview', 'stays').map((line) => `不变：${line}`),
    `法律影响：${text(move, 'preview', 'legal')}`,
    `资金影响：${text(move, 'preview', 'money')}`,
    `恢复的标准：${text(move, 'preview', 'proof')}`,
    ...(field(move, 'secondPerson', 'needed') === true
      ? [`须第二人确认：${text(move, 'secondPerson', 'why')}`]
      : []),
  ];
  return `- ${lines.join('\n  ')}\n`;
}

export function repairCard(body: unknown): string {
  return card([
    ['标识', text(body, 'id')],
    ['对象', text(body, 'object')],
    ['业务', text(body, 'caseNumber')],
    ['情况', text(body, 'kindTitle')],
    ['修复', `${text(body, 'moveTitle')}（${text(body, 'move')}）`],
    ['状态', text(body, 'stateTitle')],
    ['结果', text(body, 'finding')],
    ['理由', text(body, 'reason')],
    ['提出', personText(body, 'askedBy', 'askedAt')],
    ['第二人', personText(body, 'decidedBy', 'decidedAt')],
    ['执行', moment(body, 'movedAt')],
    ['观察至', moment(body, 'watchedUntil')],
    ['了结', moment(body, 'settledAt')],
  ]);
}

function personText(body: unknown, person: string, at: string): string {
  const name = text(body, person, 'name') || text(body, person, 'id');
  return name === '' ? '' : `${name} ${moment(body, at)}`;
}
