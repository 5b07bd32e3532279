import type { HtmlTagDescriptor, Plugin } from 'vite';

/** The fonts of the first thing that is painted: Latin letters of the window and of code. */
const fonts = ['inter-latin-wght-normal', 'jetbrains-mono-latin-wght-normal'];

/** Name of the chunk that connects the window with its host. */
const connection = 'connection';

/**
 * What the window's scripts are bundled into. The connection is by itself, to run before the rest is there; so
 * is Svelte, which makes an error as it starts: with a debugger attached, the whole chunk is parsed again for
 * that. What else the first view needs is in few pieces, parsed side by side: many small ones take longer.
 */
export const firstChunks = [
  { name: connection, test: /renderer\/channel\/(first|preload|socket)-wire\.ts$/, priority: 3 },
  { name: 'svelte', test: /node_modules\/svelte\//, tags: ['$initial' as const], priority: 2 },
  { name: 'editor', test: /node_modules\/@(codemirror|lezer)\//, tags: ['$initial' as const], priority: 1 },
  { name: 'window', tags: ['$initial' as const] },
];

/**
 * Has the built page connect to its host while it fetches its other scripts, and fetch its fonts along with
 * them: the shell waits for them to measure its letters.
 */
export function fetchFirst(): Plugin {
  return {
    name: 'fetch-first',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const tags: HtmlTagDescriptor[] = [];
        for (const [file, output] of Object.entries(bundle)) {
          const address = `./${file}`;
          if (output.type === 'chunk' && output.name === connection)
            tags.push({
              tag: 'script',
              attrs: { type: 'module', crossorigin: true, src: address },
              injectTo: 'head-prepend',
            });
          if (file.endsWith('.woff2') && fonts.some((name) => file.includes(`/${name}-`)))
            tags.push({
              tag: 'link',
              attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: address },
              injectTo: 'head',
            });
        }
        return tags;
      },
    },
  };
}
