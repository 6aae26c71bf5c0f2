/** What people read of a case: timeline, waits, tasks, missing things, reasons. */
import { describe, expect, it } from 'vitest';
import {
  channelEventSentence,
  EVENT_KINDS,
  eventSentence,
  eventTitle,
} from '../../src/cases/wording-events.ts';
import {
  documentProblemText,
  findingTitle,
  flagText,
  hasReason,
  printedReasons,
  reasonOf,
} from '../../src/cases/wording-reasons.ts';
import { missingLines, missingName, TASK_KINDS, taskWords } from '../../src/cases/wording-tasks.ts';
import { channelWait, waitCard } from '../../src/cases/wait-card.ts';
import { WAIT_KINDS, WAITS } from '../../src/cases/wording-waits.ts';
import { CHANNEL_REVIEW, dayText, instantText, listText } from '../../src/cases/wording.ts';
import { addDays, plainDate, startOf } from '../../src/domain/calendar.ts';
import { OPENING_CODES } from '../../src/domain/vocabulary.ts';
import { clauseTitle } from '../../src/policy/clauses.ts';
import { CHANGE_REASONS } from '../../src/policy/contribution-change.ts';
import { ELIGIBILITY_REASONS } from '../../src/policy/eligibility.ts';
import { DOCUMENT_PROBLEMS } from '../../src/policy/identity-document.ts';
import { CLEARABLE } from '../../src/policy/opening-decision.ts';
import { OPENING_FINDINGS, OPENING_FLAGS } from '../../src/policy/opening-findings.ts';
import {
  AROUND,
  CASE_COURSE,
  STAFF_DESK,
  MANDATE,
  CHANGE,
  RUNS,
  LEDGER,
  BREACHES,
  WITHDRAWAL,
  CONVERSIONS,
  EXIT,
  AGENTS,
  DEATH,
  PERSONAL,
  HOLDS,
  BANK,
} from './event-kinds.ts';

describe('the timeline', () => {
  it('has words for everything that happens in or around a case', () => {
    expect([...EVENT_KINDS].sort()).toEqual(
      [
        ...CASE_COURSE,
        ...AROUND,
        ...STAFF_DESK,
        ...MANDATE,
        ...RUNS,
        ...LEDGER,
        ...BANK,
        ...CHANGE,
        ...BREACHES,
        ...WITHDRAWAL,
        ...EXIT,
        ...DEATH,
        ...PERSONAL,
        ...AGENTS,
        ...HOLDS,
        ...CONVERSIONS,
      ].sort(),
    );
  });

  it.each(EVENT_KINDS)('%s: is one finished sentence, with or without its fields', (kind) => {
    for (const fields of [
      {},
      { codes: ['retired'], until: '2026-12-08', missing: ['address'], system: 'national' },
    ]) {
      const sentence = eventSentence(kind, fields);
      expect(sentence).toMatch(/^[^。].*。$/);
      expect(sentence).not.toMatch(/undefined|null|NaN|（）|：。|，。/);
    }
    expect(eventTitle(kind)).not.toBe(kind);
  });

  it('tells days, names and findings in plain words', () => {
    expect(
      eventSentence('supplement-requested', {
        missing: ['address', 'bank-card'],
        until: '2026-12-08',
      }),
    ).toBe('材料不齐，已一次性告知须补正的内容：居住地址和缴存银行卡，最迟2026年12月8日补齐。');
    expect(
      eventSentence('decided', {
        rule: 'account-opening',
        outcome: 'defer',
        code: 'remote-normal',
      }),
    ).toBe('开户审核：待外地账户封存（在外地有正常缴存的账户）。');
    expect(eventSentence('reviewed', { finding: 'fraud-flag', cleared: true })).toContain(
      '予以排除',
    );
    expect(eventSentence('reviewed', { finding: 'fraud-flag', cleared: false })).toContain(
      '未能排除',
    );
    expect(eventSentence('account-opened', { account: '21010000000000000012' })).toContain(
      '尾号0012',
    );
  });

  it('shows an unknown kind by its code, and never to a channel', () => {
    expect(eventSentence('something-new', {})).toBe('something-new。');
    expect(channelEventSentence('something-new', {})).toBeNull();
  });
});

describe('the timeline reads what the case and the database write', () => {
  it.each([
    [
      'refused',
      { reasons: [{ code: 'retired', clause: 'liaoning-1' }] },
      '决定不予开户：已达到法定退休年龄。',
    ],
    ['review-opened', { finding: 'fraud-flag' }, '转人工复核，须核实：平台记录有骗提骗贷标识。'],
    [
      'check-failed',
      { faults: [{ system: 'national', fault: 'outside-system-unavailable' }] },
      '全国住房公积金监管服务平台暂时没有可用的答复，系统将按同一请求继续查询。',
    ],
    [
      'agreement-offered',
      { until: '2026-12-08' },
      '审核通过，已生成缴存使用协议，请于2026年12月8日前（含当日）签署。',
    ],
    [
      'repair-wait',
      { until: Date.parse('2026-11-23T10:45:00Z') },
      '主管约定了再次查询的时间：2026年11月23日 18:45。',
    ],
    [
      'notice-sent',
      { document: 'id', kind: 'refusal', way: 'sms' },
      '发出了通知“不予开户决定书”（短信）。',
    ],
    ['task-claimed', { task: 'id', kind: 'review' }, '领取了待办“开户复核”。'],
    [
      'figure-proposed',
      { name: 'seal-wait', valid_from: '2027-01-01' },
      '提出变更参数“等待外地或者单位封存的期限”（自2027年1月1日起），待另一人同意。',
    ],
    [
      'handed-over',
      { from: 'sy-hall', fromName: '和平服务大厅', to: 'sy-bank', toName: '建行网点' },
      '主管将业务由“和平服务大厅”移交“建行网点”办理。',
    ],
    ['task-claimed', { task: 'id', kind: 'review', for: 'zhao' }, '代zhao领取了待办“开户复核”。'],
    [
      'task-assigned',
      { task: 'id', kind: 'review', from: 'zhao', to: null, because: null },
      '主管将待办“开户复核”退回待领取。',
    ],
    [
      'task-due-moved',
      { task: 'id', kind: 'review', from: '2026-11-26', to: '2026-12-01' },
      '主管将待办“开户复核”的到期日改为2026年12月1日。',
    ],
    [
      'absence-recorded',
      { staff: 'zhao', from: '2026-12-01', to: '2026-12-04', deputy: 'qian' },
      '登记了缺勤（zhao），自2026年12月1日至2026年12月4日，由qian代理。',
    ],
    [
      'leaver-settled',
      { staff: 'zhao', toColleague: 3, toQueue: 0, sessions: 1 },
      '离岗交接完成：会话已结束，转给接手人3件。',
    ],
    ['content-read', { what: 'document', key: 'id' }, '查看了打印的文书，已留痕。'],
    ['operation-done', { done: 48, failed: 2 }, '批量办理完成（48行），未成功2行。'],
  ])('%s', (kind, fields, sentence) => {
    expect(eventSentence(kind, fields)).toBe(sentence);
  });
});

describe('a channel learns nothing of another case or of what the checks found', () => {
  const telling = { other: 'K202611230002', code: 'fraud-flag', codes: ['local-frozen'] };
  it.each(['contested', 'verdict-given', 'review-opened', 'reviewed', 'reconsidered'])(
    '%s reads 人工核对中 and nothing more',
    (kind) => {
      expect(channelEventSentence(kind, telling)).toBe(`${CHANNEL_REVIEW}。`);
    },
  );

  it.each(['task-claimed', 'note-added', 'person-read', 'file-read', 'figure-approved', 'decided'])(
    '%s is not shown at all',
    (kind) => {
      expect(channelEventSentence(kind, telling)).toBeNull();
    },
  );

  it.each(['verdict', 'review', 'human-review'] as const)(
    'a %s wait says only 人工核对中',
    (kind) => {
      const { clause, endedBy, shortenedBy } = WAITS[kind];
      const wait = { kind, since: 0, until: null, clause, endedBy, shortenedBy, detail: telling };
      expect(channelWait(wait, 0)).toBe(CHANNEL_REVIEW);
    },
  );
});

describe('why a case waits', () => {
  const since = plainDate('2026-11-23');
  const lastDay = plainDate('2026-12-08');
  const wait = {
    kind: 'supplement',
    since: startOf(since) + 10 * 3_600_000,
    until: startOf(addDays(lastDay, 1)),
    clause: 'liaoning-1',
    endedBy: ['applicant', 'clerk', 'clock'],
    shortenedBy: '一次补齐所列材料',
    detail: { missing: ['address', 'bank-card'] },
  };

  it('says what for, since when, until which day, by which clause, who ends it and what shortens it', () => {
    const card = waitCard(wait, wait.since);
    expect(card.sentence).toBe(
      '等申请人补正材料（居住地址和缴存银行卡）；2026年11月23日起，最迟2026年12月8日，还剩15天；' +
        `依据：${clauseTitle('liaoning-1')}；可由申请人、柜员、到期自动结束；能提前的办法：一次补齐所列材料。`,
    );
    expect(card.daysLeft).toBe(15);
  });

  it.each([
    ['2026-12-07', 1, '还剩1天'],
    ['2026-12-08', 0, '今天是最后一天'],
    ['2026-12-09', -1, '已超过1天'],
  ])('on %s counts %i days', (today, left, words) => {
    const card = waitCard(wait, startOf(plainDate(today)) + 1);
    expect(card.daysLeft).toBe(left);
    expect(card.sentence).toContain(words);
  });

  it('tells the hour until which an outside system is asked, and at which it is asked again', () => {
    const until = startOf(since) + 18.75 * 3_600_000;
    const card = waitCard(
      { ...wait, kind: 'outside-retry', until, detail: { system: 'national' } },
      wait.since,
    );
    expect(card.sentence).toContain('全国住房公积金监管服务平台');
    expect(card.sentence).toContain('到2026年11月23日 18:45仍无答复即转主管处理');
    const parked = waitCard({ ...wait, kind: 'parked', until }, wait.since);
    expect(parked.sentence).toContain('下次自动查询2026年11月23日 18:45');
  });

  it('has no day where only a person can end it, and keeps an unknown clause as it is', () => {
    const card = waitCard({ ...wait, kind: 'review', until: null, clause: 'odd' }, wait.since);
    expect(card.daysLeft).toBeNull();
    expect(card.sentence).toContain('依据：odd');
  });

  it('cites a center’s own document by its number', () => {
    const card = waitCard({ ...wait, clause: 'center:沈公积金发〔2024〕9号' }, wait.since);
    expect(card.clauseTitle).toBe('沈公积金发〔2024〕9号');
  });

  it.each(WAIT_KINDS)('%s has its clause, its enders and its way out written down', (kind) => {
    const { clause, endedBy, shortenedBy, title } = WAITS[kind];
    expect(clauseTitle(clause)).not.toBe(clause);
    expect(endedBy.length).toBeGreaterThan(0);
    expect(shortenedBy).not.toBe('');
    expect(title).toMatch(/等/);
  });
});

describe('tasks and missing things', () => {
  it('says for every task what its holder does', () => {
    for (const kind of TASK_KINDS) {
      expect(taskWords(kind).title).not.toBe(kind);
      expect(taskWords(kind).todo).toMatch(/。$/);
    }
    expect(taskWords('odd')).toEqual({ title: 'odd', todo: '' });
  });

  it('says what to bring, with the limits where an amount or a day is outside them', () => {
    const detail = { min: '223.00', max: '7358.00' };
    expect(
      missingLines([
        { code: 'address', pointer: '/applicant/address' },
        { code: 'contribution-amount', pointer: '/contribution/monthlyAmount', detail },
        { code: 'debit-day', pointer: '/contribution/debitDay', detail: { min: '1', max: '25' } },
      ]).map(({ bring }) => bring),
    ).toEqual([
      '提供现居住地址，用于送达文书。',
      '改选当地上下限以内的月缴存额（每月223.00元至7358.00元，含两端）。',
      '改选允许范围内的扣款日（每月1日至25日）。',
    ]);
    expect(missingName('consent-national-platform')).toBe('全国账户核查授权书');
    expect(missingName('odd')).toBe('odd');
  });
});

describe('reasons', () => {
  it('has words for every reason that a rule or a course may give', () => {
    const codes = [
      ...OPENING_CODES,
      ...Object.keys(ELIGIBILITY_REASONS),
      ...CLEARABLE,
      'deceased',
      'invalid-document',
      'not-competent',
      'amount-outside-limits',
      'deferral-expired',
      ...CHANGE_REASONS,
    ];
    expect(codes.filter((code) => !hasReason(code))).toEqual([]);
    for (const code of codes) expect(reasonOf(code).clauses.length).toBeGreaterThan(0);
  });

  it('never lets a refusal out without words', () => {
    expect(() => reasonOf('odd')).toThrow(RangeError);
    expect(() => printedReasons(['odd'], plainDate('2026-11-23'))).toThrow(RangeError);
  });

  it('prints every clause in the words in force on the day of the decision', () => {
    const [reason] = printedReasons(['retired'], plainDate('2026-11-23'), {
      earliest: { retired: plainDate('2027-01-01') },
    });
    expect(reason!.clauses.map(({ key }) => key)).toEqual(['liaoning-1', 'retirement-1']);
    for (const { text } of reason!.clauses) expect(text).toBeTruthy();
    expect(reason!.earliestOn).toBe('2027-01-01');
  });

  it('takes the rule’s own words where the rule has them', () => {
    expect(reasonOf('local-unit').reason).toBe(OPENING_FINDINGS['local-unit'].text);
    expect(findingTitle('remote-normal')).toBe('在外地有正常缴存的账户');
    expect(flagText('ban')).toBe(OPENING_FLAGS.ban);
    for (const problem of Object.keys(DOCUMENT_PROBLEMS)) {
      expect(documentProblemText(problem)).not.toBe(problem);
    }
  });
});

describe('days and lists', () => {
  it('writes a day without leading zeros and an instant in Shanghai time', () => {
    expect(dayText('2026-02-05')).toBe('2026年2月5日');
    expect(instantText(Date.parse('2026-12-31T16:30:00Z'))).toBe('2027年1月1日 00:30');
  });

  it('joins a list with 、 and 和', () => {
    expect(listText([])).toBe('');
    expect(listText(['甲'])).toBe('甲');
    expect(listText(['甲', '乙', '丙'])).toBe('甲、乙和丙');
  });
});
