/**
 * The control API: prepare people, change accounts, switch faults, read what was asked.
 *
 * Personal data go in by body only, never by address, and come out masked, except for a person who
 * is asked for by document number.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { type Answers } from './answers.ts';
import { type Books } from './books.ts';
import { read } from './control-read.ts';
import { type Fault, type Faults } from './faults.ts';
import {
  AccountChange,
  AppUser,
  BookedPerson,
  BANK_FAULT_KINDS,
  DocumentSearch,
  FAULT_KINDS,
  FaultOrder,
  isGeneralFault,
  Recipient,
  Settings,
  SYSTEMS,
} from './inputs.ts';
import { maskAddress } from './mask.ts';
import { type Deliveries } from './notices.ts';

export interface Control {
  readonly books: Books;
  readonly answers: Answers;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  /** Brings the demo people back after a reset. */
  readonly refill: () => Promise<void>;
  /** Control of the bank's books. */
  readonly bank: Router;
}

const SystemName = z.enum(SYSTEMS);
const RequestFilter = z.strictObject({
  system: SystemName.optional(),
  requestId: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});
const MessageFilter = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});

export function controlRouter(control: Control): Router {
  const router = Router();
  router.use(peopleRoutes(control), faultRoutes(control));
  router.use('/bank', control.bank);

  router.get('/systems', async (_, response) => {
    const counts = await control.answers.counts();
    response.json({
      kinds: [...FAULT_KINDS, ...BANK_FAULT_KINDS],
      systems: SYSTEMS.map((system) => ({
        system,
        asked: counts.find((one) => one.system === system)?.asked ?? 0,
        answered: counts.find((one) => one.system === system)?.answered ?? 0,
        faults: faultsShown(control.faults).filter((fault) => fault.system === system),
      })),
    });
  });
  router.get('/requests', async (request, response) => {
    const filter = read(RequestFilter, request.query, response);
    if (filter) response.json({ items: await control.answers.asked(filter) });
  });
  router.get('/messages', async (request, response) => {
    const filter = read(MessageFilter, request.query, response);
    if (filter) response.json({ items: await control.deliveries.latest(filter.limit) });
  });
  router.get('/settings', (_, response) => {
    response.json(control.books.settings());
  });
  router.put('/settings', async (request, response) => {
    const settings = read(Settings, request.body, response);
    if (!settings) return;
    await control.books.setSettings(settings);
    response.json(settings);
  });
  router.delete('/books', async (_, response) => {
    await control.books.reset();
    await control.faults.reload();
    await control.refill();
    response.status(204).end();
  });
  return router;
}

function peopleRoutes({ books }: Control): Router {
  const router = Router();
  const setAccount: RequestHandler = async (request, response) => {
    const change = read(AccountChange, request.body, response);
    if (!change) return;
    if (await books.setAccount(change)) response.status(204).end();
    else response.status(404).json({ code: 'E0404', message: '没有这个证件号码' });
  };
  router.put('/accounts', setAccount).post('/accounts', setAccount);
  router.put('/people', async (request, response) => {
    const person = read(BookedPerson, request.body, response);
    if (!person) return;
    await books.prepare(person);
    response.status(204).end();
  });
  router.post('/people/search', async (request, response) => {
    const search = read(DocumentSearch, request.body, response);
    if (search) response.json({ items: await books.find([search.number]) });
  });
  router.put('/app-users', async (request, response) => {
    const user = read(AppUser, request.body, response);
    if (!user) return;
    await books.setAppUser(user);
    response.status(204).end();
  });
  router.put('/recipients', async (request, response) => {
    const recipient = read(Recipient, request.body, response);
    if (!recipient) return;
    await books.setRecipient(recipient);
    response.status(204).end();
  });
  return router;
}

function faultRoutes({ faults }: Control): Router {
  const router = Router();
  router.get('/faults', (_, response) => {
    response.json({ items: faultsShown(faults) });
  });
  router.put('/faults/:system', async (request, response) => {
    const system = read(SystemName, request.params['system'], response);
    const order = system && read(FaultOrder, request.body, response);
    if (!order) return;
    if (system !== 'bank' && !isGeneralFault(order.kind)) {
      const fields = [{ field: '/kind', message: '只有银行会出这种故障' }];
      response.status(400).json({ code: 'E0400', fields });
      return;
    }
    await faults.breakIt(system, order);
    response.status(204).end();
  });
  router.delete('/faults/:system', async (request, response) => {
    const system = read(SystemName, request.params['system'], response);
    if (!system) return;
    await faults.mend(system);
    response.status(204).end();
  });
  router.delete('/faults', async (_, response) => {
    await faults.mend(null);
    response.status(204).end();
  });
  return router;
}

/** The faults that are on, without the number or address one of them is meant for. */
export function faultsShown(faults: Faults): readonly Fault[] {
  return faults
    .on()
    .map((fault) => ({ ...fault, about: fault.about === '' ? '' : maskAddress(fault.about) }));
}

/** Lets nobody through without the token; the comparison takes the same time for every guess. */
export function requireToken(token: string): RequestHandler {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const wanted = digest(`Bearer ${token}`);
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) next();
    else response.status(401).json({ code: 'E0401', message: '需要控制令牌' });
  };
}
