const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A `Date:` header, in UTC. */
export function dateField(date: Date): string {
  return `Date: ${date.toUTCString().replace(/GMT$/, '+0000').replace(/, 0/, ', ')}`;
}

/**
 * A date as mutt writes it above a quote, in the sender's zone: `Wed, Mar 04, 2026 at 12:01:00PM +0000`. Undefined when
 * `text` is no date of RFC 5322.
 */
export function quotedDate(text: string): string | undefined {
  const pattern =
    /^\s*(?:[A-Za-z]{3}\s*,\s*)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s+([+-]\d{4}|GMT|UTC?)\b/;
  const [, day, name = '', year, hour, minute, second = '00', zone] = pattern.exec(text) ?? [];
  const month = MONTHS.indexOf(name.charAt(0).toUpperCase() + name.slice(1).toLowerCase());
  if (day === undefined || month < 0) return undefined;
  const date = new Date(Date.UTC(Number(year), month, Number(day)));
  const hours = Number(hour);
  const clock = `${String(hours % 12 || 12).padStart(2, '0')}:${minute}:${second}${hours < 12 ? 'AM' : 'PM'}`;
  const offset = /^[+-]/.test(zone!) ? zone : '+0000';
  return `${DAYS[date.getUTCDay()]}, ${MONTHS[month]} ${day.padStart(2, '0')}, ${year} at ${clock} ${offset}`;
}
