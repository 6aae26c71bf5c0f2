/** `anju login` and `anju logout`. */
import { Option, type Command } from 'commander';
import { ending, leaf, print, programIn, withClient, type CommonOptions } from './command.ts';
import { text } from './answers.ts';
import { confirmAsDemo, demoPerson } from './demo-person.ts';
import { keepSession } from './session.ts';
import { apiAddress, signInAddress } from './settings.ts';
import {
  notSignedIn,
  signInAsProgram,
  signInByDevice,
  signOut,
  type DevicePrompt,
} from './sign-in.ts';

interface LoginOptions extends CommonOptions {
  readonly issuer?: string;
  readonly demo?: string;
  readonly clientCredentials?: boolean;
}

export function loginCommands(program: Command): void {
  leaf(program, 'login', '登录：在浏览器中核对代码；程序用 --client-credentials')
    .option('--issuer <url>', '登录服务的地址（默认取 ANJU_OIDC_ISSUER 或本机启动的）')
    .addOption(
      new Option(
        '--client-credentials',
        '以程序身份登录，取环境变量 ANJU_CLIENT_ID 和 ANJU_CLIENT_SECRET',
      ).conflicts('demo'),
    )
    .option('--demo <person>', '以演示人员登录（只在本机启动的演示环境）')
    .action(async (options: LoginOptions) => {
      await ending(options, () => login(options));
    });
  leaf(program, 'logout', '退出登录').action(async (options: CommonOptions) => {
    await ending(options, async () => {
      const was = await signOut(apiAddress(options.api, process.env), process.env);
      const told = was ? '已退出登录。\n' : '本来就没有登录。\n';
      print({ data: { signedOut: was }, text: told }, options.output);
    });
  });
}

async function login(options: LoginOptions): Promise<void> {
  const api = apiAddress(options.api, process.env);
  keepSession(api, await sessionFor(options), process.env);
  await withClient({ ...options, api }, async (client) => {
    const me = await client.read('/me');
    return { data: me, text: `已登录：${text(me, 'name')}（${text(me, 'id')}）\n` };
  });
}

async function sessionFor(options: LoginOptions) {
  const { issuer, demo } = options;
  if (options.clientCredentials === true) {
    const program = programIn(process.env, issuer);
    if (program === null) {
      throw notSignedIn('环境变量 ANJU_CLIENT_ID 和 ANJU_CLIENT_SECRET 没有设置。');
    }
    return signInAsProgram(program.address, program.secret);
  }
  const address = signInAddress(issuer, process.env);
  if (demo === undefined) return signInByDevice(address, ask);
  const person = await demoPerson(demo, process.env);
  return signInByDevice(address, (prompt) => confirmAsDemo(prompt, person));
}

function ask({ address, direct, code }: DevicePrompt): Promise<'shown'> {
  process.stderr.write(
    `请在浏览器打开：\n  ${direct ?? address}\n核对页面上的代码是 ${code}，登录并确认。等待中 …\n`,
  );
  return Promise.resolve('shown');
}
