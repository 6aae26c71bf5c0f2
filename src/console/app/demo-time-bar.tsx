/** In a time demo only: its date, on every page, so that nobody takes it for the real one. */
import { FastForwardOutlined } from '@ant-design/icons';
import { useMe } from '../api/me.ts';
import { Day } from '../parts/when.tsx';
import './demo-time-bar.css';

export function DemoTimeBar() {
  const time = useMe().demo?.time ?? null;
  if (time === null) return null;
  return (
    <p className="demo-time-bar" role="status">
      <FastForwardOutlined aria-hidden />
      <strong>
        演示时间 <Day on={time.on} />
      </strong>
      <span>
        {time.moving
          ? '时间正在推进 …'
          : '临时演示环境：日期可以快进，所办业务均无效力，停止后全部删除。'}
      </span>
    </p>
  );
}
