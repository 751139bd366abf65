/**
 * Mail: a report as answers to the patches, in the form of the kernel's lists. A report that holds the patches and the
 * mails they came in goes in; an mbox with the answers behind their patches, or each answer as a mail, goes out.
 *
 *     const review = reviewMails(report, { from, date, include: [], unconfirmed: false, … });
 *     review.replies[0].text                    // 'From: …\nSubject: Re: [PATCH] mm/foo: …\n\nOn Wed, Mar 04, 2026 …'
 *     renderMbox(report, review, options)       // bytes for `mutt -f`
 */
export { readMailbox } from './mailbox.js';
export { type MailOptions, type Review, renderMbox, replyFileName, reviewMails } from './render.js';
export type { Reply } from './reply.js';
