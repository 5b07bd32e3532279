declare module '@micropython/micropython-webassembly-pyscript' {
  /** Loads one interpreter; `heapsize` in bytes, `pystack` in words; `url` the path of its WebAssembly file. */
  export function loadMicroPython(options: {
    url: string;
    heapsize: number;
    pystack: number;
    linebuffer: boolean;
  }): Promise<unknown>;
}
