import { defineConfig } from 'vite';

const hub = process.env['HUB_URL'] ?? 'http://127.0.0.1:9000';

export default defineConfig({
  logLevel: 'warn',
  build: {
    outDir: process.env['PAGE_OUTPUT'] ?? '../../../target/classes/META-INF/resources',
    emptyOutDir: true,
    target: 'es2022',
    // The Content-Security-Policy does not allow data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': hub, '/ws': { target: hub, ws: true } } },
});
