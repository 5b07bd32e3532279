declare module '@micropython/micropython-webassembly-pyscript' {
  /** Loads one interpreter; `heapsize` in bytes, `pystack` in words. */
  export function loadMicroPython(options: {
    heapsize: number;
    pystack: number;
    linebuffer: boolean;
  }): Promise<unknown>;
}
