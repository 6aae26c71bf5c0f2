/** What a clerk fills in for a mandate: the bank's code, a card, a limit, why it ends. */
import { Alert, Form, Input, Radio } from 'antd';
import {
  MandateCancellation,
  MandateChange,
  MandateConfirmation,
  MandateSigning,
} from '../../../forms/mandate.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { DeskDialog } from '../staff/desk-dialog.tsx';
import { ReasonField } from '../staff/fields.tsx';
import { useMandate, type CardAndLimit, type Mandate } from './mandate-queries.ts';

interface Props {
  readonly accountId: string;
  readonly mandate: Mandate;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ConfirmDialog({ accountId, mandate, open, onClose }: Props) {
  const { confirm } = useMandate(accountId, mandate.version);
  const card = mandate.nextCard ?? mandate.card;
  return (
    <DeskDialog
      open={open}
      title="录入银行验证码"
      okText="确认授权"
      width={420}
      initial={{ code: '' }}
      schema={MandateConfirmation}
      contentOf={(values) => values}
      onSubmit={confirm}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="info"
        title={`银行已将验证码发送到${card === null ? '持卡人' : `${card.bank} 尾号 ${card.number.slice(-4)} 的持卡人`}的手机。请持卡人本人读出；验证码不会被保存。`}
      />
      <Form.Item name="code" label="6位验证码" required>
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          className="mandate-code"
        />
      </Form.Item>
    </DeskDialog>
  );
}

export function ChangeDialog({ accountId, mandate, open, onClose }: Props) {
  const { change } = useMandate(accountId, mandate.version);
  return (
    <DeskDialog<CardValues, CardAndLimit>
      open={open}
      title="变更委托扣款授权"
      okText="提交变更"
      initial={EMPTY}
      schema={MandateChange}
      contentOf={contentOf}
      onSubmit={change}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="info"
        title="只填要变的内容。新卡须由持卡人以银行验证码确认，确认前仍从原卡扣款；限额即时生效。"
      />
      <CardFields />
      <LimitField now={mandate.limit} />
    </DeskDialog>
  );
}

interface SignProps {
  readonly accountId: string;
  /** The one that ended; null: there was none. */
  readonly last: Mandate | null;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SignDialog({ accountId, last, open, onClose }: SignProps) {
  const { sign } = useMandate(accountId, 0);
  return (
    <DeskDialog<CardValues, CardAndLimit>
      open={open}
      title="签订委托扣款授权"
      okText="向银行签约"
      initial={{ ...EMPTY, which: 'same' }}
      schema={MandateSigning}
      contentOf={contentOf}
      onSubmit={sign}
      onClose={onClose}
    >
      <Form.Item name="which" label="扣款的银行卡" required>
        <Radio.Group
          options={[
            { value: 'same', label: sameCard(last) },
            { value: 'other', label: '另一张本人名下的银行卡' },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['which']}>
        {({ getFieldValue }) => getFieldValue('which') === 'other' && <CardFields required />}
      </Form.Item>
      <LimitField now={null} />
    </DeskDialog>
  );
}

function sameCard(last: Mandate | null): string {
  const card = last?.card ?? null;
  return card === null ? '缴存计划上的银行卡' : `原来的 ${card.bank} 尾号 ${card.number.slice(-4)}`;
}

export function CancelDialog({ accountId, mandate, open, onClose }: Props) {
  const { cancel } = useMandate(accountId, mandate.version);
  const maySpeakForCenter = hasRole(useMe(), 'supervisor');
  return (
    <DeskDialog
      open={open}
      title="解除委托扣款授权"
      okText="解除"
      initial={{ by: 'holder' as const, reason: '' }}
      schema={MandateCancellation}
      contentOf={(values) => values}
      onSubmit={cancel}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="warning"
        title="解除后立即停止自动扣款，并通知银行。缴存义务不变：须改为柜台或转账缴存，或重新签约。"
      />
      {maySpeakForCenter && (
        <Form.Item name="by" label="由谁提出" required>
          <Radio.Group
            options={[
              { value: 'holder', label: '本人' },
              { value: 'center', label: '中心' },
            ]}
          />
        </Form.Item>
      )}
      {!maySpeakForCenter && <Form.Item name="by" hidden noStyle />}
      <ReasonField />
    </DeskDialog>
  );
}

interface CardValues {
  readonly which?: 'same' | 'other';
  readonly card?: { readonly number: string; readonly holder: string; readonly bank: string };
  readonly limit: string;
}

const EMPTY: CardValues = { limit: '' };

/** What was left empty is not sent. */
function contentOf({ which, card, limit }: CardValues): object {
  const typed = Object.values(card ?? {}).some((text) => typeof text === 'string' && text !== '');
  return {
    ...(which !== 'same' && (typed || which === 'other')
      ? { card: { number: '', holder: '', bank: '', ...card } }
      : {}),
    ...(limit.trim() === '' ? {} : { limit: limit.trim() }),
  };
}

function CardFields({ required = false }: { readonly required?: boolean }) {
  return (
    <div className="form-columns">
      <Form.Item required={required} name={['card', 'number']} label="银行卡号">
        <Input inputMode="numeric" autoComplete="off" maxLength={24} />
      </Form.Item>
      <Form.Item required={required} name={['card', 'bank']} label="开户银行">
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item required={required} name={['card', 'holder']} label="户名（须为本人）">
        <Input autoComplete="off" maxLength={100} />
      </Form.Item>
    </div>
  );
}

function LimitField({ now }: { readonly now: string | null }) {
  const extra = now === null ? '不填则按中心规定的倍数' : `现为 ${now} 元，不填则不变`;
  return (
    <Form.Item name="limit" label="单笔限额（元）" extra={extra}>
      <Input inputMode="decimal" autoComplete="off" maxLength={16} className="mandate-limit" />
    </Form.Item>
  );
}
