/** Decisions with every condition: its value, its clause, where it comes from; and taken again. */
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { flagText } from '../../../cases/wording-reasons.ts';
import { api, read, type Schemas } from '../../api/client.ts';
import { ClauseLink } from '../../parts/clause-link.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { instantText } from '../../parts/when.tsx';
import { nameOf, useDecisions, type Case } from './case-data.ts';
import { ConditionTable } from './condition-table.tsx';
import { conditionsIn, decisiveIn, flagsIn } from './decision-record.ts';

type Decision = Schemas['Decision'];

export function DecisionList({ case: of }: { readonly case: Case }) {
  const { data, error, refetch } = useDecisions(of.id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (!data) return <p role="status">正在读取…</p>;
  if (data.length === 0) return <p className="empty-line">还没有按规则认定过。</p>;
  return (
    <ul className="card-list">
      {data.map((decision, n) => (
        <li className="card" key={decision.id}>
          <OneDecision case={of} decision={decision} isLast={n === 0} />
        </li>
      ))}
    </ul>
  );
}

/** The conditions of the decision in force, for whoever has to judge it. */
export function LastDecision({ case: of }: { readonly case: Case }) {
  const { data, error } = useDecisions(of.id);
  if (error) return <ProblemNote error={error} />;
  const last = data?.[0];
  if (!last) return <p className="empty-line">还没有按规则认定过。</p>;
  return (
    <ConditionTable
      conditions={conditionsIn(last.record)}
      decisive={decisiveIn(last.record)}
      caption={last.ruleTitle}
    />
  );
}

interface Props {
  readonly case: Case;
  readonly decision: Decision;
  readonly isLast: boolean;
}

function OneDecision({ case: of, decision, isLast }: Props) {
  const [open, setOpen] = useState(isLast);
  const { ruleTitle, ruleVersion, outcomeTitle, decidedAt, decidedBy, clauses, record } = decision;
  const flags = flagsIn(record);
  const conditions = conditionsIn(record);
  return (
    <>
      <div className="card-head">
        <b>{ruleTitle}</b>
        <Tag>{outcomeTitle}</Tag>
        <span className="quiet">
          {instantText(decidedAt)} {nameOf(of, decidedBy)}，规则第{ruleVersion}版
        </span>
      </div>
      <p className="tight">
        依据：
        {clauses.map(({ id, title }) => (
          <ClauseLink key={id} id={id} title={title} />
        ))}
      </p>
      {flags.map((flag) => (
        <p className="tight" key={flag}>
          {flagText(flag)}
        </p>
      ))}
      {conditions.length > 0 && (
        <Button
          type="link"
          size="small"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {open ? '收起' : '展开'}条件（{conditions.length}项）
        </Button>
      )}
      {open && conditions.length > 0 && (
        <ConditionTable
          conditions={conditions}
          decisive={decisiveIn(record)}
          caption={`${ruleTitle}的条件`}
        />
      )}
      <Replay caseId={of.id} decision={decision} />
    </>
  );
}

type Replayed = Schemas['DecisionReplay'];

function Replay({ caseId, decision }: { readonly caseId: string; readonly decision: Decision }) {
  const [told, setTold] = useState<Replayed | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    setError(null);
    try {
      const path = { id: caseId, decisionId: decision.id };
      setTold(
        await read(
          api.GET('/api/v1/cases/{id}/decisions/{decisionId}/replay', { params: { path } }),
        ),
      );
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <div className="replay">
      <span className="quiet mono">记录摘要（SHA-256）{decision.recordHash}</span>
      <Button size="small" loading={pending} onClick={() => void run()}>
        按当时的事实重新计算
      </Button>
      <span role="status">
        {told && <Tag color={COLORS[told.state]}>{WORDS[told.state]}</Tag>}
        {told?.sentence}
      </span>
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}

const COLORS = {
  same: 'success',
  different: 'error',
  'other-version': 'default',
  'without-facts': 'default',
} as const;
const WORDS = {
  same: '一致',
  different: '不一致',
  'other-version': '规则已更新',
  'without-facts': '不能重算',
} as const;
