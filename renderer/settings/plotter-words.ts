import { catalogue, t } from '../../resources/messages/messages.ts';

/** A length of time as people say it: "30 seconds", "2 minutes". */
export function wordSeconds(seconds: number): string {
  return seconds >= 60 && seconds % 60 === 0
    ? t('settings:minutes', { count: seconds / 60 })
    : t('settings:seconds', { count: seconds });
}

/** A number of samples as people say it: "10,000 lines". */
export function wordSamples(samples: number): string {
  const amount = new Intl.NumberFormat(catalogue.language).format(samples);
  return t('settings:samples', { count: samples, amount });
}
