import { mount } from 'svelte';
import '../design/base.css';
import Gallery from './Gallery.svelte';

mount(Gallery, { target: document.getElementById('window')! });
