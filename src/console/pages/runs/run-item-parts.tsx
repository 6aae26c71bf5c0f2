/** Of an item of many accounts: those that could not be done, each with why. */
import { Link } from 'react-router';
import type { RunItem } from './run-queries.ts';

/** What the database said of it, for whoever looks into it; the words say the rest. */
const SQLSTATE = /^[0-9A-Z]{5}$/;
/** So many stand open; more are folded. */
const OPEN_MAX = 5;

export function RunItemParts({ parts }: { readonly parts: RunItem['parts'] }) {
  const apart = parts.filter(({ account }) => account !== null);
  if (apart.length === 0) return null;
  return (
    <details open={apart.length <= OPEN_MAX} className="run-apart">
      <summary>未能办理的账户（{apart.length}）</summary>
      <ul>
        {apart.map(({ first, account, outcomeText, fault }) => (
          <li key={first}>
            <Link to={`/accounts/${account ?? ''}`} className="number">
              {first}
            </Link>
            <div className="quiet">
              {outcomeText}
              {fault !== null && SQLSTATE.test(fault) && `（代码 ${fault}）`}
            </div>
          </li>
        ))}
      </ul>
      <Others parts={parts.filter(({ account }) => account === null)} />
    </details>
  );
}

function Others({ parts }: { readonly parts: RunItem['parts'] }) {
  const accounts = parts.reduce((all, one) => all + one.accounts, 0);
  if (accounts === 0) return null;
  return <div className="quiet">其余{accounts}个账户已结息入账</div>;
}
