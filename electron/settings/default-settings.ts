import type { Settings } from '../api.ts';

/** What a person has before anybody changed anything. */
export const defaultSettings: Settings = {
  theme: 'system',
  zoom: 1,
  editorTextSize: 14,
  codeFont: 'jetbrains-mono',
  wordWrap: false,
  workspace: '',
  outputsOffOnStop: false,
  setsBoardClock: true,
  reconnect: false,
  lastBoard: '',
  simulation: 'fast',
  simulatedModel: 'pico',
  plotter: { axis: 'time', windowSeconds: 10, windowSamples: 500, keepsLastRun: false },
  sharedComputer: false,
  firstSteps: { closed: false, done: [] },
  layout: {},
};
