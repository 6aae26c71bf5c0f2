/** How a command of `anju sim` runs: with the control API, in one of two formats, with its exit code. */
import { Option } from 'commander';
import { Fault, FAULTS } from '../domain/fault.ts';
import { exitOf, failure, report } from './failure.ts';
import { type Control, openControl } from './sim-control.ts';
import { tableText } from './table.ts';

export interface SimOptions {
  readonly output: 'json' | 'table';
}

export function output(): Option {
  return new Option('-o, --output <format>', '输出格式')
    .choices(['json', 'table'])
    .default('table');
}

/** A number where one is typed; anything else goes on as it is, and the simulators refuse it. */
export function number(text: string): number | string {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Prints what the work gives, or the problem on standard error. */
export async function act(
  { output: format }: SimOptions,
  work: (control: Control) => Promise<unknown>,
): Promise<void> {
  try {
    const given = await work(openControl(process.env));
    process.stdout.write(format === 'json' ? `${JSON.stringify(given)}\n` : shown(given));
  } catch (error) {
    report(error instanceof Fault ? failureOf(error) : error, format);
  }
}

/** As the API's own problems, with the same exit codes. */
function failureOf({ code, message, members }: Fault) {
  const { title, status } = FAULTS[code];
  const problem = { type: `/problems/${code}`, title, status, code, detail: message, ...members };
  return failure(exitOf(status, code), problem);
}

function shown(given: unknown): string {
  return Array.isArray(given) && given.length === 0 ? '（没有）\n' : tableText(given);
}
