import type { Random } from '../random.js';
import { diff } from './diff.js';

const SUBJECTS = [
  ...[
    '[PATCH] mm: x',
    '[PATCH v2 1/2] mm/x: y',
    'Re: [PATCH] mm: x',
    '[PATCH 0/1] cover',
    'mm: x',
    '[RFC PATCH -mm] z',
  ],
  ...['=?utf-8?q?=5BPATCH=5D_caf=C3=A9?=', '=?UTF-8?B?W1BBVENIXSB4?=', '[PATCH net-next] x\n (folded)', '', 'FWD: y'],
];
const SENDERS = [
  'A <a@example.org>',
  '"B, C" <b@example.org>',
  'c@example.org',
  '=?utf-8?q?D=C3=A9?= <d@example.org>',
  'e',
];
const BODIES = [
  ...['Why.\n', 'From: F <f@example.org>\n\nWhy.\n', 'Subject: [PATCH] other\n\nWhy.\n', 'x\n-- >8 --\nWhy.\n', '\n\n'],
  ...['> quoted\n> text\n\nAnswer.\n', 'On Tue, 3 Feb 2026, A wrote:\n', 'From now on.\n>From then on.\n', '\tdiff\n'],
];

/** A mail, or an mbox of up to three, with a diff in any of the ways in which mailers carry one. */
export function mail(random: Random): string {
  if (random.chance(0.7)) return oneMail(random, 1);
  const mails = Array.from({ length: 1 + random.below(3) }, (_, i) => oneMail(random, i + 1));
  const separator = random.pick([
    'From mboxrd@z Thu Jan  1 00:00:00 1970\n',
    'From a@example.org Tue Mar  3 09:01:00 2026\n',
  ]);
  return mails.map((text) => `${separator}${text.replace(/^>*From /gm, '>$&')}\n`).join('');
}

function oneMail(random: Random, number: number): string {
  const { pick, chance } = random;
  const text = `${pick(BODIES)}${chance(0.8) ? 'Signed-off-by: A <a@example.org>\n---\n mm/x.c | 2 +-\n\n' : '\n'}${changes(random)}${chance(0.8) ? '-- \n2.43.0\n' : ''}`;
  const headers = [
    `From: ${pick(SENDERS)}`,
    `Subject: ${pick(SUBJECTS)}`,
    ...(chance(0.8) ? [`Message-ID: <m${number}@example.org>`] : []),
    ...(chance(0.5) ? ['Date: Tue, 3 Feb 2026 08:01:17 +0000'] : []),
    ...(number > 1 || chance(0.2) ? [`In-Reply-To: <m${number - 1}@example.org>`] : []),
    ...(chance(0.2) ? ['To: covey@lists.example.org, A <a@example.org>'] : []),
  ];
  const { fields, content } = encoded(text, random);
  const whole = `${[...headers, ...fields].join('\n')}\n\n${content}`;
  return chance(0.15) ? whole.replace(/\n/g, '\r\n') : whole;
}

function changes(random: Random): string {
  const text = diff(random);
  return random.chance(0.15) ? text.replace(/^/gm, '> ') : text;
}

interface Encoded {
  readonly fields: readonly string[];
  readonly content: string;
}

function encoded(text: string, random: Random): Encoded {
  const charset = random.pick(['UTF-8', 'us-ascii', 'iso-8859-1', 'utf8', 'x-unknown']);
  const type = `Content-Type: text/plain; charset=${charset}`;
  switch (random.below(9)) {
    case 0:
      return { fields: [type, 'Content-Transfer-Encoding: base64'], content: base64(text) };
    case 1:
    case 2:
      return { fields: [type, 'Content-Transfer-Encoding: quoted-printable'], content: quotedPrintable(text) };
    case 3:
      return { fields: [`${type}; format=flowed`], content: text.replace(/^ /gm, '  ') };
    case 4:
    case 5:
      return multipart(text, type, random);
    case 6:
      return { fields: ['MIME-Version: 1.0', type, 'Content-Transfer-Encoding: 8bit'], content: text };
    default:
      return { fields: [], content: text };
  }
}

function multipart(text: string, type: string, { pick, chance }: Random): Encoded {
  const cut = text.indexOf('diff --git');
  const [why, patch] = cut < 0 ? ['', text] : [text.slice(0, cut), text.slice(cut)];
  const attached = pick(['text/x-patch; name=x.patch', 'application/octet-stream; name="x.diff"', 'text/plain']);
  const disposition = pick(['inline', 'attachment', 'attachment; filename=0001-x.patch', 'inline; filename=x.txt']);
  const part = chance(0.5)
    ? `Content-Transfer-Encoding: base64\n\n${base64(patch)}`
    : `Content-Transfer-Encoding: 7bit\n\n${patch}`;
  return {
    fields: ['MIME-Version: 1.0', `Content-Type: multipart/${pick(['mixed', 'signed', 'alternative'])}; boundary="b"`],
    content: `--b\n${type}\n\n${why}\n--b\nContent-Type: ${attached}\nContent-Disposition: ${disposition}\n${part}\n--b--\n`,
  };
}

function base64(text: string): string {
  const bytes = Buffer.from(text, 'latin1').toString('base64');
  return `${(bytes.match(/.{1,76}/g) ?? []).join('\n')}\n`;
}

function quotedPrintable(text: string): string {
  const escaped = text.replace(/[=\x80-\xff\r]|[ \t]+$/gm, (run) =>
    [...run].map((byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
  return escaped.replace(/[^\n]{70}(?=[^\n])/g, (line) => line.replace(/(=[0-9A-F]?)?$/, '=\n$1'));
}
