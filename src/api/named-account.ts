/** The account that an application names: by its printed number or its opaque id, sent on as the id. */
import type pg from 'pg';
import { invalid } from './input.ts';
import { accountNamed, type AccountAsked } from './queries/accounts.ts';

type Asked = Omit<AccountAsked, 'named'>;

/**
 * The application with the opaque id of its account; one that names none as it is. Numbers go no
 * further than here.
 *
 * @throws Fault 'input-invalid' at the account, the same for "not there" and "not yours"
 */
export async function withAccountId(
  pool: pg.Pool,
  asked: Asked,
  application: unknown,
): Promise<unknown> {
  if (!namesAccount(application)) return application;
  const account = await accountNamed(pool, { ...asked, named: application.account });
  if (account === null) {
    throw invalid([
      {
        pointer: '#/application/account',
        detail: '没有找到该账户，或不在您的办理范围内，请核对20位个人账号',
      },
    ]);
  }
  return { ...application, account };
}

/** Forms call it `account`, all of them: test/forms holds them to it. */
function namesAccount(application: unknown): application is { readonly account: string } {
  return (
    typeof application === 'object' &&
    application !== null &&
    'account' in application &&
    typeof application.account === 'string'
  );
}
