/** 逐件决定: for each running case the old figure or the new one; it counts once two chose alike. */
import { Button, Flex, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { FIGURE_PICK_TITLES } from '../../../policy/figure-choice.ts';
import { newKey } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useChooseOne, type FigureChoice } from './figure-queries.ts';

interface Props {
  readonly choice: FigureChoice;
  readonly open: boolean;
}

type Listed = FigureChoice['listed'][number];

export function Singly({ choice, open }: Props) {
  const choose = useChooseOne();
  const columns: TableColumnsType<Listed> = [
    {
      title: '办件',
      render: (_, { caseId, number }) => (
        <Link to={`/cases/${caseId}`} className="number" target="_blank">
          {number}
        </Link>
      ),
    },
    { title: '选择', render: (_, listed) => <Chosen listed={listed} /> },
    {
      title: '办理',
      width: 230,
      render: (_, listed) =>
        open &&
        listed.secondBy === null && (
          <Picks
            listed={listed}
            onPick={(pick) => {
              const reason = `逐件决定：${FIGURE_PICK_TITLES[pick]}`;
              const { caseId } = listed;
              choose.mutate({ key: newKey(), choiceId: choice.id, caseId, pick, reason });
            }}
          />
        ),
    },
  ];
  return (
    <>
      {choose.isError && <ProblemNote error={choose.error} />}
      <Table<Listed>
        size="small"
        aria-label="逐件决定"
        rowKey="caseId"
        columns={columns}
        dataSource={[...choice.listed]}
        pagination={false}
      />
    </>
  );
}

function Chosen({ listed: { own, ownBy, secondBy } }: { readonly listed: Listed }) {
  if (own === null) return <span className="quiet">未选，适用新参数</span>;
  return (
    <>
      {FIGURE_PICK_TITLES[own]}
      <div className="quiet">
        {ownBy}
        {secondBy === null ? '，待另一名主管作同样选择' : `、${secondBy}`}
      </div>
    </>
  );
}

interface PicksProps {
  readonly listed: Listed;
  readonly onPick: (pick: 'keep' | 'new') => void;
}

function Picks({ listed: { number, own, ownBy }, onPick }: PicksProps) {
  const me = useMe();
  return (
    <Flex gap={8}>
      {(['keep', 'new'] as const).map((one) => (
        <Button
          key={one}
          size="small"
          aria-label={`${number}${FIGURE_PICK_TITLES[one]}`}
          disabled={own === one && ownBy === me.id}
          onClick={() => {
            onPick(one);
          }}
        >
          {FIGURE_PICK_TITLES[one]}
        </Button>
      ))}
    </Flex>
  );
}
