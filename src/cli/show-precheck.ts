/** What an application would come to (事前核对), as a person reads it at a terminal. */
import { field, items, text, wordsOf, type Body } from './answers.ts';
import { grid, type Column } from './grid.ts';

const MISSING: readonly Column<Body>[] = [
  { title: '缺少', value: (row) => text(row, 'name') },
  { title: '请携带或者说明', value: (row) => text(row, 'bring') },
  { title: '位置', value: (row) => text(row, 'pointer') },
];
const REFUSALS: readonly Column<Body>[] = [
  { title: '理由', value: (row) => text(row, 'text') },
  { title: '办法', value: (row) => text(row, 'remedy') },
  {
    title: '依据',
    value: (row) =>
      items(row, 'clauses')
        .map((clause) => text(clause, 'title'))
        .join('\n'),
  },
  { title: '最早日期', value: (row) => text(row, 'earliestOn') },
];

const KNOWN: readonly Column<Body>[] = [
  { title: '人员', value: (row) => `${text(row, 'name')} ${text(row, 'documentNumber')}` },
  { title: '姓名', value: (row) => (field(row, 'nameFits') === true ? '一致' : '与登记的不一致') },
  {
    title: '账户',
    value: (row) =>
      items(row, 'accounts')
        .map((account) => `${text(account, 'number')} ${text(account, 'state')}`)
        .join('\n'),
  },
  {
    title: '在办业务',
    value: (row) =>
      text(row, 'heldBy', 'typeTitle') === ''
        ? ''
        : `${text(row, 'heldBy', 'number')} ${text(row, 'heldBy', 'typeTitle')}（${text(row, 'heldBy', 'branchName')}）`.trim(),
  },
];

/** What stands against an application, before it is sent. */
export function precheckText(body: unknown): string {
  const missing = items(body, 'missing');
  const refusals = items(body, 'refusals');
  const known = items(body, 'known');
  const limits = field(body, 'limits');
  const documents = wordsOf(limits, 'documents').join('、');
  const range =
    text(limits, 'min') === ''
      ? ''
      : `月缴存额 ${text(limits, 'min')} 至 ${text(limits, 'max')} 元（${documents}）\n`;
  return [
    field(body, 'ready') === true ? '可以提交：没有缺少的内容，也没有不予受理的理由。\n' : '',
    known.length === 0 ? '' : `本中心已有登记\n${grid(KNOWN, known)}`,
    missing.length === 0
      ? ''
      : `材料不齐，共${String(missing.length)}项\n${grid(MISSING, missing)}`,
    refusals.length === 0 ? '' : `按现有内容不能办理\n${grid(REFUSALS, refusals)}`,
    range,
    changeText(field(body, 'change')),
    withdrawalText(field(body, 'withdrawal')),
    exitText(field(body, 'exit')),
    deathText(field(body, 'death')),
  ].join('');
}

/** Of a withdrawal: what could be drawn, from where, by when it is decided. */
function withdrawalText(withdrawal: unknown): string {
  const title = text(withdrawal, 'purposeTitle');
  if (title === '') return '';
  const limit = text(withdrawal, 'limit');
  const limited = limit === '' ? '' : `，${text(withdrawal, 'limitTitle')} ${limit} 元`;
  const drawn = text(withdrawal, 'drawnText');
  const closing = text(withdrawal, 'closing');
  const interest = text(withdrawal, 'interest');
  return [
    `${title}：今日最多可提 ${text(withdrawal, 'drawable')} 元${limited}`,
    ...(drawn === '' ? [] : [`动用${drawn}`]),
    `${text(withdrawal, 'decidedByText')}，最迟 ${text(withdrawal, 'lastDayOn')} 作出决定\n`,
  ]
    .join('；')
    .concat(interest === '' ? '' : `其中尚未结计的利息 ${interest} 元\n`)
    .concat(closing === '' ? '' : `${closing}\n`)
    .concat(confirmText('须由另一人核实', withdrawal));
}

/** What another person has to look at first. */
function confirmText(who: string, of: unknown): string {
  const what = text(of, 'toConfirm');
  return what === '' ? '' : `${who}：${what}\n`;
}

/** Of a payment after a death: what there is, and each heir's share. */
function deathText(death: unknown): string {
  const total = text(death, 'total');
  if (total === '') return '';
  const shares = items(death, 'shares').map(
    (one) =>
      `第${text(one, 'heir')}位继承人（${text(one, 'parts')}/${text(death, 'parts')}） ${text(one, 'amount')} 元\n`,
  );
  const delays = wordsOf(death, 'delays');
  return [
    `本息合计 ${total} 元，${text(death, 'toText')}；最迟 ${text(death, 'lastDayOn')} 作出决定\n`,
    ...shares,
    delays.length === 0 ? '' : `须先了结：${delays.join('；')}\n`,
    confirmText('复核时须核实近期的变更', death),
  ].join('');
}

/** Of leaving: when what is paid, when the account closes, and by the other reading. */
function exitText(exit: unknown): string {
  const reading = field(exit, 'reading');
  const title = text(reading, 'title');
  if (title === '') return '';
  const other = field(exit, 'otherwise');
  const beside = text(other, 'title');
  return [
    `${title}：${wordsOf(reading, 'lines').join('')}${text(exit, 'gate')}\n`,
    beside === '' ? '' : `另一种理解（未采用）${beside}：${wordsOf(other, 'lines').join('')}\n`,
    confirmText('付款前须由另一人复核', exit),
  ].join('');
}

/** Of a change of the contribution: what it would come to. */
function changeText(change: unknown): string {
  if (text(change, 'fromMonth') === '') return '';
  const first = field(change, 'firstDebit');
  const debit =
    text(first, 'debitOn') === ''
      ? ''
      : `，首次扣款 ${text(first, 'debitOn')} 共 ${text(first, 'amount')} 元`;
  const from = `自 ${text(change, 'fromMonth')} 起${debit}`;
  return `变更${text(change, 'changesText')}：${from}；${text(change, 'bankText')}\n`;
}
