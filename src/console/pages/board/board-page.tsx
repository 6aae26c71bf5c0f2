/** The board (看板): what is open, late, stuck; how outside and inside do; what falls due. */
import { Alert, Button } from 'antd';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useBoard, type Board } from './board-queries.ts';
import { ForecastSection } from './forecast.tsx';
import { LoopsTable, SystemsTable, WorkersTables } from './machines.tsx';
import { ParkedList } from './parked-list.tsx';
import { AgesTable, TasksTable } from './people-tables.tsx';
import { ReturnsTable } from './returns-table.tsx';
import { RunsTable } from './runs-table.tsx';
import { StagesTable } from './stages-table.tsx';
import { Tiles } from './tiles.tsx';
import { WaitsTable } from './waits-table.tsx';
import './board.css';

export function BoardPage() {
  const board = useBoard();
  return (
    <Page
      title="看板"
      beside={
        board.data && (
          <span className="quiet">
            截至 <Instant at={board.data.at} />
            ，自动更新
          </span>
        )
      }
      actions={<Button onClick={() => void board.refetch()}>立即更新</Button>}
    >
      {board.isError && <ProblemNote error={board.error} onRepeat={() => void board.refetch()} />}
      {board.data ? <Parts board={board.data} /> : !board.isError && <PageLoading />}
    </Page>
  );
}

function Parts({ board }: { readonly board: Board }) {
  const { alarm } = board.calendar;
  return (
    <>
      <Tiles board={board} />
      {alarm !== null && <Alert className="gap-below" type="warning" showIcon title={alarm} />}
      <div className="board-columns board-even">
        <StagesTable board={board} />
        <ParkedList board={board} />
      </div>
      <div className="board-columns">
        <WaitsTable board={board} />
        <div>
          <AgesTable board={board} />
          <TasksTable board={board} />
        </div>
      </div>
      <div className="board-columns">
        <div>
          <SystemsTable board={board} />
          <LoopsTable board={board} />
        </div>
        <WorkersTables board={board} />
      </div>
      <RunsTable board={board} />
      <ReturnsTable board={board} />
      <ForecastSection />
    </>
  );
}
