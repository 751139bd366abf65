/** An inclusive range of 1-based lines. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * One version of one C file. Line numbers are always those of the real file, also where `complete` is false:
 * then the text holds only the lines that the hunks show, each at its own line, and every other line is empty.
 */
export interface SourceImage {
  readonly path: string;
  readonly side: 'pre' | 'post';
  readonly text: string;
  /** False when only the hunks are known. */
  readonly complete: boolean;
  /** For an incomplete image: what the hunks show, in order, and the function head that git printed for each. */
  readonly fragments: readonly Fragment[];
  /**
   * Lines that the patch changed on this side: added lines in the post image, removed lines in the pre image.
   */
  readonly changed: readonly LineRange[];
  /** Places where the *other* side has lines and this one has none: the gap is before this 1-based line. */
  readonly gaps: readonly number[];
}

export interface Fragment extends LineRange {
  /** Text behind the second `@@`; empty when git printed none. */
  readonly section: string;
}

/** The two versions of a file that a patch touches; one of them is absent for a created or a deleted file. */
export interface ImagePair {
  readonly pre?: SourceImage;
  readonly post?: SourceImage;
  /** Maps a 1-based line of the post image to the same line of the pre image; undefined for an added line. */
  readonly preLine: (postLine: number) => number | undefined;
}
