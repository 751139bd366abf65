/** The day on which the text of this page was last changed. */
const DATE = 'November 20, 2026';

export const BEFORE_COMMANDS: readonly string[] = `.Dd ${DATE}
.Dt FOLIOLINT 1
.Os foliolint
.nh
.Sh NAME
.Nm foliolint
.Nd check kernel patches for reference count hazards of pages and folios
.Sh SYNOPSIS
.Nm
.Ar command
.Op Ar argument ...
.Nm
.Fl \\-help | Fl \\-version
.Sh DESCRIPTION
.Nm
reads patches for the memory management code of Linux, and its users, and looks for mistakes with the reference counts of
pages and folios: leaks, puts that are one too many, uses after the last put, counts stored or opened by hand, freezes
without an unfreeze.
Every function that a patch touches is compared before and after it, so that what was wrong before is not the patch
author's.
.Pp
Each finding comes with the path that leads to it.
The path is run in a page simulator: a finding is
.Em confirmed
when the simulated folio is freed under an owner, touched after it was gone, or left with a reference that nobody will
drop.
An unconfirmed finding is a warning, with the reason; one that the simulator refutes is not shown.
.Pp
It works on the mail alone, and better with the tree that the patch is for.
It reads no network and runs nothing that a patch or a tree names; the same input gives the same output.`.split('\n');

export const AFTER_COMMANDS: readonly string[] = `.Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev NO_COLOR
When set and not empty, output is not coloured unless
.Fl \\-color
says always.
.It Ev TERM
The same for the value dumb.
.It Ev SOURCE_DATE_EPOCH
The date of replies, in seconds; without it they have that of the run.
.It Ev DESC_FD
The file descriptor that
.Fl \\-format
nipa writes its line to, as NIPA sets it.
.It Ev XDG_CACHE_HOME
The folder that the cache is kept in; without it
.Pa ~/.cache .
.It Ev TMPDIR
Where the one\\-file program puts its parser, in a directory of its own, while it loads it.
.El
.Sh FILES
.Bl -tag -width Ds
.It Pa .git/foliolint/ignore
Findings that
.Nm
.Cm ignore
has silenced in this repository, a line each: id, rule, function, file, reason.
Outside of a repository it is
.Pa ~/.config/foliolint/ignore .
.It Pa .foliolint.conf
Words of the command line,
.Sq #
starts a comment: of the current folder, then of the home directory, then of
.Pa .scripts .
Flags count more.
One that may belong to the tree under review can set only what hides no finding.
.It git config foliolint.*
The same settings: tree, types, ignore, failOn, format, include, color, baseline and others; they count least.
.It Pa ~/.cache/foliolint
What was read of trees, kept for the next run.
It changes no answer and may be removed;
.Fl \\-no\\-cache
does without.
.El
.Sh EXIT STATUS
.Bl -tag -width Ds
.It 0
Nothing at or above
.Fl \\-fail\\-on .
.It 1
Findings.
.It 2
Bad usage, or an input that could not be read.
What could be read is checked and printed all the same.
.It 3
An internal error, with a report to send.
.It 130
Interrupted.
.El`.split('\n');

export const EXAMPLES_AND_AFTER: readonly string[] = `.Sh SEE ALSO
.Xr git\\-am 1 ,
.Xr git\\-send\\-email 1 ,
.Xr trace\\-cmd 1 ,
.Xr b4 5 ,
.Xr githooks 5
.Pp
.Pa scripts/checkpatch.pl
and
.Pa include/linux/page_ref.h
in the kernel source.
.Sh BUGS
Conditions that hang on data outside of the path are not proven: confirmed says what happens on the path, not that the
path can be taken.
What callees do is known for those that are declared, and for those whose body the tree shows, three calls deep; calls
through pointers are taken to leave references alone.
A false alarm is a bug; report it with the patch.`.split('\n');
