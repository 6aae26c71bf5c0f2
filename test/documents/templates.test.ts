/** The words of the printed documents: complete, unchanged, without personal data where it may not be. */
import { describe, expect, it } from 'vitest';
import { printedReasons } from '../../src/cases/wording-reasons.ts';
import { DOCUMENT_TITLES } from '../../src/cases/wording-things.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { CLAUSES } from '../../src/policy/clauses.ts';
import type { Block } from '../../src/documents/blocks.ts';
import { agreementHash, canonicalJson, templateHash } from '../../src/documents/hash.ts';
import { maskedAgreement } from '../../src/documents/masked.ts';
import { readParams } from '../../src/documents/read-params.ts';
import {
  currentTemplate,
  DOCUMENT_KINDS,
  DOCUMENTS,
  templateOf,
} from '../../src/documents/registry.ts';
import { agreement2026, agreement2026First } from '../../src/documents/templates/agreement-2026.ts';
import { fill, HEAVY_TERMS } from '../../src/documents/templates/agreement-text.ts';
import { refusal2026 } from '../../src/documents/templates/refusal.ts';
import hashes from './template-hashes.json' with { type: 'json' };

/** The fields of the parameters whose types allow null. */
const MAY_BE_NULL = [
  ...['phone', 'address', 'court', 'text', 'earliestOn', 'promisedOn'],
  ...['agreementNumber', 'decisionNumber', 'accountLast4', 'nextOn'],
];
const words = (blocks: readonly Block[]) => JSON.stringify(blocks);
const [agreement] = agreement2026.examples;
const [refusal] = refusal2026.examples;

describe('a version of a template once used never changes', () => {
  it('keeps the text of every version as it was when it was first used', () => {
    const now = Object.fromEntries(
      DOCUMENT_KINDS.flatMap((kind) =>
        DOCUMENTS[kind].map(({ version }) => [version, templateHash(kind, version)]),
      ),
    );
    expect(now).toEqual(hashes);
  });

  it('names every version once, and finds it by its name', () => {
    for (const kind of DOCUMENT_KINDS) {
      const versions = DOCUMENTS[kind].map(({ version }) => version);
      expect(new Set(versions).size).toBe(versions.length);
      for (const version of versions) expect(templateOf(kind, version).kind).toBe(kind);
      expect(currentTemplate(kind).title).toBe(DOCUMENT_TITLES[kind]);
    }
    expect(() => templateOf('receipt', 'receipt-1999-1')).toThrow(RangeError);
  });
});

describe('a supplementary agreement that an agent signs', () => {
  it('names the agent among the parties and where it is signed, and nobody where there is none', () => {
    const template = currentTemplate('amendment');
    const [params] = template.examples;
    const agent = '王代理（证件219***********012X；授权委托书，至2026年12月31日）';
    const signed = words(template.render({ ...params, agent }));
    expect(signed).toContain(`["乙方代理人","${agent}"]`);
    expect(signed).toContain('乙方（由代理人签名）');
    expect(words(template.render(params))).not.toContain('代理人');
  });
});

describe('a day that may still move', () => {
  it('is printed as 暂定 on the notice of acceptance and in its message, and only then', () => {
    const template = currentTemplate('acceptance');
    const [sure, unsure, none] = template.examples;
    const told = (params: typeof sure) =>
      words(template.render(params)) + (template.message?.(params) ?? '');
    expect(told(sure)).not.toContain('暂定');
    expect(told(sure)).toContain('，承诺2026年12月8日前办结');
    expect(told(unsure!)).toContain('5个工作日，暂定最迟2026年12月8日');
    expect(told(unsure!)).toContain('，承诺暂定2026年12月8日前办结');
    expect(told(none!)).not.toMatch(/暂定|最迟|承诺\d/);
  });

  it('is 暂定 on the notice of the opening too, with the periods and the amount that are debited', () => {
    const template = currentTemplate('account-opened');
    const [sure, unsure] = template.examples;
    const told = (params: typeof sure) =>
      words(template.render(params)) + (template.message?.(params) ?? '');
    expect(told(sure)).toContain('2026年12月10日，扣缴首期（2026年12月至2027年2月），共2400.00元');
    expect(told(sure)).not.toContain('暂定');
    expect(told(unsure!)).toContain('连续12个月以上未缴存');
    expect(told(unsure!)).toContain('2027年1月11日（暂定），扣缴首期等2期');
    expect(told(unsure!)).toContain('首次扣款2027年1月11日（暂定）共1600.00元');
  });
});

describe('the agreement (clause 2)', () => {
  const text = words(agreement2026.render(agreement));

  it('sets every heavy term apart with its label and lists it for confirmation', () => {
    for (const title of Object.values(HEAVY_TERMS)) {
      expect(text).toContain(`重点条款 · ${title}`);
      expect(text.split(title).length).toBeGreaterThan(3);
    }
  });

  it('states both sides’ rights, contribution, withdrawal, loan and post-loan, breach and measures', () => {
    for (const subject of [
      '甲方的权利和义务',
      '乙方的权利和义务',
      '缴存',
      '提取、退出与封存满半年',
      '贷款与贷后管理',
      '违约情形及处置',
      '零余额账户的注销',
      '信用信息',
      '信息查询与个人信息保护',
    ]) {
      expect(text).toContain(subject);
    }
  });

  it('prints amount, cycle, debit day, card and retirement day as chosen', () => {
    for (const value of [
      '800.00元（大写：捌佰元整）',
      '按季（每期3个月）',
      '2400.00元（大写：贰仟肆佰元整）',
      '每期10日',
      '尾号1234',
      '2053年1月1日',
    ]) {
      expect(text).toContain(value);
    }
  });

  it('says which month comes first by what puts it in force, not by the day it was printed', () => {
    expect(text).toContain('["首期月份","本协议生效的当月，即甲方为乙方设立个人账户的当月"]');
    expect(text).not.toContain('["首期月份","2026年');
    expect(text).toContain('受理开户申请之日，每月下限为');
    const first = words(agreement2026First.render(agreement2026First.examples[0]));
    expect(first).toContain('["首期月份","2026年12月"]');
    expect(first).toContain('签订本协议时，每月下限为');
  });

  it('leaves no word in braces open, and refuses to fill one without a value', () => {
    expect(text).not.toMatch(/\{\w+\}/);
    expect(() => fill('第{n}条', {})).toThrow(RangeError);
    expect(() => fill('第{n}条', { n: '' })).toThrow(RangeError);
  });

  it('points to the articles where breach and closing really stand', () => {
    const headings = agreement2026
      .render(agreement)
      .flatMap((block) => (block.type === 'heading' ? [block.text] : []));
    const article = (title: string) =>
      headings.find((one) => one.endsWith(title))?.split('　')[0] ?? 'missing';
    expect(text).toContain(`账户依${article('零余额账户的注销')}注销`);
    expect(text).toContain(`协议依${article('违约情形及处置')}解除`);
  });

  it('is signed as its text and its parameters: any other amount, day or text is another hash', () => {
    const hash = agreementHash('agreement-2026-3', agreement);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(agreementHash('agreement-2026-3', structuredClone(agreement))).toBe(hash);
    expect(
      agreementHash('agreement-2026-3', {
        ...agreement,
        plan: { ...agreement.plan, debitDay: 11 },
      }),
    ).not.toBe(hash);
    expect(agreementHash('agreement-2026-3', maskedAgreement(agreement))).not.toBe(hash);
  });

  it('masks the holder for a screen without touching the plan', () => {
    const masked = words(agreement2026.render(maskedAgreement(agreement)));
    expect(masked).not.toContain(agreement.holder.documentNumber);
    expect(masked).not.toContain(agreement.holder.phone);
    expect(masked).not.toContain(agreement.holder.name);
    expect(masked).toContain('捌佰元整');
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of fields, and leaves out what is undefined', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'ü'], c: undefined })).toBe(
      '{"a":[true,null,"ü"],"b":1}',
    );
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson(1n)).toThrow(TypeError);
  });
});

describe('the refusal', () => {
  it('gives every reason, its clause in the law’s words, the center’s document, the remedy and the way to a review', () => {
    const on = plainDate('2026-11-23');
    const reasons = printedReasons(['minor-without-own-income', 'local-unit'], on);
    const text = words(refusal2026.render({ ...refusal, reasons }));
    expect(text).toContain(CLAUSES['liaoning-1'].text);
    expect(text).toContain(CLAUSES['regulation-13'].text);
    expect(text.split(refusal.center.rule).length - 1).toBe(2);
    for (const { reason, remedy } of reasons) {
      expect(text).toContain(reason);
      expect(text).toContain(remedy);
    }
    expect(text).toContain('人工复议');
    expect(text).toContain('行政复议');
    expect(text).toContain('行政诉讼');
  });
});

describe('what a text message may say', () => {
  it.each(DOCUMENT_KINDS)('%s: names sender, never the person or a full number', (kind) => {
    const { examples, message } = currentTemplate(kind);
    for (const example of examples) {
      const text = message?.(example);
      if (text === undefined) continue;
      expect(text.startsWith(`【${example.center.shortName}】`)).toBe(true);
      expect(text).not.toContain('张三');
      expect(text).not.toContain('219900199001010014');
      expect(text).not.toContain('21010000000000000012');
    }
  });
});

describe('stored parameters read again', () => {
  it('takes back what was stored, with any of the shapes the template knows', () => {
    for (const kind of DOCUMENT_KINDS) {
      const { version, examples } = currentTemplate(kind);
      for (const example of examples) {
        const stored: unknown = JSON.parse(JSON.stringify(example));
        expect(readParams(kind, version, stored)).toEqual(example);
      }
    }
  });

  it('takes null where a field may be empty, and prints no “null”', () => {
    const empty = (value: unknown, name = ''): unknown => {
      if (Array.isArray(value)) return value.map((one) => empty(one, name));
      if (typeof value !== 'object' || value === null) {
        return MAY_BE_NULL.includes(name) ? null : value;
      }
      const fields = Object.entries(value).map(([key, field]): [string, unknown] => [
        key,
        name === 'holder' ? field : empty(field, key),
      ]);
      return Object.fromEntries(fields);
    };
    for (const kind of DOCUMENT_KINDS) {
      const { version, examples, render } = currentTemplate(kind);
      const stored = empty(JSON.parse(JSON.stringify(examples[0])));
      expect(words(render(readParams(kind, version, stored)))).not.toMatch(
        /null年|null月|：null|（null/,
      );
    }
  });

  it('refuses a field that is missing or of another kind, naming it and never its value', () => {
    const [receipt] = currentTemplate('receipt').examples;
    const broken = { ...receipt, person: { ...receipt.person, name: 7 } };
    expect(() => readParams('receipt', 'receipt-2026-1', broken)).toThrow('/person/name');
    expect(() => readParams('receipt', 'receipt-2026-1', { ...receipt, complete: null })).toThrow(
      '/complete',
    );
    expect(() => readParams('receipt', 'receipt-2026-1', 'text')).toThrow(TypeError);
  });
});
