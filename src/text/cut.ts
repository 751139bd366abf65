/** At most `width` characters of `text`, the last three of them dots where something is missing. */
export function cut(text: string, width: number): string {
  const points = [...text];
  return points.length <= width ? text : `${points.slice(0, Math.max(width - 3, 0)).join('')}...`;
}
