/** In a demo only: the way to the simulated outside, where its faults are switched on and off. */
import { ExperimentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMe } from '../api/me.ts';

export function DemoLink() {
  const { demo } = useMe();
  if (demo === null) return null;
  return (
    <Button
      type="link"
      icon={<ExperimentOutlined />}
      href={demo.simulators}
      target="_blank"
      rel="noopener noreferrer"
    >
      演示：外部系统模拟器
    </Button>
  );
}
