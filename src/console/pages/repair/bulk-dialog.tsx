/** Freezing a list of many for one move; nothing is done before the list was seen and confirmed. */
import { useNavigate } from 'react-router';
import { isRepairMove } from '../../../cases/repairs.ts';
import { useFreeze } from './bulk-queries.ts';
import { MoveDialog } from './move-dialog.tsx';
import type { Move, StuckItem } from './repair-queries.ts';

interface Props {
  readonly kind: StuckItem['kind'];
  readonly move: Move;
  readonly objects: readonly string[];
  readonly onClose: () => void;
}

export function BulkDialog({ kind, move, objects, onClose }: Props) {
  const freeze = useFreeze();
  const navigate = useNavigate();
  return (
    <MoveDialog
      move={move}
      okText="固定清单"
      about={`对所选的${objects.length}件逐件执行。先固定清单，看过并确认后才会开始。`}
      onClose={onClose}
      onSubmit={async ({ reason, until }, key) => {
        if (!isRepairMove(move.move)) return;
        const more = until === undefined ? {} : { until };
        const body = { kind, move: move.move, reason, objects: [...objects], ...more };
        const { id } = await freeze.mutateAsync({ key, ...body });
        await navigate(`/repair/bulk/${id}`);
      }}
    />
  );
}
