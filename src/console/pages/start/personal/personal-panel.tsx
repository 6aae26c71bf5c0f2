/** 变更什么、要带什么: what would be changed, who looks first, what the phone before is told; or why not. */
import { clauseTitle } from '../../../../policy/clauses.ts';
import type { Schemas } from '../../../api/client.ts';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { PreviewPanel, Refusals } from '../preview-panel.tsx';
import type { Preview } from '../use-precheck.ts';

type Told = Schemas['Precheck'];

export function PersonalPanel({ preview }: { readonly preview: Preview }) {
  return (
    <PreviewPanel title="变更什么、要带什么" preview={preview} before={<Before />}>
      {(told) => <Outcome told={told} />}
    </PreviewPanel>
  );
}

function Before() {
  return (
    <>
      <p className="tight">填好账户和要变更的内容后，这里说明要带的材料和由谁复核。</p>
      <ul>
        <li>变更后的姓名、证件向公安机关重新核验，没有答复不变更。</li>
        <li>变更姓名、证件的，由另一名工作人员复核；旧号码仍能查到本人。</li>
        <li>变更手机的，新旧号码各收到一条短信。</li>
        <li>变更后不久申请提取、销户的，付款前由另一人核实。</li>
      </ul>
      <Basis />
    </>
  );
}

function Basis() {
  return (
    <p>
      <ClauseLink id="liaoning-11" title={clauseTitle('liaoning-11')} />
    </p>
  );
}

function Outcome({ told: { refusals, missing, personalChange } }: { readonly told: Told }) {
  return (
    <>
      <p className="tight">
        {refusals.length > 0 ? (
          <strong className="wrong">按现有内容不予变更</strong>
        ) : (
          <strong className="fine">
            {missing.length > 0 ? '可以办理，材料还没有附齐' : '可以办理'}
          </strong>
        )}
      </p>
      <Refusals of={refusals} />
      {personalChange && refusals.length === 0 && <What of={personalChange} />}
      <Basis />
    </>
  );
}

function What({ of }: { readonly of: Schemas['PersonalChangePreview'] }) {
  const { changes, materials, toConfirm, decidedByText, held } = of;
  return (
    <>
      <h3>变更</h3>
      <p className="tight">{changes}。</p>
      <p className="tight">{decidedByText}。</p>
      {toConfirm !== '' && <p className="tight warned">{toConfirm}。</p>}
      {held && <p className="tight">账户有冻结：不影响变更，冻结照旧。</p>}
      <h3>材料</h3>
      <ul aria-label="要带的材料">
        {materials.map(({ code, name, there }) => (
          <li key={code}>
            {name}
            {there ? '（已附）' : ''}
          </li>
        ))}
      </ul>
    </>
  );
}
