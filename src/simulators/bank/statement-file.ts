/** The statement's file on its way, whole or as a fault leaves it. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Request, type RequestHandler, type Response } from 'express';
import { type Fault } from '../faults.ts';
import { isGeneralFault } from '../inputs.ts';
import { gigabyte, isHeard, misbehave } from '../misbehave.ts';
import { type Desk } from '../service.ts';
import { type BankDesk } from './desk.ts';
import { StatementPath } from './inputs.ts';
import { statementFile } from './statement.ts';

export function sendStatement(bank: BankDesk, { answers, faults, stop }: Desk): RequestHandler {
  return async (request: Request, response: Response): Promise<void> => {
    const path = StatementPath.safeParse(request.params);
    const file = path.success ? await statementFile(bank, path.data) : null;
    if (!path.success || !file) {
      response.status(404).json({ code: 'E0404', message: '没有这份对账单' });
      return;
    }
    const { center, day, charset } = path.data;
    const fault = await faults.draw('bank', [`${center}/${day}`], isGeneralFault);
    const arrival = {
      id: randomUUID(),
      system: 'bank',
      requestId: request.get('idempotency-key') ?? null,
      about: `对账单文件 ${day} ${charset}`,
      fault: fault?.kind ?? null,
    };
    await answers.arrive(arrival, { status: 200, answer: { bytes: file.length } });
    response.type(`text/csv; charset=${charset}`);
    response.attachment(`${center}-${day}.csv`);
    if (!fault) response.send(file);
    else await spoil({ fault, response, file, stop });
  };
}

interface Sending {
  readonly fault: Fault;
  readonly response: Response;
  readonly file: Buffer;
  readonly stop: AbortSignal;
}

async function spoil({ fault, response, file, stop }: Sending): Promise<void> {
  const { kind }: { readonly kind: string } = fault;
  switch (kind) {
    case 'slow':
    case 'late':
      await delay(fault.delayMs, undefined, { signal: stop });
      response.send(file);
      return;
    case 'garbage':
      // The same length, one character another: only the checksum tells.
      response.send(
        Buffer.from(file.map((byte, at) => (at === file.length - 3 ? byte ^ 1 : byte))),
      );
      return;
    case 'partial':
      response.set('content-length', String(file.length));
      response.write(file.subarray(0, Math.floor(file.length / 2)), () =>
        response.socket?.destroy(),
      );
      return;
    case 'endless':
      while (!response.destroyed && !stop.aborted) {
        response.write(' ');
        await delay(50, undefined, { signal: stop });
      }
      return;
    case 'huge':
      // Whoever had enough ends the connection, and that is no error here.
      await pipeline(Readable.from(gigabyte()), response).catch(() => undefined);
      return;
    default:
      if (isHeard(fault.kind) && fault.kind !== 'lost-answer') response.send(file);
      else await misbehave({ fault, response, status: 200, answer: {}, stop });
  }
}
