/** The command `anju`: one command group per line. */
import { Command } from 'commander';
import { ruleCommand } from './rule.ts';
import { simCommand } from './sim.ts';

/** Runs the command line of a process; exit codes are set, never forced. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('anju').description('安居办件：住房公积金业务办理');
  ruleCommand(program);
  simCommand(program);
  await program.parseAsync([...argv]);
}
