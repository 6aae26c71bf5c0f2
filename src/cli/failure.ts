/**
 * How the command ends when something is wrong: exit codes, and problems as people or programs
 * read them. docs/cli.md says the same in a table.
 */
import { FAULTS } from '../domain/fault.ts';

export const EXIT = {
  done: 0,
  /** A bug, here or there. */
  unexpected: 1,
  /** What was typed or handed in cannot be accepted as it is. */
  input: 2,
  /** Not signed in, or not allowed. */
  notAllowed: 3,
  notFound: 4,
  /** The thing moved on: another version, another stage, another person must act. */
  conflict: 5,
  /** The answer is no: something missing or refused at a dry run, a trail that is not intact. */
  no: 6,
  /** Not reachable or busy; the same command with the same key may be repeated. */
  unavailable: 7,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** A problem as the API gives it (RFC 9457), or one of the command's own in the same shape. */
export interface Problem {
  readonly type?: string;
  readonly title: string;
  readonly status?: number;
  readonly code: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly clause?: string;
  readonly earliestDate?: string;
  readonly currentVersion?: number;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly traceId?: string;
  /** How to repeat the very same request. */
  readonly repeat?: string;
}

interface Failure extends Error {
  readonly exit: Exit;
  readonly problem: Problem;
}

/** An error that ends the command with a code and a problem. */
export function failure(exit: Exit, problem: Problem): Failure {
  return Object.assign(new Error(problem.title), { exit, problem });
}

/** What was typed cannot be accepted. */
export function badInput(detail: string, remedy?: string): Failure {
  return failure(EXIT.input, {
    code: 'input-invalid',
    title: FAULTS['input-invalid'].title,
    detail,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'exit' in error && 'problem' in error;
}

const BY_STATUS: Readonly<Record<number, Exit>> = {
  400: EXIT.input,
  401: EXIT.notAllowed,
  403: EXIT.notAllowed,
  404: EXIT.notFound,
  405: EXIT.input,
  409: EXIT.conflict,
  412: EXIT.conflict,
  413: EXIT.input,
  415: EXIT.input,
  422: EXIT.input,
  428: EXIT.conflict,
  429: EXIT.unavailable,
  502: EXIT.unavailable,
  503: EXIT.unavailable,
  504: EXIT.unavailable,
};

/** The exit code of an answer of the API. */
export function exitOf(status: number, code: string): Exit {
  if (code === 'key-in-progress') return EXIT.unavailable;
  if (code === 'key-reused') return EXIT.conflict;
  return BY_STATUS[status] ?? EXIT.unexpected;
}

/** A problem in lines for a person. */
export function problemText(problem: Problem): string {
  const { title, code, detail, errors = [], clause, earliestDate } = problem;
  const lines = [
    `✗ ${title}（${code}）`,
    ...(detail === undefined || detail === title ? [] : [`  ${detail}`]),
    ...errors.map(
      (error) => `  - ${error.pointer === '' ? '' : `${error.pointer}：`}${error.detail}`,
    ),
    ...(clause === undefined ? [] : [`  依据：${clause}`]),
    ...(earliestDate === undefined ? [] : [`  最早日期：${earliestDate}`]),
    ...(problem.currentVersion === undefined
      ? []
      : [`  当前版本：${String(problem.currentVersion)}`]),
    ...(problem.remedy === undefined ? [] : [`  办法：${problem.remedy}`]),
    ...(problem.repeat === undefined ? [] : [`  重试：原命令加 ${problem.repeat}，不会重复办理`]),
    ...(problem.traceId === undefined ? [] : [`  追踪号：${problem.traceId}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Prints what went wrong on standard error and sets the exit code. */
export function report(error: unknown, format: 'json' | 'table'): void {
  const known = isFailure(error) ? error : unexpected(error);
  process.stderr.write(
    format === 'json' ? `${JSON.stringify(known.problem)}\n` : problemText(known.problem),
  );
  process.exitCode = known.exit;
}

/** A bug of the command itself: its kind, never its message, which may quote input. */
function unexpected(error: unknown): Failure {
  if (process.env['ANJU_DEBUG'] === '1') console.error(error);
  return failure(EXIT.unexpected, {
    code: 'internal',
    title: '命令出现内部错误',
    detail: error instanceof Error ? error.name : typeof error,
    remedy: '设置 ANJU_DEBUG=1 后重试可看到详情。',
  });
}
