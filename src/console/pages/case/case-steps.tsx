/** Where the case stands, as the steps of its course. */
import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { stepsOf, type Step } from '../../../cases/course.ts';
import { CASE_TYPES } from '../../../cases/index.ts';
import type { Case } from './case-data.ts';
import './case-steps.css';

export function CaseSteps({ case: { type, stage, acceptedOn } }: { readonly case: Case }) {
  const caseType = CASE_TYPES[type];
  if (!caseType) return null;
  const steps = stepsOf(caseType, stage.at, acceptedOn !== null);
  return (
    <ol className="case-steps" aria-label="办理环节">
      {steps.map((step, n) => (
        <li
          key={step.title}
          className={`case-step ${CLASSES[step.state]}`}
          {...(isHere(step) && { 'aria-current': 'step' as const })}
        >
          <span className="case-step-mark" aria-hidden>
            <Mark step={step} n={n} />
          </span>
          <span className="case-step-text">
            <span className="case-step-title">{step.title}</span>
            {step.detail !== null && step.detail !== step.title && (
              <span className="case-step-detail">{step.detail}</span>
            )}
            <span className="for-readers">{WORDS[step.state]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function isHere({ state }: Step): boolean {
  return state === 'here' || state === 'stopped';
}

function Mark({ step, n }: { readonly step: Step; readonly n: number }) {
  if (step.state === 'done') return <CheckOutlined />;
  return step.state === 'stopped' ? <CloseOutlined /> : <>{n + 1}</>;
}

const CLASSES = { done: 'done', here: 'here', stopped: 'stopped', 'to come': 'to-come' } as const;
const WORDS = { done: '已完成', here: '当前', stopped: '已终止', 'to come': '未开始' } as const;
