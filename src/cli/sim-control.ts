/**
 * Where the simulators are, and how the command speaks to their control API.
 *
 * The address comes from ANJU_SIM_URL (token: ANJU_SIM_TOKEN), else from the addresses that the
 * embedded start leaves in its home folder.
 */
import { Fault } from '../domain/fault.ts';
import { readAddresses } from './home.ts';

export type Control = (method: string, path: string, body?: unknown) => Promise<unknown>;

interface Place {
  readonly url: string;
  readonly token: string | undefined;
}

/** Personal data go in the body only; what is answered is what the simulators tell. */
export function openControl(env: NodeJS.ProcessEnv): Control {
  const { url, token } = placeOf(env);
  return async (method, path, body) => {
    const response = await reach(`${url.replace(/\/$/, '')}/control${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw refusalOf(response.status, text);
    return text === '' ? {} : (JSON.parse(text) as unknown);
  };
}

/** @throws Fault 'outside-system-unavailable' when no address is known */
function placeOf(env: NodeJS.ProcessEnv): Place {
  const url = env['ANJU_SIM_URL'];
  if (url !== undefined) return { url, token: env['ANJU_SIM_TOKEN'] };
  const { simulators, simulatorToken } = readAddresses(env) ?? {};
  if (typeof simulators === 'string') {
    return {
      url: simulators,
      token: typeof simulatorToken === 'string' ? simulatorToken : undefined,
    };
  }
  throw new Fault(
    'outside-system-unavailable',
    '不知道模拟器的地址：请先 npm start，或设置 ANJU_SIM_URL。',
  );
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch {
    throw new Fault('outside-system-unavailable', '无法连接模拟器，请确认已经启动。');
  }
}

/** What the simulators do not take: the fields they name, with a pointer each. */
function refusalOf(status: number, text: string): Fault {
  if (status === 401) return new Fault('not-signed-in', '模拟器不接受控制令牌（ANJU_SIM_TOKEN）。');
  if (status === 404) return new Fault('not-found', '模拟器里没有这个内容。');
  if (status >= 500) return new Fault('outside-system-unavailable', '模拟器暂时无法处理。');
  return new Fault('input-invalid', '模拟器不接受这些内容。', {
    members: { errors: fieldsOf(text) },
  });
}

function fieldsOf(text: string): readonly { pointer: string; detail: string }[] {
  const { fields } = JSON.parse(text) as { fields?: readonly { field: string; message: string }[] };
  return (fields ?? []).map(({ field, message }) => ({ pointer: field, detail: message }));
}
