/** How a notice is meant; each has its own icon. */
export type NoticeTone = 'information' | 'success' | 'warning' | 'problem';
