/**
 * Changes of people, roles and branches in words: what is read before it is agreed to, and what
 * stands in the list afterwards.
 */
import { ROLES, roleTitle } from './case.ts';
import { dayText } from './wording.ts';
import { textField, type Fields } from './wording-fields.ts';

const CHANGE_KINDS: Readonly<Record<string, string>> = {
  join: '入职',
  roles: '调整岗位',
  leave: '离岗',
  suspend: '停用账号',
  resume: '恢复账号',
  branch: '网点',
};

export function staffChangeTitle(kind: string): string {
  return CHANGE_KINDS[kind] ?? kind;
}

const CHANGE_STATES: Readonly<Record<string, string>> = {
  open: '待另一名主管确认',
  approved: '已生效',
  declined: '不同意',
  withdrawn: '已撤回',
};

export function staffChangeState(state: string): string {
  return CHANGE_STATES[state] ?? state;
}

const BRANCH_KINDS: Readonly<Record<string, string>> = {
  hall: '服务大厅',
  bank: '受委托银行网点',
  terminal: '自助终端',
  online: '网上服务大厅',
};

export function branchKindTitle(kind: string): string {
  return BRANCH_KINDS[kind] ?? kind;
}

/** Names for ids; an id that nobody knows stands for itself. */
export interface Names {
  readonly staff: (id: string) => string;
  readonly branch: (id: string) => string;
}

/** What a change does, one line for each thing. */
export function changeLines(kind: string, detail: Fields, names: Names): readonly string[] {
  switch (kind) {
    case 'join':
      return [...homeLine(detail, names, '所在网点'), ...giveLines(detail, names)];
    case 'roles':
      return [
        ...endLines(detail, names),
        ...giveLines(detail, names),
        ...homeLine(detail, names, '改在网点'),
      ];
    case 'leave':
      return leaveLines(detail, names);
    case 'suspend':
      return ['账号停用：随即不能登录，已登录的会话立即结束；岗位和手中待办保留。'];
    case 'resume':
      return ['账号恢复：可以重新登录；离岗时终止的岗位须另行授予。'];
    case 'branch':
      return branchLines(detail);
    default:
      return [];
  }
}

function homeLine(detail: Fields, names: Names, title: string): readonly string[] {
  const home = textField(detail, 'homeBranch');
  return home === null ? [] : [`${title}：${names.branch(home)}`];
}

function giveLines(detail: Fields, names: Names): readonly string[] {
  return listOf(detail, 'give').map((right) => {
    const from = textField(right, 'from');
    const to = textField(right, 'to');
    const days = `自${from === null ? '生效之日' : dayText(from)}起${to === null ? '' : `，至${dayText(to)}止`}`;
    return `授予：${rightText(right, names)}，${days}`;
  });
}

function endLines(detail: Fields, names: Names): readonly string[] {
  return listOf(detail, 'end').map((ended) => {
    const last = textField(ended, 'lastDay');
    return `终止：${rightText(ended, names)}，${last === null ? '立即' : `最后一日${dayText(last)}`}`;
  });
}

/** 柜员（和平服务大厅） */
function rightText(right: Fields, names: Names): string {
  const role = ROLES.find((one) => one === right['role']);
  const branch = textField(right, 'branch');
  return `${role === undefined ? '岗位' : roleTitle(role)}（${branch === null ? '全中心' : names.branch(branch)}）`;
}

function leaveLines(detail: Fields, names: Names): readonly string[] {
  const last = textField(detail, 'lastDay');
  const moveTo = textField(detail, 'moveTo');
  return [
    ...(last === null ? [] : [`最后工作日：${dayText(last)}`]),
    detail['atOnce'] === true
      ? '确认后立即停用：会话随即结束，岗位终止，待办转出。'
      : '最后工作日结束后：会话结束，岗位终止，待办转出。',
    moveTo === null
      ? '待办退回待领取。'
      : `待办转给${names.staff(moveTo)}；其不能办理的退回待领取。`,
  ];
}

function branchLines(detail: Fields): readonly string[] {
  const name = textField(detail, 'name');
  const district = textField(detail, 'district');
  return [
    ...(name === null ? [] : [`名称：${name}`]),
    `种类：${branchKindTitle(textField(detail, 'type') ?? '')}`,
    ...(district === null ? [] : [`区县代码：${district}`]),
    detail['active'] === true ? '启用' : '停用：不再受理新业务，在办业务不受影响',
  ];
}

function listOf(detail: Fields, name: string): readonly Fields[] {
  const value = detail[name];
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Fields => typeof one === 'object' && one !== null);
}
