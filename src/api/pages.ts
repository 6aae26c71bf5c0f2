/** The few pages the API itself shows: a message, and what a problem means. Plain HTML, no script. */
import type { Response } from 'express';

export function messagePage(response: Response, status: number, title: string, text: string): void {
  response
    .status(status)
    .type('html')
    .send(
      page(
        title,
        `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p><p><a href="/">返回首页</a></p>`,
      ),
    );
}

/** @param style address of a style sheet of our own, when the page has one */
export function page(title: string, body: string, style?: string): string {
  const link = style === undefined ? '' : `<link rel="stylesheet" href="${style}">`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} · 安居办件</title>${link}</head><body>${body}</body></html>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
