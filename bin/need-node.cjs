// Loaded before everything else (node -r): says in one sentence when Node is too old to go on.
// Written so that a Node of ten years ago can read it.
'use strict';

var LEAST = [22, 18];
var have = process.versions.node.split('.').map(Number);

// 23 came before it and reads types by itself from 23.6 on.
var tooOld =
  have[0] < LEAST[0] ||
  (have[0] === LEAST[0] && have[1] < LEAST[1]) ||
  (have[0] === 23 && have[1] < 6);

if (tooOld) {
  var least = LEAST.join('.');
  var lines = [
    '安居办件需要 Node ' + least + ' 以上，本机是 ' + process.versions.node + '。',
    '请先执行 npm ci（常见平台会随之装好 Node 24），再用 npm start、npm test 启动；',
    '本平台没有随附的 Node 时，请自行安装 Node 24。',
    'Anju needs Node ' + least + ' or newer; this is ' + process.versions.node + '.',
  ];
  process.stderr.write(lines.join('\n') + '\n');
  process.exit(1);
} else {
  require('./compile-cache.cjs');
}
