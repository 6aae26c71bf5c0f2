/**
 * What follows from an application as far as it is filled in: who the person is by the document,
 * what is missing, what the law refuses and from when not, what may be paid and when it is due.
 *
 * The rules are those that will decide (src/policy), on the figures that the center has in force.
 */
import {
  addToMonth,
  monthOf,
  type PlainDate,
  type WorkCalendar,
} from '../../../../domain/calendar.ts';
import { isYuan } from '../../../../domain/money.ts';
import { CYCLES, type Sex } from '../../../../domain/vocabulary.ts';
import {
  precheckOpening,
  type MissingLine,
  type Refusal,
} from '../../../../cases/opening-precheck.ts';
import { AccountOpeningApplication } from '../../../../forms/account-opening.ts';
import { placedIssues } from '../../../../forms/issues.ts';
import {
  contributionCover,
  type ContributionCover,
} from '../../../../policy/contribution-cover.ts';
import { debitDay } from '../../../../policy/debit-day.ts';
import { reachesAgeOn } from '../../../../policy/eligibility.ts';
import { openingFigures, type OpeningFigures } from '../../../../policy/opening-figures.ts';
import type { Ages } from '../../../../policy/eligibility.ts';
import type { Figure } from '../../../../policy/figures.ts';
import { retirementOf } from '../../../../policy/retirement.ts';
import { isFields, valueAt, withValue, type Path } from '../../../forms/values.ts';

export interface Setting {
  readonly center: string;
  /** The business day. */
  readonly today: PlainDate;
  /** In force and to come, of the center and of every center. */
  readonly figures: readonly Figure[];
  readonly calendar: WorkCalendar;
}

/** Who needs an income of their own, by the center's figures: 已满16周岁未满18周岁. */
export function youngPeople({ ageMin, ageOwnIncomeMin }: Ages): string {
  return `已满${String(ageOwnIncomeMin)}周岁未满${String(ageMin)}周岁`;
}

/** The center's ages of today, before anything is typed. */
export function agesOf({ center, today, figures }: Setting): Ages {
  return openingFigures(figures, { center, district: null, on: today });
}

/** Who somebody is by the document. */
export interface Person {
  readonly bornOn: PlainDate;
  readonly sex: Sex;
  /** In whole years, on the day. */
  readonly age: number;
  readonly retiresOn: PlainDate;
}

export interface Plan extends ContributionCover {
  /** The next date on which that day's debit is really made. */
  readonly debitOn: PlainDate | null;
}

export interface OpeningView {
  readonly figures: OpeningFigures;
  /** null until the document tells. */
  readonly person: Person | null;
  readonly missing: readonly MissingLine[];
  readonly refusals: readonly Refusal[];
  /** 16 to 17: whether the person lives on an income of their own must be said. */
  readonly underAge: boolean;
  readonly plan: Plan | null;
}

/** null while there is no readable document: nothing can be said yet. */
export function openingView(content: unknown, setting: Setting): OpeningView | null {
  const application = soFar(content);
  if (application === null) return null;
  const { center, today: on } = setting;
  const district = application.district ?? null;
  const figures = openingFigures(setting.figures, { center, district, on });
  const facts = { application, center, on, figures };
  const { missing, intake } = precheckOpening(facts);
  // What the document alone refuses is told before the form of employment is chosen.
  const employment = application.employment ?? { form: 'new-form', occupation: '' };
  const { refusals } = precheckOpening({ ...facts, application: { ...application, employment } });
  const person = personOf(intake, application.retirementBase ?? figures.retirementBaseFemale, on);
  const underAge =
    person !== null && person.age < figures.ageMin && person.age >= figures.ageOwnIncomeMin;
  const nameless = application.applicant.name === NAMELESS;
  return {
    figures,
    person,
    missing: nameless ? [NAME_MISSING, ...missing] : missing,
    refusals,
    underAge,
    plan: planOf(content, figures, setting),
  };
}

const NAME_MISSING: MissingLine = {
  code: 'name',
  pointer: '/applicant/name',
  name: '姓名',
  bring: '按证件所载填写姓名。',
};

interface Known {
  readonly bornOn: PlainDate | null;
  readonly sex: Sex | null;
}

function personOf({ bornOn, sex }: Known, base: 50 | 55 | 60, on: PlainDate): Person | null {
  if (bornOn === null || sex === null || bornOn > on) return null;
  const { retiresOn } = retirementOf({
    bornOn,
    sex,
    ...(sex === 'F' && base !== 60 ? { base } : {}),
  });
  return { bornOn, sex, age: ageOn(bornOn, on), retiresOn };
}

function ageOn(bornOn: PlainDate, on: PlainDate): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return reachesAgeOn(bornOn, years) <= on ? years : years - 1;
}

/** What the first cycle costs and covers when the account is opened today, and when it is debited. */
function planOf(content: unknown, figures: OpeningFigures, setting: Setting): Plan | null {
  const monthlyAmount = valueAt(content, ['contribution', 'monthlyAmount']);
  const cycle = CYCLES.find((one) => one === valueAt(content, ['contribution', 'cycle']));
  if (!isYuan(monthlyAmount) || cycle === undefined) return null;
  const activatedIn = monthOf(setting.today);
  const { due, coversFrom, coversTo } = contributionCover({ activatedIn, monthlyAmount, cycle });
  const day = valueAt(content, ['contribution', 'debitDay']);
  return { due, coversFrom, coversTo, debitOn: nextDebit(day, figures, setting) };
}

function nextDebit(day: unknown, figures: OpeningFigures, setting: Setting): PlainDate | null {
  const { dayMin, dayMax, rule } = figures.debit;
  if (typeof day !== 'number' || !Number.isInteger(day) || day < dayMin || day > dayMax) {
    return null;
  }
  const thisMonth = monthOf(setting.today);
  const dates = [0, 1, 2].map(
    (later) =>
      debitDay({
        month: addToMonth(thisMonth, later),
        debitDay: day,
        rule,
        ...setting.calendar,
      }).debitOn,
  );
  return dates.find((date) => date > setting.today) ?? null;
}

/** Stands for a name that is still to come: nothing but the name is judged differently by it. */
const NAMELESS = '—';
const NAME = ['applicant', 'name'];

/**
 * The part of an application that can be judged: what is ill-formed is as if it were not there,
 * until its field is mended.
 */
export function soFar(content: unknown): AccountOpeningApplication | null {
  let left = content;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (valueAt(left, NAME) === undefined) left = withValue(left, NAME, NAMELESS);
    const read = AccountOpeningApplication.safeParse(left);
    if (read.success) return read.data;
    const [issue] = placedIssues(read.error.issues, left);
    left = without(left, (issue?.path ?? []).map(stepOf));
    if (valueAt(left, ['applicant', 'document']) === undefined) return null;
  }
  return null;
}

const TRIES = 100;

function stepOf(step: PropertyKey): string | number {
  return typeof step === 'number' ? step : String(step);
}

/** Without a value; where it is not there already, without what needs it. */
function without(tree: unknown, path: Path): unknown {
  const step = path.at(-1);
  const inside = path.slice(0, -1);
  const holder = valueAt(tree, inside);
  if (step === undefined || !isFields(holder)) return tree;
  if (Array.isArray(holder)) {
    const kept = (holder as readonly unknown[]).filter((_, at) => at !== step);
    return withValue(tree, inside, kept);
  }
  if (!Object.hasOwn(holder, step)) return without(tree, inside);
  const { [step]: _gone, ...rest } = holder;
  return withValue(tree, inside, rest);
}
