/** The demo provider's pages: plain HTML in Chinese, no script, one style sheet of their own. */

export interface Shown {
  readonly id: string;
  readonly name: string;
  readonly duty: string;
  readonly password: string;
}

/** @param people whom a click signs in: this provider is the demo's, and says so */
export function passwordPage(
  action: string,
  problem: string | null,
  people: readonly Shown[],
): string {
  return page(
    '登录',
    `${problemLine(problem)}
<form method="post" action="${escape(action)}" autocomplete="off">
<p><label>用户名 <input name="username" required autofocus maxlength="40" autocomplete="username"></label></p>
<p><label>密码 <input name="password" type="password" required maxlength="100" autocomplete="current-password"></label></p>
<p><button type="submit">下一步</button></p>
</form>
<h2>演示人员</h2>
<p>仅演示环境显示，点姓名即以该人员登录。</p>
<ul class="people">
${people.map((person) => personForm(action, person)).join('\n')}
</ul>`,
  );
}

function personForm(action: string, { id, name, duty, password }: Shown): string {
  return `<li><form method="post" action="${escape(action)}" autocomplete="off"><input type="hidden" name="username" value="${escape(id)}"><input type="hidden" name="password" value="${escape(password)}"><button type="submit">${escape(name)}</button> ${escape(duty)} <code>${escape(id)}</code></form></li>`;
}

export interface CodePage {
  readonly action: string;
  readonly name: string;
  /** Signed: who has given the right password, and until when that counts. */
  readonly step: string;
  /** Filled in because this is a demo; nobody has a device for it. */
  readonly code: string;
}

export function codePage({ action, name, step, code }: CodePage): string {
  return page(
    '二次验证',
    `<p>${escape(name)}，请输入动态码。</p>
<form method="post" action="${escape(action)}" autocomplete="off">
<input type="hidden" name="step" value="${escape(step)}">
<p><label>动态码 <input name="code" value="${escape(code)}" required autofocus inputmode="numeric" pattern="\\d{6}" maxlength="6" autocomplete="one-time-code"></label></p>
<p><button type="submit">登录</button></p>
</form>
<p>演示环境已代填动态码；正式环境由各人的认证器给出。</p>`,
  );
}

/** @param form the library's own form with its protection against forgery */
export function formPage(title: string, text: string, form: string, button: Button): string {
  return page(
    title,
    `<p>${escape(text)}</p>${form}<p><button type="submit" form="${escape(button.form)}"${
      button.name === undefined
        ? ''
        : ` name="${escape(button.name)}" value="${escape(button.value ?? '')}"`
    }>${escape(button.text)}</button></p>`,
  );
}

export const STYLE_PATH = '/sign-in.css';

export const STYLE = `body{margin:0;background:#f3f6f7;color:#1c2530;font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif}
main{max-width:520px;margin:8vh auto;padding:24px 32px;background:#fff;border:1px solid #dde3e8;border-radius:8px}
h1{margin:0 0 12px;font-size:22px}h2{margin:24px 0 4px;font-size:16px}
label{display:block}input:not([type=hidden]){display:block;box-sizing:border-box;width:100%;margin-top:4px;padding:8px 10px;border:1px solid #8c97a3;border-radius:6px;font:inherit}
button{padding:6px 18px;border:1px solid #0b5a6f;border-radius:6px;background:#0b5a6f;color:#fff;font:inherit;cursor:pointer}
button:focus-visible,input:focus-visible{outline:2px solid #0b5a6f;outline-offset:2px}
[role=alert]{padding:8px 12px;background:#fdeceb;border:1px solid #eab2ae;border-radius:6px}
.people{margin:8px 0 0;padding:0;list-style:none}.people form{padding:4px 0}.people button{min-width:96px;background:#fff;color:#0b5a6f}
code{color:#55616e}
`;

export interface Button {
  readonly form: string;
  readonly text: string;
  readonly name?: string;
  readonly value?: string;
}

export function textPage(title: string, text: string): string {
  return page(title, `<p>${escape(text)}</p>`);
}

function problemLine(problem: string | null): string {
  return problem === null ? '' : `<p role="alert"><strong>${escape(problem)}</strong></p>`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} · 安居办件（演示）</title><link rel="stylesheet" href="${STYLE_PATH}"></head>
<body><main><h1>${escape(title)}</h1>
${body}
</main></body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
