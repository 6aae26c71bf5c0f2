/** `npm run compose:env`: writes .env for docker compose, every password random, unless it is there. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const target = fileURLToPath(new URL('.env', ROOT));

if (existsSync(target)) {
  console.log(`${target} 已存在，没有改动。`);
} else {
  const example = readFileSync(new URL('.env.example', ROOT), 'utf8');
  const filled = example.replace(/^(\w+)=$/gm, (_, name: string) => {
    return `${name}=${randomBytes(24).toString('base64url')}`;
  });
  writeFileSync(target, filled, { mode: 0o600 });
  console.log(`已写入 ${target}（仅本人可读）。接着执行 docker compose up --build。`);
}
