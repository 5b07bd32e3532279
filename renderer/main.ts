import { mount } from 'svelte';
import App from './App.svelte';
import './design/base.css';
import { catalogue } from '../resources/messages/messages.ts';
import { Workbench } from './workbench.svelte.ts';

/** A host that does not answer is waited for in sight; in milliseconds. */
const longestBlank = 300;

void showWindow();

async function showWindow(): Promise<void> {
  // For tests: see pseudo.ts.
  if (new URLSearchParams(location.search).get('language') === 'pseudo') {
    const { speakPseudo } = await import('../resources/messages/pseudo.ts');
    speakPseudo(catalogue);
  }
  const workbench = new Workbench();
  // What the host says first is there before a window without it could be drawn, only to be drawn again.
  await Promise.race([workbench.session.heard, new Promise((resolve) => setTimeout(resolve, longestBlank))]);
  mount(App, { target: document.getElementById('window')!, props: { workbench } });
}
