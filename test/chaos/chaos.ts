/**
 * Chaos: a whole stack of its own, clients that open accounts over HTTP, and somebody who kills its
 * processes outright meanwhile. Afterwards nothing is lost, doubled or stuck.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { confirmAsDemo } from '../../src/cli/demo-person.ts';
import { signInAsProgram, signInByDevice } from '../../src/cli/sign-in.ts';
import { createPool } from '../../src/db/pool.ts';
import { roleUrl } from '../../src/embedded/databases.ts';
import { checkPorts, wantedPorts, type Ports } from '../../src/embedded/ports.ts';
import { DATABASE, NAMESPACE, SIMULATOR_DATABASE } from '../../src/embedded/programs.ts';
import {
  CLI_CLIENT,
  DEMO_CHANNELS,
  demoClientSecret,
  demoCode,
  demoPassword,
} from '../../src/embedded/provider/people.ts';
import { startStack, type Stack } from '../../src/embedded/stack.ts';
import { connectClient } from '../../src/temporal/connection.ts';
import { bankTest, type BankTest } from '../harness/bank-test.ts';
import { temporaryFolder } from '../harness/folder.ts';
import { somePorts } from '../harness/ports.ts';
import { countStock, isCalm, readBooks, type Books, type Finding } from './books.ts';
import { createCaller, type Again, type Caller, type Log } from './caller.ts';
import { dice } from './dice.ts';
import { dueAfter, killAtRandom, type Kill } from './killer.ts';
import { openAccount, type Opening } from './opening.ts';
import { payAndProve, type MoneyResult } from './money.ts';
import type { ChaosOptions } from './options.ts';
import type { MoneyRun } from './stretch.ts';
import { compareTold } from './told.ts';

/** An outside system that does not answer for so long lets its case park. */
const BUDGET_SECONDS = 15;
const CALM_WITHIN_MS = 3 * 60_000;
const CLERKS = ['lin-guiyuan', 'wang-guiyuan'];
const SUPERVISOR = 'sun-zhuguan';
const CHANNEL = 'channel-bank';

export interface ChaosResult {
  readonly findings: readonly Finding[];
  /** During the openings. */
  readonly kills: readonly Kill[];
  /** While money moved. */
  readonly moneyKills: MoneyResult['kills'];
  /** When openings were done, ms since the epoch. */
  readonly finished: readonly number[];
  readonly requests: {
    readonly answered: number;
    readonly again: Readonly<Partial<Record<Again, number>>>;
  };
  readonly seconds: number;
  /** Where the logs lie; removed when everything holds. */
  readonly folder: string;
}

interface Watching {
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** @throws Error when the stack does not start, or the signal ends the run */
export async function runChaos(options: ChaosOptions, watching: Watching): Promise<ChaosResult> {
  const folder = temporaryFolder();
  const ports = await somePorts();
  const said: Said[] = [];
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, ...(watching.signal ? [watching.signal] : [])]);
  const say = (line: string) => {
    said.push({ line, at: Date.now() });
    watching.say(line);
  };
  const outsideAhead = join(folder, 'outside-ahead');
  const stack = await startStack({
    ...{ home: join(folder, 'home'), ports, outsideAhead },
    env: {
      ...process.env,
      // Somebody else's server would outlive every kill.
      TEMPORAL_ADDRESS: undefined,
      ANJU_OUTSIDE_BUDGET_SECONDS: String(BUDGET_SECONDS),
      ANJU_SCHEDULES: '0',
    },
    say,
    signal,
    hopeless: (message) => {
      say(message);
      lost.abort(new Error(`the supervisor gave up; the logs are in ${folder}`));
    },
  });
  const pids = new Set<number>();
  try {
    const result = await breakAndCheck({
      ...{ stack, options, say, signal, said, pids, outsideAhead },
    });
    await stack.stop();
    const findings = [...result.findings, await nothingLeft(stack, ports, pids)];
    if (findings.every(({ wrong }) => wrong.length === 0)) {
      rmSync(folder, { recursive: true, force: true });
    }
    return { ...result, findings, folder };
  } finally {
    await stack.stop();
  }
}

interface Said {
  readonly line: string;
  /** ms since the epoch. */
  readonly at: number;
}

interface Run {
  readonly stack: Stack;
  readonly options: ChaosOptions;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly said: readonly Said[];
  /** Numbers of all processes that were seen. */
  readonly pids: Set<number>;
  readonly outsideAhead: string;
}

async function breakAndCheck(run: Run): Promise<Omit<ChaosResult, 'folder'>> {
  const { stack, say, signal } = run;
  const startedAt = performance.now();
  const log = openLog();
  const { close, ...asked } = openBooks(stack);
  try {
    const before = await countStock(asked.own);
    const { openings, kills, moneyKills, seconds, found, seen } = await watched(stack, async () => {
      const { openings, failures, kills } = await breakIt(run, log);
      const seconds = (performance.now() - startedAt) / 1000;
      say(`${openings.length} openings done, waiting until everything is calm`);
      const books: OpenBooks = { ...asked, before };
      await untilCalm(books, signal);
      const answers = 'every request was answered in the end';
      const opened = [
        { id: 'answers', title: answers, wrong: failures },
        ...(await readBooks(books, openings)),
        await compareTold(books.own, openings),
      ];
      say('money comes in');
      const money = await payAndProve(moneyOf(run, log, { books, openings }));
      const found = [
        ...opened,
        ...money.findings,
        onlyOurKills(run.said, [...kills, ...Object.values(money.kills).flat()]),
      ];
      return { openings, kills, moneyKills: money.kills, seconds, found };
    });
    const findings = [
      ...found,
      { id: 'faults', title: 'nothing was answered that no kill excuses', wrong: log.surprises },
      moneySeen(seen),
    ];
    const finished = openings.map(({ finishedAt }) => finishedAt);
    return { findings, kills, moneyKills, finished, requests: log.requests, seconds };
  } finally {
    await close();
  }
}

type OpenBooks = Books & Pick<MoneyRun, 'tampering'>;

/** One kill for every four that the openings saw, in each stretch: paid in, collected, drawn. */
const MONEY_KILLS_SHARE = 4;

function moneyOf(
  run: Run,
  log: Log,
  { books, openings }: { readonly books: OpenBooks; readonly openings: readonly Opening[] },
): MoneyRun {
  const { stack, options, say, signal, pids, outsideAhead } = run;
  const { seed, kills } = options;
  const { supervisor, clerk } = callersOf(stack, { seed, log, signal });
  return {
    ...{ stack, supervisor, clerk, signal, outsideAhead, openings, say },
    ...{ own: books.own, outside: books.outside, tampering: books.tampering },
    ...{ kills: Math.ceil(kills / MONEY_KILLS_SHARE), dice: dice(seed, 'money') },
    run: `chaos-${seed}`,
    onKill: ({ target }) => {
      say(`killed ${target} while money moves`);
      for (const child of stack.children.values()) pids.add(child.pid() ?? process.pid);
    },
  };
}

type Seen = Awaited<ReturnType<BankTest['stop']>>;

/** The work, while somebody sums all money again and again. */
async function watched<T extends object>(
  { postgres, home: { passwords } }: Stack,
  work: () => Promise<T>,
): Promise<T & { readonly seen: Seen }> {
  const reader = await bankTest(roleUrl(postgres, DATABASE, { role: 'owner', passwords }));
  try {
    return { ...(await work()), seen: await reader.stop() };
  } finally {
    await reader.stop();
  }
}

function moneySeen({ looks, wrong }: Seen): Finding {
  const title = 'the sum of all postings was zero whenever anybody looked';
  return { id: 'bank test', title, wrong, note: `${looks} looks` };
}

interface Broken {
  readonly openings: readonly Opening[];
  readonly failures: readonly string[];
  readonly kills: readonly Kill[];
}

/** Clients and killer side by side. */
async function breakIt({ stack, options, say, signal, pids }: Run, log: Log): Promise<Broken> {
  const { kills, seed, parallel } = options;
  const people = callersOf(stack, { seed, log, signal });
  const openings: Opening[] = [];
  const failures: string[] = [];
  const over = new AbortController();
  const note = () => {
    for (const child of stack.children.values()) pids.add(child.pid() ?? process.pid);
  };
  note();
  let [begun, killed] = [0, 0];
  const killing = killAtRandom({
    ...{ stack, kills, openings: options.openings },
    done: () => openings.length + failures.length,
    dice: dice(seed, 'killer'),
    onKill: ({ target }) => {
      killed += 1;
      say(`killed ${target} (${killed} of ${kills}, ${openings.length} openings done)`);
      note();
    },
    signal: AbortSignal.any([over.signal, signal]),
  });
  // Whoever is let in early would be done before the last kills.
  const mayBegin = () => killed === kills || begun < dueAfter(killed, options) + parallel;
  const client = async (): Promise<void> => {
    while (begun < options.openings) {
      signal.throwIfAborted();
      if (!mayBegin()) {
        await delay(50);
        continue;
      }
      const n = begun;
      begun += 1;
      const place = { ...people.forOpening(n), dice: dice(seed, `opening ${n}`) };
      await openAccount(n, place).then(
        (opening) => openings.push(opening),
        (error: unknown) => failures.push(error instanceof Error ? error.message : 'unknown'),
      );
    }
  };
  await Promise.all(Array.from({ length: parallel }, client)).finally(() => {
    over.abort();
  });
  const made = await killing;
  note();
  signal.throwIfAborted();
  return { openings, failures, kills: made };
}

function callersOf(
  stack: Stack,
  { seed, log, signal }: { seed: number; log: Log; signal: AbortSignal },
) {
  const { api, issuer } = stack.addresses;
  const { secrets } = stack.home;
  const caller = (id: string): Caller =>
    createCaller({
      ...{ id, api, log, signal },
      dice: dice(seed, id),
      signIn: () =>
        DEMO_CHANNELS.includes(id)
          ? signInAsProgram({ issuer, clientId: id }, demoClientSecret(id, secrets))
          : signInByDevice({ issuer, clientId: CLI_CLIENT }, (prompt) =>
              confirmAsDemo(prompt, {
                ...{ id, name: id, seconds: 30 },
                password: demoPassword(id, secrets),
                code: demoCode(id, secrets, Date.now()),
              }),
            ),
    });
  const applicants = [CHANNEL, ...CLERKS].map(caller);
  const supervisor = caller(SUPERVISOR);
  const [, clerk = supervisor] = applicants;
  return {
    ...{ supervisor, clerk },
    forOpening: (n: number) => {
      const by = applicants[n % applicants.length] ?? supervisor;
      return { by, supervisor, signal, run: `chaos-${seed}` };
    },
  };
}

function openLog() {
  const again: Partial<Record<Again, number>> = {};
  const surprises: string[] = [];
  const requests = { answered: 0, again };
  return {
    requests,
    surprises,
    again: (why: Again) => {
      again[why] = (again[why] ?? 0) + 1;
    },
    answered: () => {
      requests.answered += 1;
    },
    surprise: (what: string) => {
      surprises.push(what);
    },
  };
}

function openBooks({ postgres, home, addresses }: Stack) {
  const { passwords, secrets, heads } = home;
  const owner = roleUrl(postgres, DATABASE, { role: 'owner', passwords });
  const own = createPool(owner, { name: 'chaos', max: 2 });
  const [outside, tampering] = [SIMULATOR_DATABASE, DATABASE].map((name) =>
    createPool(postgres.url(name), { name: 'chaos', max: 2 }),
  ) as [Books['outside'], Books['own']];
  const { client, close } = connectClient({
    address: addresses.temporal,
    namespace: NAMESPACE,
    codec: secrets.codec,
    identity: 'chaos',
  });
  const states = ['Running', 'Completed', 'Failed', 'Canceled', 'Terminated', 'TimedOut'];
  const workflows = async () =>
    Object.fromEntries(
      await Promise.all(
        states.map(async (state) => {
          const { count } = await client.workflow.count(`ExecutionStatus = '${state}'`);
          return [state, count] as const;
        }),
      ),
    );
  return {
    ...{ own, outside, tampering, workflows, secrets, heads },
    close: () => Promise.all([own.end(), outside.end(), tampering.end(), close()]),
  };
}

/** What is still under way then is found by the books. */
async function untilCalm(books: Books, signal: AbortSignal): Promise<void> {
  const giveUpAt = Date.now() + CALM_WITHIN_MS;
  while (Date.now() < giveUpAt && !(await isCalm(books).catch(() => false))) {
    await delay(500, undefined, { signal });
  }
}

/** The supervisor says of every exit that it did not ask for: name, then how. */
const EXIT = /（([a-z-]+)）意外退出（(.+?)）/;
/** A server that starts while its database dies ends within this time, and is started again. */
const STARTS_WITHIN_MS = 15_000;

function onlyOurKills(said: readonly Said[], kills: readonly Kill[]): Finding {
  const exits = said
    .flatMap(({ line, at }) => {
      const [, name = '', how = ''] = EXIT.exec(line) ?? [];
      return name === '' ? [] : [{ name, how, at }];
    })
    .filter((exit) => !wasWithoutDatabase(exit, kills));
  const ofOurs = (name: string) => kills.filter(({ target }) => target === name).length;
  const names = [...new Set(exits.map(({ name }) => name))];
  return {
    id: 'exits',
    title: 'no process ended by itself, and every one that was killed came back',
    wrong: [
      ...exits
        .filter(({ how }) => how !== '信号 SIGKILL')
        .map(({ name, how }) => `${name}: ${how}`),
      ...names
        .filter((name) => exits.filter((exit) => exit.name === name).length > ofOurs(name))
        .map((name) => `${name} ended more often than it was killed`),
      ...kills.flatMap(({ target, readyAt }) =>
        readyAt === null ? [`${target} did not come back`] : [],
      ),
    ],
  };
}

/** The engine's own server asks its database first of all; our programs wait for theirs. */
function wasWithoutDatabase(
  { name, how, at }: { name: string; how: string; at: number },
  kills: readonly Kill[],
): boolean {
  const away = ({ target, at: from, readyAt }: Kill) =>
    target === 'postgres' && from <= at && (readyAt ?? Infinity) >= at - STARTS_WITHIN_MS;
  return name === 'temporal' && how === '启动未成功' && kills.some(away);
}

async function nothingLeft(
  { home }: Stack,
  ports: Ports,
  pids: ReadonlySet<number>,
): Promise<Finding> {
  const listening = await checkPorts(wantedPorts(ports)).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : 'unknown'],
  );
  const left = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(home.folder) || pids.has(Number.parseInt(line, 10)))
    .filter((line) => Number.parseInt(line, 10) !== process.pid);
  return { id: 'end', title: 'no process is left', wrong: [...listening, ...left] };
}

/** Drawn at random, so that two runs on one machine hardly meet. */
