import { catalogue } from '../../resources/explanations/catalogue.ts';
import { t } from '../../resources/messages/messages.ts';

/** One kind of mistake that Nibble explains. */
export interface KnownError {
  readonly id: string;
  /** Python's name for it, `SyntaxError`. */
  readonly name: string;
  readonly title: string;
  /** What happened, with `…` where the program's own words will stand. */
  readonly happened: string;
}

/** The catalogue of errors, as the help lists it: those of one name together. */
export function knownErrors(): KnownError[] {
  const errors = catalogue.map((entry): KnownError => {
    const { exception } = entry as { exception?: string | readonly string[] };
    return {
      id: entry.id,
      name: [exception ?? []].flat().join(', '),
      title: t(`explanations:cases.${entry.id}.title`, { skipInterpolation: true }),
      happened: withoutNames(t(`explanations:cases.${entry.id}.happened`, { skipInterpolation: true })),
    };
  });
  return errors.map((error) => ({ ...error, title: withoutNames(error.title) }));
}

function withoutNames(sentence: string): string {
  return sentence.replace(/\{\{\w+\}\}/g, '…');
}
