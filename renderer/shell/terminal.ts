import { Terminal } from '@xterm/xterm';
import { whenIdle } from '../later.ts';

/** Lines that can be scrolled back to and searched. */
export const scrollbackLines = 10_000;

/** In pixels; marks of found text are drawn beside it. */
const scrollbarWidth = 10;

/** A terminal as the shell uses it. Its look comes from `followAppearance`. */
export function createTerminal(): Terminal {
  return new Terminal({
    allowProposedApi: true,
    cursorBlink: false,
    cursorStyle: 'bar',
    cursorWidth: 2,
    cursorInactiveStyle: 'outline',
    lineHeight: 1.25,
    scrollback: scrollbackLines,
    minimumContrastRatio: 4.5,
    overviewRuler: { width: scrollbarWidth },
    // Links in output would leave Nibble; only places in files are made into links, by us.
    linkHandler: null,
    rightClickSelectsWord: true,
    drawBoldTextInBrightColors: false,
    logLevel: 'off',
  });
}

/**
 * Draws with the graphics card where there is one. Where WebGL is missing, would be slow, or is taken
 * away later, xterm's own drawing with elements stays or comes back.
 */
export function drawWithGraphicsCard(terminal: Terminal): void {
  // Asking for a graphics card takes long: the prompt is shown first.
  const first = terminal.onWriteParsed(() => {
    first.dispose();
    whenIdle(() => void drawByWebgl(terminal));
  });
}

async function drawByWebgl(terminal: Terminal): Promise<void> {
  if (!hasGraphicsCard()) return;
  const { WebglAddon } = await import('@xterm/addon-webgl');
  if (!terminal.element?.isConnected) return;
  const drawing = new WebglAddon();
  drawing.onContextLoss(() => drawing.dispose());
  terminal.loadAddon(drawing);
}

function hasGraphicsCard(): boolean {
  const context = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '';
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|basic render/i.test(renderer);
}
