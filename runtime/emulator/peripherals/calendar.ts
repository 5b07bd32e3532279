/** The calendar of the RTC: fields that count (RP2040 datasheet, 4.8). */

/** Date and time as the RTC keeps them. */
export interface CalendarTime {
  /** 0 to 4095. */
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
  /** 0 (Sunday) to 6; it only counts along and is not worked out from the date. */
  weekday: number;
  hour: number;
  minute: number;
  second: number;
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const secondsOfDay = 86_400;

function lastDay(time: CalendarTime, noLeapYear: boolean): number {
  if (time.month === 2 && time.year % 4 === 0 && !noLeapYear) return 29;
  return daysOfMonth[time.month - 1] ?? 31;
}

/**
 * Lets seconds go by.
 *
 * @param noLeapYear - FORCE_NOTLEAPYEAR: every fourth year counts as a leap year unless a program says otherwise,
 *   as it must in 2100.
 */
export function advance(time: CalendarTime, seconds: number, noLeapYear: boolean): void {
  const sum = time.hour * 3600 + time.minute * 60 + time.second + seconds;
  const inDay = sum % secondsOfDay;
  time.hour = Math.floor(inDay / 3600);
  time.minute = Math.floor(inDay / 60) % 60;
  time.second = inDay % 60;
  for (let days = Math.floor(sum / secondsOfDay); days > 0; days--) {
    time.weekday = (time.weekday + 1) % 7;
    if (time.day !== lastDay(time, noLeapYear)) {
      time.day = (time.day + 1) & 0x1f;
      continue;
    }
    time.day = 1;
    if (time.month === 12) {
      time.month = 1;
      time.year = (time.year + 1) & 0xfff;
    } else time.month = (time.month + 1) & 0xf;
  }
}
