// Health check of a container: `node bin/healthy.cjs URL` ends with 0 when it answers well.
'use strict';

const [url] = process.argv.slice(2);

fetch(url, { signal: AbortSignal.timeout(3000) }).then(
  (answer) => process.exit(answer.ok ? 0 : 1),
  () => process.exit(1),
);
