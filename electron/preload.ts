/**
 * The door between an Electron window and the main process: a pipe for text, and nothing else. It
 * runs in the sandbox, so it is built into one CommonJS file.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { ChannelPipe } from './api.ts';
import { pipeName } from './desktop/pipe-name.ts';

let receive = (_message: string): void => {};
ipcRenderer.on(pipeName, (_event, message: string) => receive(message));

const pipe: ChannelPipe = {
  send: (message) => ipcRenderer.send(pipeName, message),
  onMessage: (listener) => {
    receive = listener;
  },
};
contextBridge.exposeInMainWorld('nibblePipe', pipe);
