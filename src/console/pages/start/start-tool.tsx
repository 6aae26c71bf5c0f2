/** In the head of every page: begin a new case, by Alt+N from anywhere. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasRole, useMe } from '../../api/me.ts';

export function StartTool() {
  const me = useMe();
  const navigate = useNavigate();
  const may = Object.values(CASE_TYPES).some(({ startedBy }) => hasRole(me, ...startedBy));
  useEffect(() => {
    if (!may) return;
    const listener = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.code !== 'KeyN') return;
      event.preventDefault();
      void navigate('/start');
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, [may, navigate]);
  if (!may) return null;
  return (
    <Button
      icon={<PlusOutlined />}
      aria-keyshortcuts="Alt+N"
      title="Alt+N"
      onClick={() => void navigate('/start')}
    >
      新业务
    </Button>
  );
}
