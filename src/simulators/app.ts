/** The simulators as one Express application: four systems, their control and the page. */
import express, { type ErrorRequestHandler, type Express } from 'express';
import { randomUUID } from 'node:crypto';
import { businessNow } from '../domain/business-clock.ts';
import { dateAt } from '../domain/calendar.ts';
import { openAnswers } from './answers.ts';
import { openBank } from './bank/bank.ts';
import { openBooks } from './books.ts';
import { controlRouter, faultsShown, requireToken } from './control.ts';
import { type Database } from './database.ts';
import { openFaults } from './faults.ts';
import { identityService } from './identity.ts';
import { type InboxOptions } from './inbox.ts';
import { nationalService } from './national.ts';
import { noticesService, openDeliveries } from './notices.ts';
import { page, PAGE_POLICY } from './page.ts';
import { DEMO_CENTER, demoPeople } from './people.ts';
import { tellReceipts } from './receipts.ts';
import { serve } from './service.ts';
import { openUnits } from './units.ts';

export interface AppOptions {
  readonly database: Database;
  readonly center: string | undefined;
  /** Bearer token of the control API; without one it is open. */
  readonly token: string | undefined;
  /** Where receipts go; without it none are told, and whoever sent a message has to ask. */
  readonly receipts: InboxOptions | undefined;
  /** Where the bank tells what happened by itself, unless its settings name a place. */
  readonly news: InboxOptions | undefined;
  /** Where units tell what they did. */
  readonly units: InboxOptions | undefined;
  readonly seed: number;
  readonly stop: AbortSignal;
  readonly onError: (error: unknown) => void;
}

export async function createApp(options: AppOptions): Promise<Express> {
  const { database, center = DEMO_CENTER, token, news, stop, onError } = options;
  const books = await openBooks(database);
  const today = () => books.settings().today ?? dateAt(businessNow());
  const faults = await openFaults(database, options.seed, today);
  const answers = openAnswers(database);
  const deliveries = openDeliveries(database, books);
  const desk = { answers, faults, stop };
  const bank = openBank({ database, settings: books.settings, today, desk, news, onError });
  const people = demoPeople(center);
  const refill = async () => {
    await books.prepareMissing(people.map(({ booked }) => booked));
    await bank.refill(people, center);
  };
  await refill();
  if (options.receipts) void tellReceipts(options.receipts, { database, books, stop, onError });

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use('/bank', bank.router);
  app.use(express.json({ limit: '64kb' }));
  app.get('/health', async (_, response) => {
    await database.ask('select 1');
    response.json({ status: 'ok' });
  });
  app.get('/', async (_, response) => {
    const [counts, asked, messages, booked] = await Promise.all([
      answers.counts(),
      answers.asked({ limit: 100 }),
      deliveries.latest(50),
      bank.shown(),
    ]);
    response.set('content-security-policy', PAGE_POLICY).type('html');
    response.send(page({ counts, asked, messages, faults: faultsShown(faults), bank: booked }));
  });
  app.post('/national/v1/checks', serve(nationalService(books, today), desk));
  app.post('/identity/v1/verifications', serve(identityService(books, today), desk));
  app.post('/notices/v1/messages', serve(noticesService(books, deliveries), desk));
  app.get('/notices/v1/messages/:messageId', async (request, response) => {
    const message = await deliveries.find(request.params.messageId);
    if (!message) response.status(404).json({ code: 'E0404', message: '没有这条通知' });
    else response.json(message);
  });
  // Where a redirect leads: whoever follows one is found in the book.
  app.all('/elsewhere', async (_, response) => {
    const arrival = { system: 'elsewhere', requestId: null, about: null, fault: null };
    await answers.arrive({ ...arrival, id: randomUUID() }, { status: 200, answer: null });
    response.json({});
  });
  if (token !== undefined) app.use('/control', requireToken(token));
  app.use('/control/units', openUnits({ database, inbox: options.units, stop, onError }));
  app.use(
    '/control',
    controlRouter({ books, answers, faults, deliveries, refill, bank: bank.control }),
  );
  app.use((_, response) => {
    response.status(404).json({ code: 'E0404', message: '没有这个地址' });
  });
  app.use(problem(onError));
  return app;
}

/** Unreadable bodies are the caller's, everything else is ours; neither shows what it was. */
function problem(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const status = statusOf(error);
    if (status === 500) onError(error);
    if (response.headersSent) {
      next(error);
      return;
    }
    response.status(status).json({ code: `E0${status}`, message: '无法处理' });
  };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status < 500 ? error.status : 500;
}
