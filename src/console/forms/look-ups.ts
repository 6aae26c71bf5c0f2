/** How things with a printed number are found by it, and shown once their id is known. */
import { api, read } from '../api/client.ts';
import { findAccountId } from '../api/find-account.ts';

export interface LookUp {
  readonly placeholder: string;
  /** Said when there is nothing of that number. */
  readonly notFound: string;
  /** The opaque id; null when there is none. */
  readonly find: (number: string) => Promise<string | null>;
  readonly queryKey: (id: string | null) => readonly unknown[];
  readonly show: (id: string) => Promise<Named>;
}

interface Named {
  readonly number: string;
  /** What tells a clerk that it is the right one. */
  readonly words: string;
}

export const ACCOUNT_BY_NUMBER: LookUp = {
  placeholder: '20位个人账号',
  notFound: '没有找到这个账号',
  find: findAccountId,
  queryKey: (id) => ['account', id, 'named'],
  show: async (id) => {
    const { number, person, stateTitle, agreement } = await read(
      api.GET('/api/v1/accounts/{id}', { params: { path: { id } } }),
    );
    const words = `${person.name ?? '—'} · 账户${stateTitle} · 协议${agreement?.stateTitle ?? '无'}`;
    return { number, words };
  },
};

export const CASE_BY_NUMBER: LookUp = {
  placeholder: '如 K202611230000001',
  notFound: '没有找到这个编号的业务',
  find: async (number) => {
    const { items } = await read(api.POST('/api/v1/cases:search', { body: { number } }));
    return items[0]?.id ?? null;
  },
  queryKey: (id) => ['case', id, 'named'],
  show: async (id) => {
    const { number, typeTitle, person, stage } = await read(
      api.GET('/api/v1/cases/{id}', { params: { path: { id } } }),
    );
    return { number, words: `${typeTitle} · ${person.name ?? '—'} · ${stage.title}` };
  },
};
