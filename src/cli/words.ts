/** The words of a comma list; none when the flag was not given. */
export function words(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}
