/** Which business: those one may start, by number or by mouse; below, what was begun before. */
import { Button, Empty } from 'antd';
import type { KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasRole, useClauses, useMe } from '../../api/me.ts';
import { Page } from '../../parts/page.tsx';
import { Drafts } from './drafts.tsx';
import './start.css';

export function ChoosePage() {
  const me = useMe();
  const types = Object.values(CASE_TYPES).filter(({ startedBy }) => hasRole(me, ...startedBy));
  const navigate = useNavigate();
  const titles = new Map(useClauses().data?.map(({ id, title }) => [id, title]));
  const byNumber = (event: KeyboardEvent) => {
    const type = types[Number(event.key) - 1];
    if (!type || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    void navigate(`/start/${type.type}`);
  };
  return (
    <Page title="办理新业务">
      {types.length === 0 && <Empty description="没有您可以发起的业务" />}
      <ul className="type-list" onKeyDown={byNumber}>
        {types.map(({ type, title, clauses }, at) => (
          <li key={type}>
            <Button
              className="type-choice"
              autoFocus={at === 0}
              onClick={() => void navigate(`/start/${type}`)}
            >
              <kbd aria-hidden="true">{at + 1}</kbd>
              <span>
                <strong>{title}</strong>
                <br />
                <span className="quiet">{basis(clauses, titles)}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <Drafts />
    </Page>
  );
}

/** 依据：通知（一）明确参制条件、… */
function basis(clauses: readonly string[], titles: ReadonlyMap<string, string>): string {
  const known = clauses.flatMap((clause) => titles.get(clause) ?? []);
  return known.length === 0 ? '' : `依据：${known.join('、').replaceAll('（征求意见稿）', '')}`;
}
