/** Says that the case has moved by itself, to eyes and to a screen reader, without moving anything. */
import { useState } from 'react';
import { instantText } from '../../parts/when.tsx';
import type { Case } from './case-data.ts';

export function CaseNews({ case: of }: { readonly case: Case }) {
  const { version, stage, updatedAt } = of;
  const [seen, setSeen] = useState({ version, at: stage.at });
  const [news, setNews] = useState('');
  if (seen.version !== version) {
    const clock = instantText(updatedAt).slice(11);
    const where = seen.at === stage.at ? '' : `：环节变为“${stage.title}”`;
    setSeen({ version, at: stage.at });
    setNews(`${clock} 业务有更新${where}`);
  }
  return (
    <p className="case-news" role="status">
      {news}
    </p>
  );
}
