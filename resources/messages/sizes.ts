import { t } from './messages.ts';

/** A number of bytes as people read it: "1.3 MB", "820 KB", "12 bytes". */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return t('window:size.bytes', { count: Math.round(bytes) });
  if (bytes < 1024 * 1024) return t('window:size.kilobytes', { amount: Math.round(bytes / 1024) });
  return t('window:size.megabytes', { amount: (bytes / 1024 / 1024).toFixed(1) });
}
