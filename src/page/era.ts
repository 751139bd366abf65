/** Says of a primitive whether kernels of one version have it. */
export type Era = (name: string) => boolean;

/** Since which version, and before which: `major * 1000 + minor`, from the headers of 6.1 and 6.12. */
const CHANGED: Readonly<Record<string, readonly [since: number, before: number]>> = {
  page_ref_sub_return: [0, 6012],
  folio_ref_try_add_rcu: [0, 6011],
  folio_try_get_rcu: [0, 6011],
  folio_ref_try_add: [6011, Number.POSITIVE_INFINITY],
  page_ref_add_unless: [0, 7000],
  folio_ref_add_unless: [0, 7000],
  page_ref_add_unless_zero: [7000, Number.POSITIVE_INFINITY],
  folio_ref_add_unless_zero: [7000, Number.POSITIVE_INFINITY],
};

/** Which primitives a version has (`6.12.117`); without one, those of the newest kernel. */
export function eraOf(version: string | undefined): Era {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  const at = major === undefined ? Number.MAX_SAFE_INTEGER : Number(major) * 1000 + Number(minor);
  return (name) => {
    const [since, before] = CHANGED[name] ?? [0, Number.POSITIVE_INFINITY];
    return since <= at && at < before;
  };
}

/** A kernel check: its condition, the function it is in, and where that stands. */
interface CheckPlace {
  readonly file: string;
  readonly line?: number;
}

/** Where the checks stand: file, and line in 6.12 and in 6.1. */
const PLACES: Readonly<Record<string, readonly [file: string, in612: number, in61: number]>> = {
  'page_count(page) != 0': ['include/linux/page_ref.h', 288, 332],
  'count == 0': ['include/linux/page_ref.h', 289, 333],
  'page_ref_count(page) == 0': ['include/linux/mm.h', 1140, 780],
  'folio_ref_zero_or_close_to_overflow(folio)': ['include/linux/mm.h', 1444, 1146],
  'page_ref_count(page) <= 0': ['include/linux/mm.h', 1456, 1160],
  'PageTail(page)': ['mm/internal.h', 442, 180],
  'page_ref_count(page)': ['mm/internal.h', 443, 181],
};

/** Where the kernel has a check, by its condition; without a line where that is not known for the version. */
export function checkPlace(condition: string, version: string | undefined): CheckPlace {
  const [file, in612, in61] = PLACES[condition] ?? ['mm/page_alloc.c'];
  const [, minor] = /^6\.(\d+)(?:\.|$)/.exec(version ?? '') ?? [];
  const line = minor === '12' ? in612 : minor === '1' ? in61 : undefined;
  return line === undefined ? { file } : { file, line };
}
