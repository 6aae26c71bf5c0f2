/** How the draft stands: saved when, not yet, or saved by another window meanwhile. */
import { Alert, Button, Popconfirm } from 'antd';
import { changedFields } from '../../../cases/differences.ts';
import { fieldTitle } from '../../../cases/wording-forms.ts';
import { openedDraft } from './draft-content.ts';
import type { DraftState, StoredDraft } from './draft-keeper.ts';
import type { DraftInHand } from './use-draft.ts';

interface Props {
  readonly draft: DraftInHand;
  /** What this window holds. */
  readonly mine: unknown;
  /** This window goes on with another content. */
  readonly onReplace: (content: unknown) => void;
  readonly onDiscard: () => void;
}

export function DraftBar({ draft, mine, onReplace, onDiscard }: Props) {
  const { state, keeper } = draft;
  return (
    <>
      <div className="draft-bar">
        <span role="status" className="quiet">
          {WORDS[state.at]}
        </span>
        {draft.id !== null && (
          <Popconfirm
            title="弃置这份草稿？"
            description="已填写的内容将不再保留。"
            okText="弃置"
            cancelText="保留"
            onConfirm={onDiscard}
          >
            <Button size="small" type="text">
              弃置草稿
            </Button>
          </Popconfirm>
        )}
      </div>
      {state.at === 'conflict' && (
        <Conflict
          mine={mine}
          theirs={state.theirs}
          onInsist={() => {
            keeper.insist();
          }}
          onGiveWay={() => {
            onReplace(keeper.giveWay());
          }}
        />
      )}
    </>
  );
}

const WORDS: Readonly<Record<DraftState['at'], string>> = {
  empty: '填写后自动保存草稿',
  changed: '有未保存的修改…',
  saving: '正在保存草稿…',
  saved: '草稿已保存',
  waiting: '草稿暂未保存，正在自动重试；请不要关闭本页',
  conflict: '草稿未保存：另一窗口有不同的内容',
};

interface ConflictProps {
  readonly mine: unknown;
  readonly theirs: StoredDraft;
  readonly onInsist: () => void;
  readonly onGiveWay: () => void;
}

function Conflict({ mine, theirs, onInsist, onGiveWay }: ConflictProps) {
  const fields = changedFields(openedDraft(mine).value, openedDraft(theirs.content).value).map(
    fieldTitle,
  );
  return (
    <Alert
      className="gap-below"
      type="warning"
      showIcon
      role="alert"
      title="这份草稿已在另一窗口更新"
      description={
        fields.length === 0
          ? '内容相同，可以继续。'
          : `两边不同的栏目：${fields.join('、')}。请选择以哪一边的内容继续，另一边的不再保留。`
      }
      action={
        <div className="draft-choice">
          <Button type="primary" onClick={onInsist}>
            用本窗口的
          </Button>
          <Button onClick={onGiveWay}>用另一窗口的</Button>
        </div>
      }
    />
  );
}
