/**
 * What faults look like on the wire.
 *
 * Each is something real counterparts have done: answers that never end, that come twice, that are
 * for somebody else, or that say 200 and mean an error.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Response } from 'express';
import { type Fault } from './faults.ts';
import { type FaultKind } from './inputs.ts';

/** The request is lost before anything is done about it. */
const UNHEARD: readonly FaultKind[] = ['down', '5xx', 'redirect', 'timeout-status', 'error-status'];

/** True when the system does what it was asked and only the answer suffers. */
export function isHeard(kind: FaultKind): boolean {
  return !UNHEARD.includes(kind);
}

export interface Spoiling {
  readonly fault: Fault;
  readonly response: Response;
  /** What would have been answered. */
  readonly status: number;
  readonly answer: object;
  /** Ends waits when the simulators stop. */
  readonly stop: AbortSignal;
}

/** Answers wrongly, late, too much or not at all. */
export async function misbehave(spoiling: Spoiling): Promise<void> {
  const { fault, response, status, answer, stop } = spoiling;
  switch (fault.kind) {
    case 'slow':
    case 'wrong-amount':
    case 'refuse-cards':
    case 'late-results':
    case 'never-answered':
    case 'asked-differs':
    case 'refused-then-done':
    case 'partial-batch':
    case 'duplicate-result':
    case 'out-of-order':
      // The answer itself is as it should be.
      response.status(status).json(answer);
      return;
    case 'late':
      await delay(fault.delayMs, undefined, { signal: stop });
      response.status(status).json(answer);
      return;
    case 'down':
    case 'lost-answer':
      response.socket?.destroy();
      return;
    case '5xx':
      response.status(503).json({ code: 'E0503', message: '系统维护中' });
      return;
    case 'timeout-status':
      response.status(504).json({ code: 'E0504', message: '处理超时' });
      return;
    case 'error-status':
      response.status(200).json({ code: 'E9001', message: '系统繁忙，请稍后再试' });
      return;
    case 'redirect':
      response.redirect(307, '/elsewhere');
      return;
    case 'garbage':
      sendGarbage(spoiling);
      return;
    case 'endless':
      await drip(spoiling);
      return;
    case 'huge':
      await flood(spoiling);
      return;
    case 'duplicate':
      sendTwice(response, status, answer);
      return;
    case 'partial':
      cutOff(response, status, answer);
      return;
    case 'other-person':
    case 'other-request':
      response.status(status).json({ ...answer, ...otherIds(answer) });
  }
}

function otherIds(answer: object): object {
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([name]) => name === 'requestId' || name === 'messageId')
      .map(([name, id]) => [name, `${String(id)}-other`]),
  );
}

interface Garbage {
  readonly type: string;
  readonly body: string | Buffer;
}

/** Forms of garbage, one after the other; the last is a true answer without its lists. */
export const GARBAGE_FORMS = 10;

function sendGarbage({ response, status, answer, fault }: Spoiling): void {
  const json = 'application/json; charset=utf-8';
  const whole = JSON.stringify(answer);
  const lists = Object.entries(answer).filter(([, value]) => Array.isArray(value));
  const emptied = Object.fromEntries(lists.map(([name]) => [name, null]));
  const without = Object.entries(answer).filter(
    ([name]) => !(name in emptied) && name !== 'result',
  );
  const forms: readonly Garbage[] = [
    { type: 'text/html; charset=utf-8', body: '<html><body>系统升级</body></html>' },
    { type: json, body: whole.slice(0, -3) },
    { type: json, body: 'null' },
    { type: json, body: '{"code":500,"message":"系统繁忙"}' },
    { type: json, body: JSON.stringify({ ...answer, ...emptied, result: 7, accepted: 'yes' }) },
    { type: json, body: '[]' },
    { type: json, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x80, 0x22, 0x7d]) },
    { type: 'text/plain', body: whole },
    { type: json, body: '' },
    { type: json, body: JSON.stringify(Object.fromEntries(without.slice(0, -1))) },
  ];
  const form = forms[fault.struck % GARBAGE_FORMS];
  response.status(status).set('content-type', form?.type ?? json);
  response.end(form?.body ?? '');
}

/** A little every now and then, for ever. */
async function drip({ response, status, stop }: Spoiling): Promise<void> {
  response.status(status).type('json').write('{"accounts":[');
  while (!response.destroyed && !stop.aborted) {
    response.write(' ');
    await delay(50, undefined, { signal: stop });
  }
}

/** A gigabyte, as fast as it is taken. */
async function flood({ response, status }: Spoiling): Promise<void> {
  response.status(status).type('json');
  // Whoever had enough ends the connection, and that is no error here.
  await pipeline(Readable.from(gigabyte()), response).catch(() => undefined);
}

export function* gigabyte(): Generator<string> {
  const chunk = ' '.repeat(65_536);
  yield '{"accounts":[';
  for (let sent = 0; sent < 2 ** 30; sent += chunk.length) yield chunk;
  yield ']}';
}

/** The same response a second time on the same connection, where the next answer is awaited. */
function sendTwice(response: Response, status: number, answer: object): void {
  const { socket } = response;
  const body = JSON.stringify(answer);
  const head = `HTTP/1.1 ${status} Again\r\ncontent-type: application/json\r\n`;
  const again = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  response.once('finish', () => socket?.write(again));
  response.status(status).json(answer);
}

/** Promises a whole answer and ends in its middle. */
function cutOff(response: Response, status: number, answer: object): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.status(status).type('json').set('content-length', String(body.length));
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}
