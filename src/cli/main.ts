/** The command `anju`: one command group per line. */
import { Command } from 'commander';
import { accountCommand } from './account.ts';
import { auditCommand } from './audit.ts';
import { bookCommand } from './book.ts';
import { breachCommand } from './breach.ts';
import { legalityCommand } from './legality.ts';
import { calendarCommand } from './calendar.ts';
import { caseCommand } from './case.ts';
import { clauseCommand } from './clause.ts';
import { datesCommand } from './dates.ts';
import { debitCommand } from './debit.ts';
import { demoCommand } from './demo.ts';
import { documentCommand } from './document.ts';
import { report } from './failure.ts';
import { figuresCommand } from './figures.ts';
import { fileCommand } from './file.ts';
import { journalCommand } from './journal.ts';
import { loginCommands } from './login.ts';
import { officeCommands } from './office.ts';
import { operationCommand } from './operation.ts';
import { personCommand } from './person.ts';
import { proofCommand } from './proof.ts';
import { receivableCommand } from './receivable.ts';
import { reconciliationCommand } from './reconciliation.ts';
import { repairCommand } from './repair.ts';
import { reportCommand } from './report.ts';
import { ruleCommand } from './rule.ts';
import { runCommand } from './run.ts';
import { simCommand } from './sim.ts';
import { staffCommand } from './staff.ts';
import { supervisionCommand } from './supervision.ts';
import { suspenseCommand } from './suspense.ts';
import { taskCommand } from './task.ts';
import { viewCommand } from './view.ts';
import { runProgram, speakChinese } from './usage.ts';

/** Every command there is. */
export function createProgram(): Command {
  const program = speakChinese(new Command('anju').description('安居办件：住房公积金业务办理'));
  loginCommands(program);
  officeCommands(program);
  caseCommand(program);
  personCommand(program);
  taskCommand(program);
  viewCommand(program);
  staffCommand(program);
  fileCommand(program);
  accountCommand(program);
  breachCommand(program);
  legalityCommand(program);
  runCommand(program);
  reconciliationCommand(program);
  proofCommand(program);
  suspenseCommand(program);
  debitCommand(program);
  bookCommand(program);
  journalCommand(program);
  receivableCommand(program);
  reportCommand(program);
  datesCommand(program);
  documentCommand(program);
  operationCommand(program);
  repairCommand(program);
  figuresCommand(program);
  calendarCommand(program);
  clauseCommand(program);
  auditCommand(program);
  supervisionCommand(program);
  ruleCommand(program);
  simCommand(program);
  demoCommand(program);
  return program;
}

/** Runs the command line of a process; exit codes are set, never forced. */
export async function main(argv: readonly string[]): Promise<void> {
  await runProgram(createProgram(), argv).catch((error: unknown) => {
    report(error, 'table');
  });
}
