// What was compiled once is not compiled again, by this program and by those it starts.
'use strict';

const loader = require('node:module');
const { join } = require('node:path');

if (!process.env.NODE_COMPILE_CACHE) {
  const folder = join(__dirname, '..', 'node_modules', '.cache', 'node');
  loader.enableCompileCache(folder);
  process.env.NODE_COMPILE_CACHE = folder;
}
