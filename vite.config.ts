import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';
import { root } from './scripts/root.js';
import { join } from 'node:path';

/** The page that every HTML report is a filled-in copy of: one file, its policy naming its only script and style. */
const onePage: Plugin = {
  name: 'one-page',
  enforce: 'post',
  generateBundle(_, bundle) {
    const page = bundle['index.html'];
    const script = Object.values(bundle).find((file) => file.type === 'chunk');
    const style = Object.values(bundle).find((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
    if (page?.type !== 'asset' || script?.type !== 'chunk' || style?.type !== 'asset') {
      throw new Error('the page is not one script and one style sheet');
    }
    const code = inlined(script.code);
    const css = String(style.source).trim();
    const policy = [
      `default-src 'none'`,
      `script-src '${hash(code)}'`,
      `style-src '${hash(css)}'`,
      `base-uri 'none'`,
      `form-action 'none'`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ].join('; ');
    const html = String(page.source)
      .replace(/\s*<script type="module"[^>]*><\/script>/, () => `\n    <script type="module">${code}</script>`)
      .replace(/\s*<link rel="stylesheet"[^>]*>/, () => `\n    <style>${css}</style>`)
      .replace('%POLICY%', () => policy);
    for (const name of Object.keys(bundle)) delete bundle[name];
    this.emitFile({ type: 'asset', fileName: 'report-shell.html', source: html });
  },
};

/** A script as it may stand inside a page: no end tag of its own, no character that HTML forbids. */
function inlined(code: string): string {
  const written = (character: string): string => String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return code
    .replaceAll('</script', String.raw`<\/script`)
    .replaceAll(/\p{Cc}/gu, (character) => (/[\t\n]/.test(character) ? character : written(character)))
    .trim();
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Builds the page of the HTML report into `dist/`, beside what is there. */
export default defineConfig({
  root: join(root, 'reports/html/app'),
  publicDir: false,
  logLevel: 'warn',
  plugins: [onePage],
  // The classic calls are shorter by a tenth of the page than those of the automatic runtime.
  oxc: {
    jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
    jsxInject: `import { h, Fragment } from 'preact'`,
  },
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
  },
});
