/**
 * The people a new set of books begins with: one for every row of the opening-check table and a
 * few for the identity service. Nobody of them exists: area 219900 was never given out.
 *
 * Who is not in the list has no account anywhere, and the identity service confirms them.
 */
import { BookedPerson } from './inputs.ts';

/** Whose accounts are "here", unless another center is named. */
export const DEMO_CENTER = '210100';

export interface DemoPerson {
  /** What the opening check (or the identity service) finds: the code of the row. */
  readonly code: string;
  /** The same in a sentence for people. */
  readonly shows: string;
  readonly name: string;
  readonly document: { readonly type: string; readonly number: string };
  readonly bornOn: string;
  readonly sex: 'M' | 'F';
  readonly booked: BookedPerson;
}

type Known = Partial<Omit<BookedPerson, 'documents' | 'name' | 'bornOn' | 'sex' | 'accounts'>>;
type Account = Pick<BookedPerson['accounts'][number], 'center' | 'state' | 'source'> & {
  /** Nothing came in since, and nothing is in it. */
  readonly emptySince?: string;
};

interface Sketch {
  readonly code: string;
  readonly shows: string;
  readonly name: string;
  /** The first seventeen characters; the check character is computed. */
  readonly stem: string;
  readonly type?: string;
  readonly accounts?: readonly Account[];
  readonly known?: Known;
}

const HERE = 'here';
const DALIAN = '210200';
const BEIJING = '110100';
const CENTER_NAMES: Readonly<Record<string, string>> = {
  '210100': '沈阳市住房公积金管理中心',
  [DALIAN]: '大连市住房公积金管理中心',
  [BEIJING]: '北京住房公积金管理中心',
};

function account(
  center: string,
  state: Account['state'],
  source: Account['source'] = 'unit',
): readonly Account[] {
  return [{ center, state, source }];
}

const OPEN_LOAN = {
  center: DALIAN,
  kind: 'fund',
  state: 'open',
  settledOn: null,
  role: 'borrower',
  overdue: false,
  fraudFlag: false,
} as const;

const SKETCHES: readonly Sketch[] = [
  {
    code: 'no-account',
    shows: '全国无账户，可以开户',
    name: '张伟明',
    stem: '21990019900101001',
  },
  {
    code: 'remote-sealed',
    shows: '大连有封存账户，可以开户并提示转入',
    name: '李建国',
    stem: '21990019900101009',
    accounts: account(DALIAN, 'sealed'),
  },
  {
    code: 'remote-normal',
    shows: '北京有正常缴存账户，须等待封存',
    name: '陈志强',
    stem: '81000019880808001',
    type: 'residence-permit',
    accounts: account(BEIJING, 'normal'),
  },
  {
    code: 'local-sealed',
    shows: '本市有封存账户，转办身份转换',
    name: '何美玲',
    stem: '82000019951231002',
    type: 'residence-permit',
    accounts: account(HERE, 'sealed'),
  },
  {
    code: 'local-unit',
    shows: '本市单位正常缴存，不予开户',
    name: '林文雄',
    stem: '83000019790615003',
    type: 'residence-permit',
    accounts: account(HERE, 'normal'),
  },
  {
    code: 'local-flexible',
    shows: '本市已以灵活就业身份缴存，不予开户',
    name: 'ALEXANDER CHEN',
    stem: '92115619860101001',
    type: 'permanent-residence-card',
    accounts: account(HERE, 'normal', 'flexible'),
  },
  {
    code: 'local-unknown',
    shows: '本市有来源不明的正常账户，人工复核',
    name: 'EMILY CARTER',
    stem: '92184019920220002',
    type: 'permanent-residence-card',
    accounts: account(HERE, 'normal', 'unknown'),
  },
  {
    code: 'local-frozen',
    shows: '本市账户冻结，人工复核',
    name: '孙晓燕',
    stem: '21990020080315002',
    accounts: account(HERE, 'frozen'),
  },
  {
    code: 'remote-frozen',
    shows: '北京账户冻结，人工复核',
    name: '周雨桐',
    stem: '21990020081122002',
    accounts: account(BEIJING, 'frozen'),
  },
  {
    code: 'several-accounts',
    shows: '大连、北京各有一个账户，须先合并或转移',
    name: '吴大勇',
    stem: '21990019880412011',
    accounts: [...account(DALIAN, 'sealed'), ...account(BEIJING, 'normal')],
  },
  {
    code: 'local-closed',
    shows: '本市账户已销户，可以重新开户',
    name: '郑丽华',
    stem: '21990019850923012',
    accounts: account(HERE, 'closed'),
  },
  {
    code: 'fraud-flag',
    shows: '有骗提骗贷标记，人工复核',
    name: '冯国栋',
    stem: '21990019910707013',
    known: { fraudFlag: true },
  },
  {
    code: 'mismatch',
    shows: '姓名相符而证件不符，人工复核',
    name: '褚明月',
    stem: '21990019930118014',
    accounts: account(DALIAN, 'sealed'),
    known: { matches: 'name' },
  },
  {
    code: 'wrong-person',
    shows: '平台答复的是另一人，继续重试',
    name: '卫长青',
    stem: '21990019940226015',
    known: { matches: 'neither' },
  },
  {
    code: 'no-answer',
    shows: '平台答复总是不完整，转为需处理',
    name: '蒋思远',
    stem: '21990019950505017',
    accounts: account(DALIAN, 'normal'),
    known: { nationalStatus: 'PARTIAL' },
  },
  {
    code: 'open-loan',
    shows: '大连有未结清贷款并在限制期内，可以开户并作标记',
    name: '沈佳宁',
    stem: '21990019920630018',
    known: { loans: [OPEN_LOAN], bans: [{ until: '2028-06-30' }] },
  },
  {
    code: 'identity-mismatch',
    shows: '公安核验不符，人工复核',
    name: '韩冬梅',
    stem: '21990019960808022',
    known: { identityResult: 'mismatch' },
  },
  {
    code: 'identity-not-found',
    shows: '公安库中无此人，人工复核',
    name: '杨小川',
    stem: '21990019970909023',
    known: { identityResult: 'not-found' },
  },
  {
    code: 'deceased',
    shows: '公安登记已死亡，不予开户',
    name: '朱永年',
    stem: '21990019701010025',
    known: { deceased: true },
  },
  {
    code: 'local-dormant',
    shows: '本市零余额停缴的灵活就业账户，零余额停缴排查可以看到',
    name: '许安平',
    stem: '21990019880512013',
    accounts: [{ center: HERE, state: 'normal', source: 'flexible', emptySince: '2026-03' }],
  },
];

/**
 * The demo people as seen from one center.
 *
 * @param center six digits; the center whose accounts are "here"
 */
export function demoPeople(center = DEMO_CENTER): readonly DemoPerson[] {
  return SKETCHES.map((sketch) => {
    const { code, shows, name, stem, type = 'resident-id', accounts = [], known } = sketch;
    const document = { type, number: `${stem}${checkCharacter(stem)}` };
    const bornOn = `${stem.slice(6, 10)}-${stem.slice(10, 12)}-${stem.slice(12, 14)}`;
    const sex = Number(stem.at(-1)) % 2 === 1 ? 'M' : 'F';
    const booked = BookedPerson.parse({
      documents: [document],
      name,
      bornOn,
      sex,
      accounts: accounts.map((one) =>
        bookedAccount({ ...one, center: one.center === HERE ? center : one.center }),
      ),
      ...known,
    });
    return { code, shows, name, document, bornOn, sex, booked };
  });
}

function bookedAccount({ center, state, source, emptySince }: Account): object {
  return {
    center,
    centerName: CENTER_NAMES[center] ?? null,
    accountNo: '****2026',
    state,
    source,
    openedOn: '2021-03-15',
    paidTo: emptySince ?? (state === 'normal' ? '2026-10' : '2025-12'),
    hasBalance: state !== 'closed' && emptySince === undefined,
  };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** ISO 7064 MOD 11-2 as GB 11643 uses it. */
function checkCharacter(stem: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(stem[at]), 0);
  return '10X98765432'[sum % 11] ?? '';
}
