import type { OutputLeftOn } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';

/** "GP15 is on, PWM 50 % · The LED is on": what a program left behind; empty for nothing. */
export function leftOnSentence(leftOn: readonly OutputLeftOn[]): string {
  return leftOn.map(leftOnWords).join(' · ');
}

function leftOnWords({ pin, pwm, duty }: OutputLeftOn): string {
  const percent = Math.round(duty * 100);
  if (pin === 'LED') return pwm ? t('boardState:leftOn.ledPwm', { percent }) : t('boardState:leftOn.led');
  return pwm
    ? t('boardState:leftOn.pinPwm', { gpio: pin, percent })
    : t('boardState:leftOn.pin', { gpio: pin });
}
