/**
 * The businesses by which somebody begins to pay as a flexible worker: an account is opened, or one
 * that is here already is taken up. They share their course; here is what each does in its own way.
 */
import type { Opening } from './state.ts';

/** Goes on with what the books say now, where this business asks them. */
export function looked<T>(
  opening: Opening,
  then: (known: Opening) => T | Promise<T>,
): T | Promise<T> {
  const { look } = opening.desk.business;
  return look === null ? then(opening) : look(opening).then(then);
}
