/** What is handed in from files, standard input and `--set`; nothing of it is ever quoted back. */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { badInput } from './failure.ts';
import { isBody, type Body } from './answers.ts';

/** The text of a file, or of standard input for `-`. */
export async function textFrom(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw badInput('文件无法读取。');
  }
}

/** The bytes of a file. */
export function bytesFrom(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw badInput('文件无法读取。');
  }
}

/** A JSON object from a file or standard input. */
export async function objectFrom(path: string): Promise<Body> {
  const content = (await textFrom(path)).replace(/^\uFEFF/, '');
  const value = parsed(content);
  if (!isBody(value)) throw badInput('文件内容须为一个 JSON 对象。');
  return value;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    throw badInput('文件内容不是有效的 JSON。');
  }
}

type Path = readonly [string, ...string[]];

/**
 * Sets fields of an object: `cleared=true`, `application.applicant.phone=138…`, `items:=[1,2]`; in
 * a list by its number, `evidence.0.file=…`, where the next free number adds one.
 *
 * A value is text, except `true`, `false` and `null`; `:=` takes any JSON. Money stays text.
 */
export function withSettings(base: Body, settings: readonly string[]): Body {
  return settings.reduce<Body>((content, setting) => {
    const [, name, json, value] = /^([^=:]+)(:?)=(.*)$/su.exec(setting) ?? [];
    if (name === undefined || value === undefined) {
      throw badInput('--set 的写法是 名称=值，或 名称:=JSON。');
    }
    const [first = '', ...rest] = name.split('.');
    return put(content, [first, ...rest], json === ':' ? parsed(value) : plain(value));
  }, base);
}

const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

function plain(value: string): unknown {
  return Object.hasOwn(WORDS, value) ? WORDS[value] : value;
}

function put(base: Body, [name, ...rest]: Path, value: unknown): Body {
  return { ...base, [name]: within(base[name], rest, value) };
}

/** What stands at a place once the value is set there or further in. */
function within(before: unknown, rest: readonly string[], value: unknown): unknown {
  const [next, ...later] = rest;
  if (next === undefined) return value;
  const isNumber = /^\d{1,3}$/.test(next);
  if (!isNumber || isBody(before)) {
    return put(isBody(before) ? before : {}, [next, ...later], value);
  }
  const list: readonly unknown[] = Array.isArray(before) ? before : [];
  const index = Number(next);
  if (index > list.length) throw badInput('--set 的列表须按 0、1、2 依次填写。');
  return [...list.slice(0, index), within(list[index], later, value), ...list.slice(index + 1)];
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A whole number, zero or more. */
export function whole(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw badInput('须填写整数。');
  return Number(value);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
