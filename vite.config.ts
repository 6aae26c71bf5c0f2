/** How the console is built: into dist/console, which the API process serves. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API puts a fresh value in its place for every page: see src/api/console-page.ts. */
const NONCE_PLACE = 'ANJU_NONCE';

export default defineConfig({
  root: 'src/console',
  plugins: [react()],
  html: { cspNonce: NONCE_PLACE },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // Everything by its own address: the policy allows no `data:` but for pictures.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
});
