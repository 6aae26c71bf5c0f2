/** The offices of the demo: two centers, their branches, who works there and what they may do. */

export interface SeedCenter {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly documentPrefix: string;
  readonly rule: string;
  readonly reconsiderationBody: string;
  /** Central account (集中账户) of the flexible workers, 20 digits. */
  readonly centralAccount: string;
}

export const SEED_CENTERS: readonly SeedCenter[] = [
  {
    code: '210100',
    name: '沈阳住房公积金管理中心',
    shortName: '沈阳公积金',
    documentPrefix: '沈公积金灵',
    rule: '《沈阳灵活就业人员住房公积金缴存使用管理暂行办法》（2024年7月29日）',
    reconsiderationBody: '沈阳市人民政府',
    centralAccount: '21010000000000000001',
  },
  {
    code: '210200',
    name: '大连市住房公积金管理中心',
    shortName: '大连公积金',
    documentPrefix: '大公积金灵',
    rule: '大房金管规发〔2024〕6号',
    reconsiderationBody: '大连市人民政府',
    centralAccount: '21020000000000000001',
  },
];

export interface SeedBranch {
  readonly id: string;
  readonly center: string;
  readonly name: string;
  readonly district: string | null;
  readonly kind: 'hall' | 'bank' | 'terminal' | 'online';
}

export const SEED_BRANCHES: readonly SeedBranch[] = [
  { id: 'sy-hall', center: '210100', name: '和平服务大厅', district: '210102', kind: 'hall' },
  { id: 'sy-bank', center: '210100', name: '建设银行代办网点', district: '210106', kind: 'bank' },
  { id: 'sy-online', center: '210100', name: '网上服务大厅', district: null, kind: 'online' },
  { id: 'dl-hall', center: '210200', name: '中山服务大厅', district: '210202', kind: 'hall' },
];

export interface SeedStaff {
  /** Also the subject in the tokens of the demo's identity provider. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'channel';
  readonly role: string;
  readonly center: string;
  readonly homeBranch: string | null;
  /** The role holds in this branch only; null: in the whole center. */
  readonly branch: string | null;
  /** Further centers in which it holds. */
  readonly alsoIn?: readonly string[];
}

function person(
  [id, name, role]: readonly [string, string, string],
  center = '210100',
  branch: string | null = null,
): SeedStaff {
  return { id, name, kind: 'person', role, center, homeBranch: branch ?? hallOf(center), branch };
}

function channel(id: string, name: string, branch: string): SeedStaff {
  const center = '210100';
  return { id, name, kind: 'channel', role: 'channel', center, homeBranch: branch, branch };
}

/** An outside system that answers by itself, to every center. */
function sender(id: string, name: string): SeedStaff {
  const place = { center: '210100', homeBranch: null, branch: null, alsoIn: ['210200'] };
  return { id, name, kind: 'channel', role: 'channel', ...place };
}

function hallOf(center: string): string {
  return center === '210100' ? 'sy-hall' : 'dl-hall';
}

export const SEED_STAFF: readonly SeedStaff[] = [
  person(['lin-guiyuan', '林桂元', 'clerk'], '210100', 'sy-hall'),
  person(['wang-guiyuan', '王柜员', 'clerk'], '210100', 'sy-bank'),
  person(['zhao-fuhe', '赵复核', 'reviewer']),
  person(['chen-fuhe', '陈复核', 'reviewer']),
  person(['qian-shenpi', '钱审批', 'approver']),
  person(['sun-zhuguan', '孙主管', 'supervisor']),
  person(['zhou-zhuguan', '周主管', 'supervisor']),
  person(['li-shenji', '李审计', 'auditor']),
  person(['wu-yunwei', '吴运维', 'operator']),
  person(['dl-guiyuan', '大连柜员', 'clerk'], '210200'),
  person(['dl-zhuguan', '大连主管', 'supervisor'], '210200'),
  channel('channel-bank', '受委托银行渠道', 'sy-bank'),
  channel('channel-terminal', '自助终端渠道', 'sy-hall'),
  sender('notices', '通知服务'),
  sender('bank', '受托银行'),
  sender('units', '单位业务系统'),
];
