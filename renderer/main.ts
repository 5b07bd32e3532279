import { mount } from 'svelte';
import App from './App.svelte';
import './design/base.css';
import { catalogue } from '../resources/messages/messages.ts';
import { Workbench } from './workbench.svelte.ts';

// For tests: see pseudo.ts.
if (new URLSearchParams(location.search).get('language') === 'pseudo') {
  const { speakPseudo } = await import('../resources/messages/pseudo.ts');
  speakPseudo(catalogue);
}

mount(App, {
  target: document.getElementById('window')!,
  props: { workbench: new Workbench() },
});
