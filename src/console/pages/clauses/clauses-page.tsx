/** 条款图: the law at the left, what carries the chosen clause at the right. */
import { Drawer, Grid, Segmented } from 'antd';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useClauses } from '../../api/me.ts';
import { ClauseBlock } from './clause-block.tsx';
import { ClausePanel } from './clause-panel.tsx';
import { useComparison, useNotice, type NoticeBlock } from './clause-queries.ts';
import { NewText } from './new-text.tsx';
import './clauses.css';

const LAWS_SHOWN = ['notice', 'state', 'new'] as const;

export function ClausesPage() {
  const address = useAddressFilters(['clause', 'law']);
  const chosen = address.values['clause'];
  const law = LAWS_SHOWN.find((one) => one === address.values['law']) ?? 'notice';
  const comparison = useComparison();
  const choose = (id: string | undefined) => {
    address.set('clause', id);
  };
  return (
    <Page
      title="条款图"
      actions={
        <Segmented
          aria-label="看哪部规定"
          value={law}
          options={[
            { value: 'notice', label: '通知全文' },
            { value: 'state', label: '条例和其他法律' },
            { value: 'new', label: '对照新文本' },
          ]}
          onChange={(other) => {
            address.replace(other === 'notice' ? {} : { law: other });
          }}
        />
      }
    >
      <p className="quiet tight">
        点开一条，看它由哪些规则、参数、等待、待办和文书执行，以及此刻有哪些办件因它在等。
      </p>
      <div className="clause-map">
        {law === 'notice' && <Notice chosen={chosen} onChoose={choose} />}
        {law === 'state' && <StateLaw chosen={chosen} onChoose={choose} />}
        {law === 'new' && <NewText comparison={comparison} chosen={chosen} onChoose={choose} />}
        <Side chosen={chosen} onChoose={choose} />
      </div>
    </Page>
  );
}

interface Choosing {
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

/** Beside the text where there is room, else above it. */
function Side({ chosen, onChoose }: Choosing) {
  const wide = Grid.useBreakpoint().xl === true;
  if (!wide) {
    return (
      <Drawer
        open={chosen !== undefined}
        title="由什么执行"
        size="large"
        onClose={() => {
          onChoose(undefined);
        }}
      >
        {chosen !== undefined && <ClausePanel key={chosen} id={chosen} />}
      </Drawer>
    );
  }
  return (
    <aside className="clause-side" aria-label="由什么执行">
      {chosen === undefined ? (
        <p className="quiet">请在左边选一条。</p>
      ) : (
        <ClausePanel key={chosen} id={chosen} />
      )}
    </aside>
  );
}

function Notice({ chosen, onChoose }: Choosing) {
  const notice = useNotice();
  if (notice.isPending) return <PageLoading />;
  if (notice.isError) {
    return <ProblemNote error={notice.error} onRepeat={() => void notice.refetch()} />;
  }
  return (
    <article className="law">
      {notice.data.map((block, at) => (
        <Block key={at} block={block} chosen={chosen} onChoose={onChoose} />
      ))}
    </article>
  );
}

function Block({ block, chosen, onChoose }: Choosing & { readonly block: NoticeBlock }) {
  const { kind, text, clause } = block;
  if (clause) {
    return (
      <ClauseBlock
        id={clause.id}
        name={`${clause.numeral}${clause.name}`}
        text={text}
        after={`（${clause.department}）`}
        carried={clause.carried}
        waiting={clause.waiting}
        chosen={chosen === clause.id}
        onChoose={onChoose}
      />
    );
  }
  if (kind === 'title') return <h2>{text}</h2>;
  if (kind === 'heading') return <h3>{text}</h3>;
  return <p className={kind === 'signature' ? 'law-signature' : 'law-text'}>{text}</p>;
}

const LAWS = [
  ['regulation', '住房公积金管理条例'],
  ['civil-code', '民法典'],
  ['retirement', '关于渐进式延迟法定退休年龄的办法'],
] as const;

/** The clauses of the law of the state that decisions cite. */
function StateLaw({ chosen, onChoose }: Choosing) {
  const clauses = useClauses();
  if (clauses.isPending) return <PageLoading />;
  if (clauses.isError) return <ProblemNote error={clauses.error} />;
  return (
    <article className="law">
      <h2>条例和其他法律（节录所引用的条款）</h2>
      {LAWS.map(([source, title]) => (
        <div key={source}>
          <h3>{title}</h3>
          {clauses.data
            .filter((clause) => clause.source === source)
            .map((clause) => (
              <ClauseBlock
                key={clause.id}
                id={clause.id}
                name={clause.title}
                text={clause.text}
                after={clause.before ? `（${clause.before.on}之前适用此前的条文）` : ''}
                carried={clause.carried}
                waiting={null}
                chosen={chosen === clause.id}
                onChoose={onChoose}
              />
            ))}
        </div>
      ))}
    </article>
  );
}
