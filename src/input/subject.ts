/** What the subject of a mail says about its place in a series. */
export interface SubjectTag {
  /** True for an answer to another mail. */
  readonly reply: boolean;
  /** The subject as written, without `Re: ` and `Fwd: ` in front. */
  readonly subject: string;
  /** True with a bracket that holds the word PATCH. */
  readonly patch: boolean;
  /** 1 when no `v2` is there. */
  readonly version: number;
  /** The n of `n/m`; 0 is the cover letter. */
  readonly number?: number;
  /** The m of `n/m`. */
  readonly total?: number;
  /** The subject without brackets, in lower case and with single blanks: equal for a patch and the answers to it. */
  readonly key: string;
}

const REPLY = /^(?:re|aw|sv|vs|antw|回复|回覆|答复|答覆)(?:\[\d+\])?\s*[:：]\s*/i;
const FORWARD = /^(?:fwd?|wg)\s*:\s*/i;
const BRACKET = /^\[([^\]]{0,200})\]\s*/;

/** Reads a decoded subject line, such as `Re: [PATCH mm v2 1/2] mm: do this`. */
export function readSubject(text: string): SubjectTag {
  let subject = text.trim().slice(0, 2000);
  let reply = false;
  for (;;) {
    const mark = REPLY.exec(subject) ?? FORWARD.exec(subject);
    if (mark === null) break;
    reply ||= REPLY.test(subject);
    subject = subject.slice(mark[0].length);
  }
  const brackets: string[] = [];
  let rest = subject;
  for (let bracket = BRACKET.exec(rest); bracket !== null; bracket = BRACKET.exec(rest)) {
    brackets.push(bracket[1]!);
    rest = rest.slice(bracket[0].length);
  }
  // Robots answer with their own tag in front: `[bot name] Re: mm: do this`.
  reply ||= REPLY.test(rest);
  const key = rest.replace(REPLY, '').replace(/\s+/g, ' ').trim().toLowerCase();
  return { reply, subject, key, ...readBrackets(brackets.join(' ')) };
}

function readBrackets(text: string): Pick<SubjectTag, 'patch' | 'version' | 'number' | 'total'> {
  const count = /(?:^|\s)(\d{1,4})\/(\d{1,4})(?=[\s,]|$)/.exec(text);
  const version = /(?:^|[\s,-]|PATCH)v(\d{1,3})(?=[\s.,]|$)/i.exec(text);
  return {
    patch: /\bPATCH/i.test(text),
    version: version === null ? 1 : Number(version[1]),
    ...(count === null ? {} : { number: Number(count[1]), total: Number(count[2]) }),
  };
}
