/** Answers of outside systems: what they said, how old they are, what they still allow. */
import { Tag } from 'antd';
import { filledFields, valueAt } from '../../../cases/differences.ts';
import { fieldWords, inFormOrder, placeOf, valueText } from '../../../cases/wording-forms.ts';
import { purposeTitle } from '../../../cases/wording-checks.ts';
import type { Schemas } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { instantText } from '../../parts/when.tsx';
import { CheckEvidence } from './check-evidence.tsx';
import { nameOf, useChecks, type Case } from './case-data.ts';

type Check = Schemas['Check'];

interface Props {
  readonly case: Case;
  /** Only what counts now. */
  readonly brief?: boolean;
}

export function CheckList({ case: of, brief = false }: Props) {
  const { data, error, refetch } = useChecks(of.id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (!data) return <p role="status">正在读取…</p>;
  const shown = brief ? data.filter(({ superseded }) => !superseded) : data;
  if (shown.length === 0) return <p className="empty-line">还没有外部系统的答复。</p>;
  return (
    <ul className="card-list">
      {shown.map((check) => (
        <OneCheck key={check.id} case={of} check={check} brief={brief} />
      ))}
    </ul>
  );
}

interface OneProps extends Required<Props> {
  readonly check: Check;
}

function OneCheck({ case: of, check, brief }: OneProps) {
  const { systemTitle, status, statusTitle, purpose, answeredAt, use, superseded } = check;
  return (
    <li className={superseded ? 'card superseded' : 'card'}>
      <div className="card-head">
        <b>{systemTitle}</b>
        <Tag color={status === 'ok' ? 'success' : 'warning'}>{statusTitle}</Tag>
        <span className="quiet">
          用于{purposeTitle(purpose)}，{instantText(answeredAt)} 答复（{ageText(check)}）
        </span>
      </div>
      <p className={superseded ? 'tight quiet' : 'tight'}>{use}</p>
      <Facts check={check} />
      {check.enteredBy !== null && (
        <p className="tight">
          由{nameOf(of, check.enteredBy)}录入平台查询结果
          {check.confirmedBy === null
            ? '，待另一人确认'
            : `，由${nameOf(of, check.confirmedBy)}确认`}
          。
        </p>
      )}
      <p className="tight quiet mono">答复摘要（SHA-256）{check.evidenceHash}</p>
      {!brief && !of.person.destroyed && <CheckEvidence caseId={of.id} check={check} />}
    </li>
  );
}

function Facts({ check: { system, facts } }: { readonly check: Check }) {
  const said = flat(system, facts);
  const pointers = inFormOrder(filledFields(said));
  return (
    <dl className="case-facts">
      {pointers.map((pointer) => (
        <Fact key={pointer} pointer={pointer} value={valueAt(said, pointer)} />
      ))}
    </dl>
  );
}

function Fact({ pointer, value }: { readonly pointer: string; readonly value: unknown }) {
  return (
    <>
      <dt>{fieldWords(placeOf(pointer)).title}</dt>
      <dd>{valueText(pointer, value)}</dd>
    </>
  );
}

/** As the form of an entered answer names it: matches and answer side by side, without the status. */
function flat(system: string, { answer, ...facts }: Check['facts']): object {
  const inner =
    typeof answer === 'object' && answer !== null ? { ...answer, status: undefined } : {};
  return { [system]: { ...facts, ...inner } };
}

function ageText({ ageDays, ageSeconds }: Check): string {
  if (ageDays > 0) return `${ageDays}天前`;
  if (ageSeconds < 60) return '刚刚';
  const minutes = Math.floor(ageSeconds / 60);
  return minutes < 60 ? `${minutes}分钟前` : `${Math.floor(minutes / 60)}小时前`;
}
