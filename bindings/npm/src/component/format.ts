import { printable } from './dom.js';
import type { Language, Strings } from './strings/index.js';

/** A time stamp as a date of that language, in UTC; as it stands where it is none. */
export function date(stamp: string, language: Language): string {
  const time = /^\d{4}-\d{2}-\d{2}(T|$)/.test(stamp) ? new Date(stamp) : new Date(NaN);
  if (Number.isNaN(time.getTime())) return printable(stamp);
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

/** A duration such as `PT50H` in words; as it stands where it is none. */
export function duration(given: string, { duration: units }: Strings): string {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(given);
  const parts = [units.year, units.month, units.week, units.day, units.hour, units.minute].flatMap(([one, more], index) => {
    const count = found?.[index + 1];
    return count ? [`${count} ${Number(count) === 1 ? one : more}`] : [];
  });
  return parts.length > 0 ? parts.join(', ') : printable(given);
}
