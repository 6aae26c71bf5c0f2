/**
 * One route, declared once: what it takes and gives, and the function that answers.
 *
 * From this declaration come the Express route, the check of the input, the OpenAPI document and
 * the tests; who may call it stands in authorization.ts.
 */
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Role } from '../cases/case.ts';
import type { FaultCode } from '../domain/fault.ts';
import type { Caller, Grant } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { versionIn } from './etag.ts';
import { parse } from './input.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** What every handler is told besides its input. */
export interface Context {
  readonly caller: Caller;
  /** The caller's grants that this operation accepts; never empty. */
  readonly grants: readonly Grant[];
  /** The role asked for by `Anju-Role`, if any. */
  readonly actingRole: Role | null;
  /** Request id: ties log line, event and case together. */
  readonly origin: string;
  /** `Idempotency-Key`; empty where none is required. */
  readonly key: string;
  /** An earlier try under this key may have done its work: nobody knows. */
  readonly again: boolean;
  /** The version of `If-Match`; -1 where none is required. */
  readonly version: number;
  readonly log: Logger;
  readonly request: Request;
}

export interface Call<P, Q, B> extends Context {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly version?: number;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as an attachment, or shown when `inline`. */
  readonly file?: {
    readonly bytes: Buffer;
    readonly mediaType: string;
    readonly name: string;
    readonly inline?: boolean;
  };
  /** Takes over the response: server-sent events. */
  readonly stream?: (response: Response) => void;
}

export interface AnswerSpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Instead of JSON: one of these. */
  readonly mediaTypes?: readonly string[];
  readonly etag?: boolean;
  readonly location?: boolean;
  readonly example?: unknown;
}

interface Shape {
  readonly id: string;
  readonly method: Method;
  /** Below /api/v1, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** `Idempotency-Key` is required. */
  readonly keyed?: boolean;
  /** `If-Match` is required. */
  readonly versioned?: boolean;
  /** The body is bytes of these media types. */
  readonly raw?: { readonly mediaTypes: readonly string[]; readonly limit: 'csv' | 'file' };
  /** What the document says of the body when the handler parses it by the case's own type. */
  readonly documentedBody?: z.ZodType;
  readonly bodyExample?: unknown;
  /** Beyond those that every route can give. */
  readonly faults?: readonly FaultCode[];
}

type Handler<P, Q, B> = (call: Call<P, Q, B>, deps: ApiDeps) => Promise<Answer>;

export interface Spec<P, Q, B> extends Shape {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  readonly handle: Handler<P, Q, B>;
}

/** Context without the two headers, which are read from the request here, and their history. */
export type RawContext = Omit<Context, 'key' | 'version' | 'again'>;

/** Input read and checked: ready to be answered, once per key. */
export interface Prepared {
  readonly key: string;
  readonly run: (deps: ApiDeps, again: boolean) => Promise<Answer>;
}

export interface Operation extends Shape {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly prepare: (context: RawContext) => Prepared;
}

/** Declares a route; the types of its input come from its schemas. */
export function operation<P = unknown, Q = unknown, B = unknown>(spec: Spec<P, Q, B>): Operation {
  const { handle, params, query, body, ...shape } = spec;
  const schemas = {
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
  };
  return {
    ...shape,
    ...schemas,
    prepare: (context) => {
      const { request } = context;
      const key = spec.keyed ? keyIn(request.get('idempotency-key')) : '';
      const version = spec.versioned ? versionIn(request.get('if-match')) : -1;
      const call: Omit<Call<P, Q, B>, 'again'> = {
        ...context,
        key,
        version,
        params: parse(params ?? anything<P>(), request.params, 'path'),
        query: parse(query ?? anything<Q>(), request.query, 'query'),
        body: parse(body ?? anything<B>(), request.body, 'body'),
      };
      return { key, run: (deps, again) => handle({ ...call, again }, deps) };
    },
  };
}

/** For a part that the route does not use; unused query parameters are ignored. */
function anything<T>(): z.ZodType<T> {
  return z.custom<T>();
}

const KEY = /^[\x21-\x7e]{8,128}$/;
const keyHeader = z
  .string()
  .regex(KEY, { error: '须为8至128个可见的ASCII字符，每次新的提交换一个' });

function keyIn(text: string | undefined): string {
  return parse(z.object({ 'Idempotency-Key': keyHeader }), { 'Idempotency-Key': text }, 'header')[
    'Idempotency-Key'
  ];
}
