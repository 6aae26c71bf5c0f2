/** The demo provider's pages: plain HTML in Chinese, no script, no style that a policy must allow. */

export function passwordPage(action: string, problem: string | null): string {
  return page(
    '登录',
    `${problemLine(problem)}
<form method="post" action="${escape(action)}" autocomplete="off">
<p><label>用户名 <input name="username" required autofocus maxlength="40" autocomplete="username"></label></p>
<p><label>密码 <input name="password" type="password" required maxlength="100" autocomplete="current-password"></label></p>
<p><button type="submit">下一步</button></p>
</form>
<p>演示人员的用户名和密码见启动时打印的列表。</p>`,
  );
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
<title>${escape(title)} · 安居办件（演示）</title></head>
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
