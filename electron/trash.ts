/** Where deleted files go, so that they can be taken back. */
export interface Trash {
  /** Moves a file or folder (absolute path) into the trash. Rejects where there is none for it. */
  put(path: string): Promise<void>;
}

/** A door without a trash: says so, and deletes nothing. */
export const noTrash: Trash = {
  put: async () => {
    throw new Error('no trash');
  },
};

/** The trash of the operating system, without Electron. */
export const systemTrash: Trash = {
  async put(path) {
    const { default: trash } = await import('trash');
    await trash(path, { glob: false });
  },
};
