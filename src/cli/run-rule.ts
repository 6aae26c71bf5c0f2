/**
 * Runs a rule on JSON text, without a server: an object in and out, or an array in and out.
 *
 * One fact that cannot be read stops the run with its place; nothing is answered in part.
 */
import { Fault, type FieldError } from '../domain/fault.ts';
import { figureList } from '../forms/facts-figures.ts';
import { read } from '../forms/read.ts';
import { SHIPPED_FIGURES } from '../policy/centers/index.ts';
import { type Decision } from '../policy/decision.ts';
import { valueProblem } from '../policy/figure-values.ts';
import { FIGURE_NAMES, overlaps, type Figure } from '../policy/figures.ts';
import { RULES, type RuleEntry } from './rules.ts';

export interface RuleRun {
  readonly name: string;
  /** JSON text of the facts. */
  readonly facts: string;
  /** JSON text of a list of figures; those shipped with the code when left out. */
  readonly figures?: string;
  readonly trace: boolean;
}

function unreadable(pointer: string, detail: string): Fault {
  return new Fault('input-invalid', detail, { members: { errors: [{ pointer, detail }] } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw unreadable('', '内容不是 JSON');
  }
}

/** The errors of a fault, for a place inside an array. */
function placed(fault: Fault, at: number): Fault {
  const { errors = [] } = fault.members as { readonly errors?: readonly FieldError[] };
  const moved = errors.map(({ pointer, detail }) => ({ pointer: `/${at}${pointer}`, detail }));
  return new Fault(fault.code, fault.message, { members: { errors: moved } });
}

/**
 * The rule of a name.
 *
 * @throws Fault 'input-invalid' when there is none
 */
function ruleOf(name: string): RuleEntry {
  const found = RULES.find(({ rule }) => rule.name === name);
  if (!found) throw unreadable('', '没有这项规则，请用 anju rule list 查看');
  return found;
}

/**
 * A list of figures from a file.
 *
 * @throws Fault 'input-invalid' when one is unknown, unreadable or in force beside another
 */
export function readFigures(text: string): readonly Figure[] {
  const figures = read(figureList, parsed(text)).map(({ name, ...figure }, at) => {
    const known = FIGURE_NAMES.find((one) => one === name);
    if (known === undefined) throw unreadable(`/${at}/name`, '不认识的参数名');
    const problem = valueProblem(known, figure.value);
    if (problem !== null) throw unreadable(`/${at}/value`, problem);
    return { ...figure, name: known };
  });
  const [pair] = overlaps(figures);
  if (pair) throw unreadable(`/${pair[1]}/from`, `与第 ${pair[0] + 1} 项的有效期重叠`);
  return figures;
}

/**
 * The answer, or the answers in the order of the facts.
 *
 * @throws Fault 'input-invalid' with the JSON pointer of the first fact that cannot be read
 */
export function runRule({ name, facts, figures, trace }: RuleRun): unknown {
  const { decide } = ruleOf(name);
  const table = figures === undefined ? SHIPPED_FIGURES : readFigures(figures);
  const answer = (one: unknown) => shown(decide(one, table), trace);
  const value = parsed(facts);
  if (!Array.isArray(value)) return answer(value);
  return value.map((one: unknown, at) => {
    try {
      return answer(one);
    } catch (error) {
      throw error instanceof Fault ? placed(error, at) : error;
    }
  });
}

function shown({ trace, ...answer }: Decision<object>, withTrace: boolean): object {
  return withTrace ? { ...answer, trace } : answer;
}
