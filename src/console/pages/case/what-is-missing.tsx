/** What exactly a wait is about: things to bring, or a finding with what the person can do. */
import { findingTitle } from '../../../cases/wording-reasons.ts';
import { missingLinesIn, type MissingLine } from '../../../cases/wording-tasks.ts';
import { withdrawalGapLines } from '../../../cases/wording-withdrawals.ts';
import type { Schemas } from '../../api/client.ts';
import type { Case } from './case-data.ts';

interface Props {
  readonly wait: Schemas['Wait'];
  readonly case: Case;
}

export function WhatIsMissing({ wait, case: of }: Props) {
  const items = linesOf(wait.kind, of.detail['missing']);
  if (items.length > 0) {
    return (
      <ul className="missing-list" aria-label="须补齐的内容">
        {items.map(({ name, bring }) => (
          <li key={name}>
            <b>{name}</b>：{bring}
          </li>
        ))}
      </ul>
    );
  }
  const code = wait.detail['finding'] ?? wait.detail['code'];
  const found = of.reasons.find((one) => one.code === code);
  if (!found) return null;
  const { reason, remedy } = found;
  // The title of most waits names the finding already.
  const isNamed = wait.title.includes(findingTitle(found.code));
  return (
    <p className="waiting-now">
      {!isNamed && reason}
      {remedy}
    </p>
  );
}

/** Things to bring, by what the case waits for. */
function linesOf(kind: string, missing: unknown): readonly MissingLine[] {
  if (kind === 'supplement') return missingLinesIn(missing);
  if (kind !== 'withdrawal-supplement' || !Array.isArray(missing)) return [];
  return withdrawalGapLines(missing.map(String));
}
