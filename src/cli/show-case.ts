/** Cases, tasks and events as a person reads them at a terminal. */
import { field, items, moment, text, type Body } from './answers.ts';
import { card, grid, more, section, type Column } from './grid.ts';

const WAIT_CHARACTERS_MAX = 40;

/** Short enough for a list; the whole sentence stands with the case. */
function waitTitles(row: Body): string {
  const titles = items(row, 'waits').map((wait) => text(wait, 'title'));
  const characters = Array.from(titles.join('；'));
  return characters.length <= WAIT_CHARACTERS_MAX
    ? characters.join('')
    : `${characters.slice(0, WAIT_CHARACTERS_MAX).join('')}…`;
}

const CASES: readonly Column<Body>[] = [
  { title: '业务编号', value: (row) => text(row, 'number') },
  { title: '业务', value: (row) => text(row, 'typeTitle') },
  {
    title: '环节',
    value: (row) => text(row, 'stage', 'title') + asideMark(text(row, 'aside', 'until')),
  },
  { title: '当事人', value: (row) => text(row, 'person', 'name') },
  { title: '网点', value: (row) => text(row, 'branchName') },
  { title: '收件', value: (row) => moment(row, 'openedAt') },
  { title: '期限', value: (row) => promised(row) || text(row, 'dueOn') },
  { title: '超期', value: (row) => (field(row, 'overdue') === true ? '超期' : '') },
  { title: '在等', value: waitTitles },
];

/** 暂缓办理: put aside until that day. */
function asideMark(until: string): string {
  return until === '' ? '' : `（暂缓至${until}）`;
}

/** 暂定 while the calendar of that year is missing. */
function promised(body: unknown): string {
  return text(body, 'promisedOn') + (field(body, 'promisedProvisional') === true ? '（暂定）' : '');
}

export function caseList(body: unknown): string {
  const count = text(body, 'count');
  return (
    grid(CASES, items(body, 'items')) +
    (count === '' ? '' : `共${count}件\n`) +
    more(text(body, 'nextCursor'))
  );
}

const ACTIONS: readonly Column<Body>[] = [
  { title: '操作', value: (row) => text(row, 'action') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '可办', value: (row) => text(row, 'allowed') },
  { title: '说明', value: (row) => text(row, 'reason') || text(row, 'preview') },
];

/** 王＊ 219…（提交申请、签字；至 2026-12-29）; nothing where nobody acts for the person. */
function agentOf(body: unknown): string {
  const of = (name: string) => text(body, 'agent', name);
  if (of('name') === '') return '';
  const expired = field(body, 'agent', 'expired') === true ? '，已届满' : '';
  return `${of('name')} ${of('documentNumber')}（${of('actsText')}；至${of('endsOn')}${expired}）`;
}

/** One case: its head, why it waits, what may be done. */
export function caseCard(body: unknown): string {
  const person = [text(body, 'person', 'name'), text(body, 'person', 'documentNumber')];
  const waits = items(body, 'waits').map(
    (wait) => `· ${text(wait, 'sentence')}\n${moveText(wait)}`,
  );
  const reasons = items(body, 'reasons').map(
    (one) => `· ${text(one, 'reason')}${text(one, 'remedy')}\n`,
  );
  const actions = items(body, 'actions');
  const tasks = items(body, 'tasks');
  return [
    card([
      ['业务编号', text(body, 'number')],
      ['标识', text(body, 'id')],
      ['业务', text(body, 'typeTitle')],
      ['环节', text(body, 'stage', 'title')],
      ['暂缓办理', pauseText(body)],
      ['结果', text(body, 'outcomeTitle')],
      [text(body, 'personTitle') || '申请人', person.filter((one) => one !== '').join(' ')],
      ['代理人', agentOf(body)],
      ['网点', text(body, 'branchName')],
      ['提交', `${text(body, 'submittedBy')} ${moment(body, 'openedAt')}`],
      ['受理日期', text(body, 'acceptedOn')],
      ['法定期限', text(body, 'dueOn')],
      ['承诺期限', promised(body)],
      ['办结', moment(body, 'closedAt')],
      ['账号', accountOf(body)],
      ['协议摘要', text(body, 'agreement', 'hash')],
      ['版本', text(body, 'version')],
    ]),
    section('为什么在等', waits.join('')),
    section('理由和办法', reasons.join('')),
    section('待办', tasks.length === 0 ? '' : grid(TASKS_OF_CASE, tasks)),
    section('可以进行的操作', actions.length === 0 ? '' : grid(ACTIONS, actions)),
  ].join('');
}

/** 能否改期, and how, or why not. */
function moveText(wait: Body): string {
  const how = text(wait, 'move', 'how');
  if (how === '') return '';
  return `  ${field(wait, 'move', 'movable') === true ? '可以改期' : '不能改期'}：${how}\n`;
}

/** 至 2026-12-01，等其他部门答复（王柜员 2026-11-23 10:00）：…; nothing where it is not aside. */
function pauseText(body: unknown): string {
  const of = (name: string) => text(body, 'pause', 'standing', name);
  if (of('until') === '') return '';
  const who = `${of('byName')} ${moment(body, 'pause', 'standing', 'at')}`;
  const note = of('note') === '' ? '' : `：${of('note')}`;
  return `至 ${of('until')}，${of('reasonTitle')}（${who}）${note}`;
}

/** The account that it opened, or that it is about. */
function accountOf(body: unknown): string {
  const number = text(body, 'account', 'number');
  return number === '' ? '' : `${number}（${text(body, 'account', 'stateTitle')}）`;
}

const TASKS_OF_CASE: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '待办', value: (row) => text(row, 'title') },
  { title: '岗位', value: (row) => text(row, 'role') },
  { title: '期限', value: dueText },
  { title: '领取人', value: (row) => text(row, 'claimedBy') },
];

function dueText(row: Body): string {
  const provisional = field(row, 'dueProvisional') === true ? '（暂定）' : '';
  const overdue = field(row, 'overdue') === true ? ' 超期' : '';
  return text(row, 'dueOn') + provisional + overdue + asideMark(text(row, 'asideUntil'));
}

const TASKS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '待办', value: (row) => text(row, 'title') },
  { title: '业务编号', value: (row) => text(row, 'caseNumber') },
  { title: '当事人', value: (row) => text(row, 'person', 'name') },
  { title: '岗位', value: (row) => text(row, 'role') },
  { title: '网点', value: (row) => text(row, 'branch') || '不限' },
  { title: '期限', value: dueText },
  { title: '领取人', value: (row) => text(row, 'claimedBy') },
];

export function taskList(body: unknown): string {
  return grid(TASKS, items(body, 'items')) + more(text(body, 'nextCursor'));
}

export function taskCard(body: unknown): string {
  return card([
    ['标识', text(body, 'id')],
    ['待办', text(body, 'title')],
    ['怎样办', text(body, 'todo')],
    ['业务编号', text(body, 'caseNumber')],
    ['环节', text(body, 'stageTitle')],
    ['当事人', text(body, 'person', 'name')],
    ['岗位', text(body, 'role')],
    ['网点', text(body, 'branch') || '不限'],
    ['期限', dueText(body as Body)],
    ['须主管处理', text(body, 'escalation', 'sentence')],
    ['最迟可改至', text(body, 'latestDueOn')],
    ['领取人', text(body, 'claimedBy')],
    ['指派给', text(body, 'assignedTo')],
    ['不在岗', awayText(body)],
    ['不能领取', text(body, 'notClaimable')],
    ['版本', text(body, 'version')],
  ]);
}

function awayText(body: unknown): string {
  const to = text(body, 'holderAway', 'to');
  if (to === '') return '';
  const deputy = text(body, 'holderAway', 'deputy');
  return `${text(body, 'holderAway', 'staff')} 至${to}${deputy === '' ? '，无代理人' : `，由${deputy}代理`}`;
}

const EVENTS: readonly Column<Body>[] = [
  { title: '编号', value: (row) => text(row, 'id') },
  { title: '时间', value: (row) => moment(row, 'at') },
  { title: '谁', value: actorText },
  { title: '事项', value: (row) => text(row, 'sentence') },
];

function actorText(row: Body): string {
  const actor = text(row, 'actor');
  return text(row, 'actorName') || (actor === 'system' ? '系统' : actor);
}

export function eventList(body: unknown): string {
  return grid(EVENTS, items(body, 'items')) + more(text(body, 'nextCursor'));
}

const DOCUMENTS: readonly Column<Body>[] = [
  { title: '文书编号', value: (row) => text(row, 'number') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '日期', value: (row) => text(row, 'issuedOn') },
  { title: '标识', value: (row) => text(row, 'id') },
];

export function documentList(body: unknown): string {
  return grid(DOCUMENTS, items(body, 'items'));
}
