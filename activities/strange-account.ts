/** An account that is not there, or not the caller’s to work on: the same error of the field. */
import { Fault } from '../src/domain/fault.ts';

export function strangeAccount(): Fault {
  const errors = [{ pointer: '#/application/account', detail: '没有找到该账户' }];
  return new Fault('input-invalid', '没有找到该账户。', { members: { errors } });
}
