/** 要带什么、缺什么: what a clerk tells the applicant, with the clause it rests on. */
import type { ReactNode } from 'react';
import { centerClause } from '../../../../policy/clauses.ts';
import { clauseTitle } from '../../../../policy/clauses.ts';
import type { Refusal } from '../../../../cases/opening-precheck.ts';
import type { Ages } from '../../../../policy/eligibility.ts';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { Day } from '../../../parts/when.tsx';
import { PersonLine } from './identity-part.tsx';
import { Known } from './known.tsx';
import { soFar, youngPeople, type OpeningView } from './opening-view.ts';

interface Props {
  /** 开户, 转换 */
  readonly act: string;
  readonly told?: ReactNode;
  readonly view: OpeningView | null;
  readonly content: unknown;
  readonly branch: string;
  /** The center's, before anything is typed. */
  readonly ages: Ages;
}

export function SidePanel({ act, told, view, content, branch, ages }: Props) {
  return (
    <aside className="start-side" aria-label="要带什么、缺什么">
      <h2>要带什么、缺什么</h2>
      {view === null ? (
        <>
          <Before ages={ages} />
          {told}
        </>
      ) : (
        <>
          <p role="status" className="tight">
            <Headline view={view} act={act} />
          </p>
          {view.refusals.map((refusal) => (
            <Refused key={refusal.code} refusal={refusal} />
          ))}
          {told}
          <h3>申请人</h3>
          {view.person && (
            <p className="tight">
              <PersonLine person={view.person} />
              ，<Day on={view.person.retiresOn} /> 达到法定退休年龄
            </p>
          )}
          <Known
            application={view.person && soFar(content)}
            branch={branch}
            opening={told === undefined}
          />
          <Missing view={view} />
          <Limits view={view} />
        </>
      )}
    </aside>
  );
}

function Before({ ages }: Pick<Props, 'ages'>) {
  return (
    <>
      <p className="tight">
        请先录入身份证件：证件号码完整后，这里列出缺少的材料、能否参加和已有的登记。
      </p>
      <h3>一般须带</h3>
      <ul>
        <li>有效身份证件原件（现场扫描）</li>
        <li>本人名下的借记卡</li>
        <li>本人手机号码和现居住地址</li>
        {ages.ageOwnIncomeMin < ages.ageMin && <li>{youngPeople(ages)}的：本人劳动收入材料</li>}
      </ul>
      <p className="tight">
        <ClauseLink id="liaoning-1" title={clauseTitle('liaoning-1')} />
      </p>
    </>
  );
}

interface HeadlineProps {
  readonly act: string;
  readonly view: OpeningView;
}

function Headline({ act, view: { missing, refusals } }: HeadlineProps) {
  if (refusals.length > 0) return <strong className="wrong">按现有内容不能{act}</strong>;
  if (missing.length > 0) return <strong className="warned">还缺{missing.length}项</strong>;
  return <strong className="fine">材料齐全，可以提交</strong>;
}

function Refused({ refusal }: { readonly refusal: Refusal }) {
  return (
    <p className="tight">
      <span className="wrong">{refusal.text}</span>
      {refusal.remedy}
      {refusal.earliestOn !== null && (
        <>
          最早可办理：
          <strong>
            <Day on={refusal.earliestOn} />
          </strong>
        </>
      )}
      {refusal.clauses.map((clause) => (
        <ClauseLink key={clause} id={clause} title={clauseTitle(clause)} />
      ))}
    </p>
  );
}

function Missing({ view: { missing, figures } }: { readonly view: OpeningView }) {
  if (missing.length === 0) return null;
  return (
    <>
      <h3>请申请人补充</h3>
      <ul>
        {missing.map(({ code, name, bring }) => (
          <li key={code}>
            <strong>{name}</strong>：{bring}
          </li>
        ))}
      </ul>
      <p className="quiet tight">
        也可以先提交：中心一次性书面告知所缺材料，{figures.supplementDays}日内补齐即可。
      </p>
    </>
  );
}

function Limits({ view: { figures } }: { readonly view: OpeningView }) {
  const { limits, contribution } = figures;
  return (
    <>
      <h3>月缴存额</h3>
      <p className="tight">
        {limits.min} 至 {limits.max} 元{figures.district === null && '（选定区县后以该区县为准）'}
        <ClauseLink id="liaoning-4" title={clauseTitle('liaoning-4')} />
      </p>
      <ul className="quiet">
        {contribution.documents.map((document) => (
          <li key={document}>
            <ClauseLink id={centerClause(document)} title={document} />
          </li>
        ))}
      </ul>
    </>
  );
}
