/** 暂缓办理: why and until when, as far as the law's last day leaves room. */
import { Alert, Form, Input, Select } from 'antd';
import { pauseReasonTitle } from '../../../cases/wording-pauses.ts';
import { addDays, plainDate } from '../../../domain/calendar.ts';
import { PAUSE_REASONS } from '../../../domain/vocabulary.ts';
import { PauseForm } from '../../../forms/case-pause.ts';
import { useMe } from '../../api/me.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { DeskDialog } from '../staff/desk-dialog.tsx';
import { DayField } from '../staff/fields.tsx';
import { useCasePause, type Case } from './case-data.ts';

interface Values {
  readonly reasonCode?: string;
  readonly note?: string;
  readonly until?: string;
}

interface Props {
  readonly case: Case;
  readonly open: boolean;
  readonly onClose: () => void;
}

const REASONS = PAUSE_REASONS.map((value) => ({ value, label: pauseReasonTitle(value) }));

/** Left empty is left out. */
function contentOf({ note, ...rest }: Values) {
  return { ...rest, ...(note !== undefined && note.trim() !== '' && { note }) };
}

export function PauseDialog({ case: of, open, onClose }: Props) {
  const { today } = useMe();
  const { pause } = useCasePause(of);
  const latest = of.pause?.latestOn ?? undefined;
  return (
    <DeskDialog<Values, PauseForm>
      open={open}
      title={`暂缓办理：${of.number}`}
      okText="暂缓"
      initial={{}}
      schema={PauseForm}
      contentOf={contentOf}
      onSubmit={(content, key) => pause(key, content)}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="info"
        title="暂缓期间本业务的待办退出队列，最后一日的次日自动恢复；法定期限、承诺期限和各项等待照常计算，逾期照常显示。"
      />
      <Form.Item
        name="reasonCode"
        label="事由"
        rules={[{ required: true, message: '请选择暂缓的事由' }]}
      >
        <Select placeholder="请选择" options={REASONS} />
      </Form.Item>
      <DayField
        name="until"
        label="暂缓的最后一日"
        min={addDays(plainDate(today), 1)}
        max={latest}
        {...(latest !== undefined && { extra: `最迟 ${latest}` })}
        required
      />
      {of.pause?.clause && (
        <p className="quiet">
          不能超过法定期限 {of.dueOn}：
          <ClauseLink id={of.pause.clause.id} title={of.pause.clause.title} />
        </p>
      )}
      <Form.Item name="note" label="说明（记入留痕；事由为“其他”的必填）">
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
    </DeskDialog>
  );
}
