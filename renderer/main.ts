import { mount } from 'svelte';
import App from './App.svelte';
import './design/base.css';
import { Workbench } from './workbench.svelte.ts';

mount(App, {
  target: document.getElementById('window')!,
  props: { workbench: new Workbench() },
});
