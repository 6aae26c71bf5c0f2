/** The columns of a bulk start, read off the form: their paths, their words, what may stand in them. */
import { choiceTitle, fieldTitle } from '../../../../cases/wording-forms.ts';
import type { FieldSpec } from '../../../forms/describe.ts';

export interface Column {
  /** As the first line of the file names it: `applicant.document.number`. */
  readonly path: string;
  readonly title: string;
  readonly required: boolean;
  /** What may be written, in words. */
  readonly allowed: string;
}

type Step = string | number;

/** How often a list is given a place in the template, where once is not enough. */
const TIMES: Readonly<Record<string, number>> = { consents: 3 };

export function columnsOf(spec: FieldSpec): readonly Column[] {
  return below(spec, [], true);
}

function below(spec: FieldSpec, path: readonly Step[], required: boolean): readonly Column[] {
  const needed = required && !spec.optional;
  if (spec.kind === 'group') {
    return spec.fields.flatMap(({ name, spec: of }) => below(of, [...path, name], needed));
  }
  if (spec.kind === 'list') {
    const times = TIMES[String(path.at(-1))] ?? 1;
    return Array.from({ length: times }, (_, at) => below(spec.item, [...path, at], false)).flat();
  }
  if (spec.kind === 'variants') return [];
  return [
    {
      path: path.join('.'),
      title: titleOf(path),
      required: needed,
      allowed: allowedIn(spec, path),
    },
  ];
}

/** 申请人 · 身份证件 · 证件号码; a place in a list by its number. */
function titleOf(path: readonly Step[]): string {
  return path
    .map((step, at) =>
      typeof step === 'number' ? `第${step + 1}项` : fieldTitle(path.slice(0, at + 1)),
    )
    .join(' · ');
}

function allowedIn(spec: FieldSpec, path: readonly Step[]): string {
  if (spec.kind === 'choice') {
    return spec.options.map((one) => `${one}（${choiceTitle(path, one)}）`).join('、');
  }
  if (spec.kind === 'date') return spec.nullable ? 'YYYY-MM-DD 或 长期' : 'YYYY-MM-DD';
  return ALLOWED[spec.kind] ?? '';
}

const ALLOWED: Readonly<Record<string, string>> = {
  boolean: '是、否',
  money: '两位小数，如 800.00',
  district: '六位区县代码',
  instant: '带时区的时间，如 2026-11-23T09:00:00+08:00',
  file: '已上传材料的编号',
  case: '业务的系统编号',
  number: '整数',
};

/** A file with its first line only, as spreadsheet programs open it. */
export function templateOf(columns: readonly Column[]): string {
  return `\uFEFF${columns.map(({ path }) => path).join(',')}\r\n`;
}
