/** How the console is built: into dist/console, which the API process serves. */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The API puts a fresh value in its place for every page: see src/api/console-page.ts. */
const NONCE_PLACE = 'ANJU_NONCE';

/** Icons stand beside words or in named buttons: their English names are not read out. */
function quietIcons(): Plugin {
  return {
    name: 'quiet-icons',
    enforce: 'pre',
    transform(code, id) {
      if (!/@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js/.test(id)) return null;
      // One that can be pressed keeps the name and the role it was given.
      const quiet = code.replace(
        /role: "img",\s*"aria-label": icon\.name/,
        '"aria-hidden": restProps["aria-label"] === undefined ? true : undefined',
      );
      if (quiet === code) throw new Error('icons name themselves in another way: look again');
      return { code: quiet, map: null };
    },
  };
}

export default defineConfig({
  root: 'src/console',
  plugins: [quietIcons(), react()],
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
