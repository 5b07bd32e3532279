import type { Plugin } from 'vite';

/** The fonts of the first thing that is painted: Latin letters of the window and of code. */
const first = ['inter-latin-wght-normal', 'jetbrains-mono-latin-wght-normal'];

/** Has the built page fetch its fonts along with its scripts: the shell waits for them to measure its letters. */
export function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => first.some((name) => file.includes(`/${name}-`) && file.endsWith('.woff2')))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${file}` },
            injectTo: 'head' as const,
          })),
    },
  };
}
