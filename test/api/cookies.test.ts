/** The cookies under TLS and without it. */
import express from 'express';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createCookies, sessionCookieName } from '../../src/api/session/cookies.ts';

async function setBy(publicUrl: string): Promise<string> {
  const cookies = createCookies(publicUrl);
  const app = express();
  app.get('/', (_request, response) => {
    cookies.setSession(response, 'x'.repeat(43));
    response.end();
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  server.close();
  return answer.headers.getSetCookie()[0] ?? '';
}

describe('the session cookie', () => {
  it('is Secure and bound to the host where there is TLS', async () => {
    const cookie = await setBy('https://anju.example');
    expect(cookie).toMatch(/^__Host-anju_session=x+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(sessionCookieName('https://anju.example')).toBe('__Host-anju_session');
  });

  it('works on loopback without TLS', async () => {
    expect(await setBy('http://127.0.0.1:7300')).toMatch(
      /^anju_session=x+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });
});
