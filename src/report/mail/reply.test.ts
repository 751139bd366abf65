import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSeries } from '../../input/index.js';
import { renderMbox, replyFileName, reviewMails } from './render.js';
import { judgedFinding, OPTIONS, patchMail, reportOf, seriesOf } from './testing.js';

const HEAD = ['From: Ada Writer <ada@example.org>', 'Subject: [PATCH] mm/coop: x', 'Message-ID: <a.1@example.org>'];

async function replyText(
  mail: string | Uint8Array,
  ...findings: Parameters<typeof judgedFinding>[0][]
): Promise<string> {
  const judged = findings.map((finding) => judgedFinding(finding));
  return reviewMails(reportOf(await seriesOf(mail), judged), OPTIONS).replies[0]!.text;
}

const headOf = (text: string) => text.slice(0, text.indexOf('\n\n'));

describe('a reply', () => {
  it('stays in the thread', async () => {
    const mail = patchMail([
      ...HEAD,
      'In-Reply-To: <a.0@example.org>',
      'References: <z@example.org> <a.0@example.org>',
    ]);
    const head = headOf(await replyText(mail, {}));
    expect(head).toContain('\nIn-Reply-To: <a.1@example.org>\n');
    expect(head).toContain('\nReferences: <z@example.org> <a.0@example.org> <a.1@example.org>\n');
    expect(head).toContain('\nMessage-ID: <foliolint-7c1e02d4.a.1@example.org>\n');
    expect(head).toContain('\nX-Foliolint: rule=over-put status=confirmed id=7c1e02d4');
  });

  it('refers to In-Reply-To where there are no References', async () => {
    const head = headOf(await replyText(patchMail([...HEAD, 'In-Reply-To: <a.0@example.org>']), {}));
    expect(head).toContain('\nReferences: <a.0@example.org> <a.1@example.org>\n');
  });

  it('has one Re:', async () => {
    const mail = patchMail([
      'From: a@example.org',
      'Subject: Re: [PATCH] x',
      'Message-ID: <a@b>',
      '',
      'Signed-off-by: A <a@b>',
    ]);
    expect(headOf(await replyText(mail, {}))).toContain('\nSubject: Re: [PATCH] x\n');
  });

  it('goes to the sender and the author, and to all others but ourselves', async () => {
    const others = [
      'To: list@example.org, Rae Viewer <rae@example.org>',
      'Cc: ADA@example.org, "Pond, Nico" <nico@example.org>',
    ];
    const mail = patchMail([...HEAD, ...others, '', 'From: Bea Author <bea@example.org>']);
    const series = await seriesOf(mail);
    const report = reportOf(series, [judgedFinding({})]);
    const head = headOf(reviewMails(report, OPTIONS).replies[0]!.text);
    expect(head).toContain('\nTo: Ada Writer <ada@example.org>, Bea Author <bea@example.org>\n');
    expect(head).toContain('\nCc: list@example.org, "Pond, Nico" <nico@example.org>\n');
    const alone = headOf(reviewMails(report, { ...OPTIONS, toAuthor: true }).replies[0]!.text);
    expect(alone).not.toContain('\nCc:');
  });

  it('goes where Reply-To: says; a list that put itself into From: gets a copy', async () => {
    const addressed = async (...more: string[]) => headOf(await replyText(patchMail([...HEAD.slice(1), ...more]), {}));
    const munged = ['From: Ada Writer via List <list@example.org>', 'Reply-To: Ada Writer <ada@example.org>'];
    expect(await addressed(...munged, 'Cc: lee@example.org')).toContain(
      '\nTo: Ada Writer <ada@example.org>\nCc: Ada Writer via List <list@example.org>, lee@example.org\n',
    );
    const list = await addressed(HEAD[0]!, 'Reply-To: list@example.org', 'To: list@example.org');
    expect(list).toContain('\nTo: list@example.org, Ada Writer <ada@example.org>\n');
  });

  it('comments right behind the line, and quotes nothing after it', async () => {
    const body = (await replyText(patchMail(HEAD), {})).split('\n\n').slice(1).join('\n\n');
    expect(body.slice(0, body.indexOf('-- \n'))).toMatchInlineSnapshot(`
      "Ada Writer wrote:
      > diff --git a/mm/coop.c b/mm/coop.c
      > --- a/mm/coop.c
      > +++ b/mm/coop.c
      > @@ -10,4 +10,5 @@ static int coop_take(struct folio *folio)
      >  {
      >  	coop_lock(folio);
      > +	folio_put(folio);

      Does coop_take() own the reference to folio that this drops? No
      reference was taken on this path.

      The statement alone shows it. [over-put, not replayed]

      Would it be enough to leave it out?

           	coop_lock(folio);
          -	folio_put(folio);

      "
    `);
  });

  it('says under which other line a finding is', async () => {
    const text = await replyText(patchMail(HEAD), {
      line: 80,
      trace: {
        function: 'coop_take',
        file: 'mm/coop.c',
        object: 'folio',
        origin: { kind: 'borrowed', path: 'folio' },
        steps: [{ loc: { line: 80, column: 3 }, text: 'return -EAGAIN;', event: 'return -EAGAIN' }],
        returns: { text: '-EAGAIN', sign: 'negative' },
        complete: true,
      },
    });
    expect(text).toContain('> +	folio_put(folio);\n\nDoes');
    expect(text.replace(/\s+/g, ' ')).toContain('(This is about "return -EAGAIN;" in coop_take().)');
  });

  it('quotes no line of another function over a question that no line is to blame for', async () => {
    const text = await replyText(patchMail(HEAD), { line: 12, function: 'coop_open' });
    expect(text).not.toContain('> +\tfolio_put');
    expect(text.replace(/\s+/g, ' ')).toContain('(This is about coop_open() in mm/coop.c.)');
  });

  it('finds the call that is named, whatever the line is in the tree', async () => {
    const mail = patchMail(HEAD, '\tset_page_count(page, 1);');
    const text = await replyText(mail, { line: 13, rule: 'raw-set-page-count', message: 'set_page_count() stores' });
    expect(text).toContain('> +\tset_page_count(page, 1);\n\nCan');
  });

  it('asks all questions of a patch in one mail', async () => {
    const text = await replyText(
      patchMail(HEAD),
      {},
      { id: '00000001', line: 14, rule: 'refcount-leak', message: 'folio is still held' },
    );
    expect(text).toContain('\n\nTwo questions below, none was confirmed by replay.\n\n> diff');
    expect(text.match(/^X-Foliolint: /gm)).toHaveLength(2);
  });

  it('snips what is far from any question', async () => {
    const far = Array.from({ length: 20 }, (_, i) => `+\tcoop_step(${i});`)
      .join('\n')
      .slice(1);
    const mail = patchMail(HEAD, far).replace('+10,5', '+10,24');
    const text = await replyText(mail, { line: 31 });
    expect(text).toContain('> [ ... skip 16 lines ... ]\n> +	coop_step(14);');
  });

  it('is the same for the same input', async () => {
    expect(await replyText(patchMail(HEAD), {})).toBe(await replyText(patchMail(HEAD), {}));
  });
});

describe('hostile text', () => {
  const nasty = fc
    .array(
      fc.constantFrom(
        '\n',
        '\r\n',
        'Bcc: x@y.z',
        'From ',
        'Fixes: 1234567 ("x")',
        '\x1b[2J',
        'é\xff',
        '---',
        '#syz fix',
        'x'.repeat(1200),
        '<a@b>',
        ', ',
        '"',
        '=?x?q?=0A?=',
      ),
    )
    .map((parts) => parts.join(''));

  it('never makes a header, a trailer, a patch or a line that is too long', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (name, subject, code) => {
        const flat = (text: string) => text.replace(/[\r\n]+/g, '\n ');
        const head = [
          `From: ${flat(name)} <ada@example.org>`,
          `Subject: [PATCH] ${flat(subject)}`,
          'Message-ID: <a.1@example.org>',
        ];
        const mail = Buffer.from(patchMail(head, `\tfolio_put(${code.replace(/[\r\n]+/g, ' ')});`), 'latin1');
        const series = await seriesOf(mail);
        const finding = judgedFinding({ function: code, object: name, message: `folio_put() ${subject}`, why: code });
        const reply = reviewMails(reportOf(series, [finding]), OPTIONS).replies[0]!;
        expect(
          headOf(reply.text)
            .match(/^[A-Z][\w-]*:/gm)
            ?.map((field) => field.toLowerCase()),
        ).toEqual(expect.not.arrayContaining(['bcc:', 'fixes:']));
        const own = reply.text
          .slice(reply.text.indexOf('\n\n'))
          .split('\n')
          .filter((line) => !line.startsWith('>'));
        expect(own.filter((line) => /^(?:From |diff |---|\s*\w\S*:\s+\S)|#syz/.test(line))).toEqual([]);
        expect(reply.text.split('\n').filter((line) => Buffer.byteLength(line) > 998)).toEqual([]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
        expect(reply.text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
        expect(replyFileName(reply)).toMatch(/^0001-re[a-z0-9-]*\.eml$/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the annotated mbox', () => {
  const latin1 = Buffer.from(
    `${patchMail([...HEAD, 'Content-Type: text/plain; charset=iso-8859-1'])}J\xe4rvi\nFrom here\n>From there`,
    'latin1',
  );

  it('holds a single mail so that splitting the mbox gives it back', async () => {
    const report = reportOf(await seriesOf(latin1), [judgedFinding({})]);
    const mbox = Buffer.from(renderMbox(report, reviewMails(report, OPTIONS), OPTIONS)).toString('latin1');
    const [, first, second, ...more] = mbox.split(/^From mboxrd@z .*\n/m);
    expect(first!.replace(/^>(?=>*From )/gm, '')).toBe(`${latin1.toString('latin1')}\n\n`);
    expect(second).toContain('\nIn-Reply-To: <a.1@example.org>\n');
    expect(more).toEqual([]);
  });

  it('holds an mbox as it is, between the replies', async () => {
    const mails = [1, 2].map((n) => {
      const head = HEAD.map((line) => line.replace('a.1', `a.${n}`).replace('[PATCH]', `[PATCH ${n}/2]`));
      return `From x Thu Jan  1 00:00:00 1970\n${patchMail(head, `\tcoop_${n}();`)}\n`;
    });
    const report = reportOf(await seriesOf(mails.join('')), [judgedFinding({})]);
    const review = reviewMails(report, OPTIONS);
    const mbox = Buffer.from(renderMbox(report, review, OPTIONS)).toString('utf8');
    const [first, second] = review.replies.map(({ text }) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${text}\n`);
    expect(mbox).toBe(`${mails[0]}${first}${mails[1]}${second}`);
    const only = Buffer.from(renderMbox(report, review, { ...OPTIONS, repliesOnly: true })).toString('utf8');
    expect(only).toBe(`${first}${second}`);
  });

  it('does not answer again in a thread that holds the reply', async () => {
    const report = reportOf(await seriesOf(patchMail(HEAD)), [judgedFinding({})]);
    const options = { ...OPTIONS, summary: true };
    const thread = renderMbox(report, reviewMails(report, options), options);
    const again = reportOf(await seriesOf(thread), [judgedFinding({})]);
    const review = reviewMails(again, options);
    expect(review.diagnostics.map(({ message }) => message)).toEqual(['the thread has this reply to patch 1 already']);
    expect(Buffer.from(renderMbox(again, review, options))).toEqual(Buffer.from(thread));
  });

  it('keeps a mail that cannot be decoded', async () => {
    const bomb = `From x Thu Jan  1 00:00:00 1970\nFrom: a@b\n${'Content-Type: multipart/mixed; boundary=x\n\n--x\n'.repeat(400)}\n\n`;
    const { mails } = await readSeries([{ kind: 'stdin', bytes: Buffer.from(bomb) }]);
    expect(Buffer.concat(mails.map(({ bytes }) => bytes)).toString()).toBe(bomb);
  });
});

describe('what a draft lacks', () => {
  it.each([
    [
      'a bare diff',
      patchMail([]).split('---\n').slice(1).join('---\n'),
      'a Message-ID to answer and the address of the author',
    ],
    [
      'a mail that was not sent',
      patchMail(HEAD.slice(0, 2)),
      'this mail has no Message-ID: the reply is a draft and lacks In-Reply-To',
    ],
  ])('%s', async (_, mail, message) => {
    const { replies, diagnostics } = reviewMails(reportOf(await seriesOf(mail), [judgedFinding({})]), OPTIONS);
    expect(diagnostics.map((d) => d.message).join()).toContain(message);
    expect(headOf(replies[0]!.text)).not.toMatch(/^(?:In-Reply-To|References):/m);
  });
});

describe('a summary', () => {
  it('answers a clean series when asked', async () => {
    const report = reportOf(await seriesOf(patchMail(HEAD)), []);
    expect(reviewMails(report, OPTIONS).replies).toEqual([]);
    const [reply] = reviewMails(report, { ...OPTIONS, summary: true }).replies;
    expect(reply!.text).toContain('\nMessage-ID: <foliolint-summary.a.1@example.org>\n');
    expect(reply!.text.replace(/\s+/g, ' ')).toContain('No question about reference counts');
  });

  it('goes to the cover letter of the version that was read', async () => {
    const cover = (id: string, subject: string) =>
      `From: Ada Writer <ada@example.org>\nSubject: ${subject}\nMessage-ID: <${id}@example.org>\n\nPlease look.\n`;
    const patch = patchMail([
      HEAD[0]!,
      'Subject: [PATCH v2 1/1] x',
      'Message-ID: <p@example.org>',
      'In-Reply-To: <c1@example.org>',
    ]);
    const mails = [cover('c1', '[PATCH 0/1] x'), cover('c2', '[PATCH v2 0/1] x\nIn-Reply-To: <c1@example.org>'), patch];
    const box = mails.map((mail) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail}\n`).join('');
    const [reply] = reviewMails(reportOf(await seriesOf(box), []), { ...OPTIONS, summary: true }).replies;
    expect(headOf(reply!.text)).toContain('\nIn-Reply-To: <c2@example.org>\n');
  });

  it('says what was not seen in full', async () => {
    const report = reportOf(await seriesOf(patchMail(HEAD)), []);
    const told = (tree: typeof report.tree, part: Partial<(typeof report.patches)[number]>) => {
      const changed = { ...report, tree, patches: report.patches.map((patch) => ({ ...patch, ...part })) };
      return reviewMails(changed, { ...OPTIONS, summary: true }).replies[0]!.text.replace(/\s+/g, ' ');
    };
    expect(told({ kind: 'none' }, { applied: false })).toContain('No kernel source was at hand, only the hunks. --');
    const skipped = [{ file: 'mm/coop.c', function: 'coop_take', line: 1, reason: 'too many paths', dropped: 3 }];
    expect(told({ kind: 'git', kernel: '6.12' }, { applied: false, skipped })).toContain(
      'Patch 1 does not apply in full to Linux 6.12. Not everything was looked at (coop_take() analysed in part).',
    );
  });
});
