/** In the head of every page: begin a new case. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useShortcut } from '../../app/shortcuts.ts';

export function StartTool() {
  const me = useMe();
  const may = Object.values(CASE_TYPES).some(({ startedBy }) => hasRole(me, ...startedBy));
  return may ? <StartButton /> : null;
}

function StartButton() {
  const navigate = useNavigate();
  const start = () => void navigate('/start');
  useShortcut('b', '办理新业务', start);
  return (
    <Button icon={<PlusOutlined />} aria-keyshortcuts="b" onClick={start}>
      新业务
      <kbd className="start-key">b</kbd>
    </Button>
  );
}
