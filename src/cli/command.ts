/**
 * What every command that talks to the API shares: its options, its client, printing the answer
 * in one of two formats, and ending with the right code.
 */
import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { createClient, type Client } from './client.ts';
import { report } from './failure.ts';
import { apiAddress, signInAddress } from './settings.ts';
import { accessToken } from './sign-in.ts';

export type Format = 'json' | 'table';

export interface CommonOptions {
  readonly output: Format;
  readonly api?: string;
  readonly role?: string;
}

/** Adds a command with the options that all share. */
export function leaf(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .addOption(
      new Option('-o, --output <format>', '输出格式').choices(['json', 'table']).default('table'),
    )
    .option('--api <url>', '接口地址（默认取 ANJU_API 或本机启动的地址）')
    .option('--role <role>', '以哪个岗位办理（有多个岗位时）');
}

/** What a command prints: the answer as data, and the same for a person. */
export interface Result {
  readonly data: unknown;
  readonly text: string;
}

/** Runs the work with a signed-in client and prints its result, or the problem. */
export async function withClient(
  options: CommonOptions,
  work: (client: Client) => Promise<Result | null>,
): Promise<void> {
  await ending(options, async () => {
    const result = await work(clientFor(options, process.env));
    if (result !== null) print(result, options.output);
  });
}

/** Runs the work; whatever it throws is printed and becomes the exit code. */
export async function ending(
  { output }: Pick<CommonOptions, 'output'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(error, output);
  }
}

export function print({ data, text }: Result, format: Format): void {
  process.stdout.write(format === 'json' ? `${JSON.stringify(data)}\n` : text);
}

/** A program's own credentials, when both are in the environment. */
export function programIn(env: NodeJS.ProcessEnv, issuer?: string) {
  const [clientId, secret] = [env['ANJU_CLIENT_ID'], env['ANJU_CLIENT_SECRET']];
  if (!clientId || !secret) return null;
  return { address: { ...signInAddress(issuer, env), clientId }, secret };
}

export function clientFor({ api, role }: CommonOptions, env: NodeJS.ProcessEnv): Client {
  const address = apiAddress(api, env);
  return createClient({
    api: address,
    token: () => accessToken(address, programIn(env), env),
    ...(role === undefined ? {} : { role }),
  });
}

/** The key of this very command: the caller's, else a new one. */
export function keyFor(given: string | undefined): string {
  return given ?? randomUUID();
}

/** The option every command has that changes something. */
export function keyOption(): Option {
  return new Option('--key <key>', '幂等键：结果不明时以同一键重试，不会重复办理');
}
