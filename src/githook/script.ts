import { tool } from '../text/index.js';

/** The hooks that foliolint has something to do in. */
export type HookType = 'sendemail-validate' | 'pre-push';

/** What an existing hook is called after it was moved out of the way; ours runs it first. */
export const ASIDE = '.pre-foliolint';

/** The first and last line of what is ours in a hook. */
export const BEGIN = '# >>> foliolint';
const END = '# <<< foliolint';

/** A whole hook: a POSIX shell script of one marked block. */
export function hookScript(type: HookType): string {
  return `#!/bin/sh\n${hookBlock(type)}`;
}

/** The part of a hook that is ours, marks included; lines below it are reached unless it stops what git is about to do. */
export function hookBlock(type: HookType): string {
  const title = `${BEGIN} ${tool().version}: ${type} (foliolint hook uninstall takes this block out)`;
  return `${title}\n${BODIES[type].trim()}\n${END}\n`;
}

/** A hook without what is ours in it; undefined when nothing is. */
export function withoutBlock(text: string): string | undefined {
  const lines = text.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(BEGIN));
  const end = lines.indexOf(END, begin);
  if (begin < 0 || end < 0) return undefined;
  return [...lines.slice(0, begin), ...lines.slice(end + 1)].join('\n');
}

/** A hook in which our block is that of this version; undefined when it has none. */
export function withFreshBlock(text: string, type: HookType): string | undefined {
  const begin = text.split('\n').findIndex((line) => line.startsWith(BEGIN));
  const rest = withoutBlock(text)?.split('\n');
  if (rest === undefined) return undefined;
  return [...rest.slice(0, begin), hookBlock(type).trimEnd(), ...rest.slice(begin)].join('\n');
}

/** git-send-email(1) runs it for each file before it sends the first one, and gives up at the first that fails. */
const SENDEMAIL_VALIDATE = String.raw`
# Checks the whole series when git send-email has come to its last file. Only findings stop the mails: a foliolint that
# is missing or that fails does not.

# The git send-email that this runs below ("git hook run" may stand between), as "PID START-TIME".
foliolint_sender() {
	pid=$PPID
	while [ "$pid" -gt 1 ]; do
		if tr '\0' '\n' <"/proc/$pid/cmdline" | grep -q 'git-send-email$'; then
			echo "$pid $(cut -d ' ' -f 22 "/proc/$pid/stat")"
			return
		fi
		pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
	done
} 2>/dev/null

# Whether a later file of this run is certain. git before 2.41 does not tell: the files are arguments of git send-email,
# or they are all that one folder holds, which was an argument or which it had format-patch fill.
foliolint_more() {
	folder=$(dirname "$1")
	name=$(basename "$1")
	names=$(tr '\0' '\n' <"/proc/$2/cmdline" | sed 's:/*$::; s:.*/::')
	if ! printf '%s\n' "$names" | grep -Fqx -e "$name"; then
		case $folder in
		*/[0-9A-Za-z_]?????????) ;;
		*) printf '%s\n' "$names" | grep -Fqx -e "$(basename "$folder")" || return 1 ;;
		esac
		names=$(cd "$folder" && LC_ALL=C && printf '%s\n' *)
	fi
	printf '%s\n' "$names" | {
		while IFS= read -r other && [ "$other" != "$name" ]; do :; done
		while IFS= read -r other; do
			[ -f "$folder/$other" ] || continue
			head -n 1 "$folder/$other" | grep -q '^From [0-9a-f]* Mon Sep 17 00:00:00 2001' && exit 0
		done
		exit 1
	}
} 2>/dev/null

foliolint_hook() (
	old=$(dirname "$0")/sendemail-validate.pre-foliolint
	if [ -x "$old" ]; then
		"$old" "$@" || exit
	fi

	# The files of this run so far, below a line that tells runs apart.
	list=$(git rev-parse --git-path foliolint-sendemail) || exit 0
	if [ -n "$GIT_SENDEMAIL_FILE_TOTAL" ]; then
		run=counted
		[ "$GIT_SENDEMAIL_FILE_COUNTER" -gt 1 ] || rm -f "$list"
	else
		run=$(foliolint_sender)
	fi
	if [ -z "$run" ] || [ "$(head -n 1 "$list" 2>/dev/null)" != "$run" ]; then
		printf '%s\n' "$run" >"$list" || exit 0
	fi
	# A cover letter has no diff, whatever its words are; or it is the diff to the version before (--interdiff).
	if grep -q '^diff --git ' "$1" && ! sed '/^$/q' "$1" | grep -Eq '^Subject: .*\[[^]]* 0+/[0-9]+\]'; then
		printf '%s\n' "$1" >>"$list"
	fi

	if [ -n "$GIT_SENDEMAIL_FILE_TOTAL" ]; then
		[ "$GIT_SENDEMAIL_FILE_COUNTER" -ge "$GIT_SENDEMAIL_FILE_TOTAL" ] || exit 0
	elif foliolint_more "$1" "$(echo "$run" | cut -d ' ' -f 1)"; then
		exit 0
	fi

	set --
	{
		read -r run
		while IFS= read -r file; do set -- "$@" "$file"; done
	} <"$list"
	[ -z "$GIT_SENDEMAIL_FILE_TOTAL" ] || rm -f "$list"
	[ $# -gt 0 ] || exit 0
	if ! command -v foliolint >/dev/null; then
		echo 'foliolint: not found in PATH, the mail goes unchecked' >&2
		exit 0
	fi
	foliolint check -q --format text --tree . "$@" >&2
	status=$?
	if [ "$status" -eq 1 ]; then
		echo 'foliolint: not sent. Fix it, or: git send-email --no-validate' >&2
		exit 1
	elif [ "$status" -gt 1 ]; then
		echo "foliolint: ended with status $status, the mail goes unchecked" >&2
	fi
	exit 0
)
foliolint_hook "$@" || exit
`;

/** git-push(1) runs it with the name and the URL of the remote; a line on stdin is LOCAL-REF OID REMOTE-REF OID. */
const PRE_PUSH = String.raw`
# Checks the commits that the remote does not have. Findings are shown and the push goes on, unless git config
# foliolint.blockPush is true.

foliolint_hook() (
	old=$(dirname "$0")/pre-push.pre-foliolint
	lines=$(cat)
	if [ -x "$old" ]; then
		if [ -n "$lines" ]; then
			printf '%s\n' "$lines" | "$old" "$@" || exit
		else
			"$old" "$@" </dev/null || exit
		fi
	fi
	if ! command -v foliolint >/dev/null; then
		echo 'foliolint: not found in PATH, the commits were not checked' >&2
		exit 0
	fi

	# Of a remote that was never fetched nothing is known: what any other one has is not new then.
	remote=--remotes=$1
	[ -n "$(git rev-list -n 1 "$remote" 2>/dev/null)" ] || remote=--remotes
	printf '%s\n' "$lines" | {
		found=
		while read -r _ oid _ there; do
			# All zero: a ref is deleted, or it is new on the remote.
			case $oid in *[!0]*) ;; *) continue ;; esac
			known=$remote
			case $there in *[!0]*) git cat-file -e "$there" 2>/dev/null && known=$there ;; esac
			new=$(git rev-list --count --max-count=2001 "$oid" --not "$remote" "$known")
			[ "$new" -gt 0 ] || continue
			if [ "$new" -gt 2000 ]; then
				echo 'foliolint: more than 2000 new commits, they were not checked' >&2
				continue
			fi
			range=$(git rev-list --boundary "$oid" --not "$remote" "$known" | sed -n 's/^-/^/p' | tr '\n' ' ')$oid
			[ "$range" != "$oid" ] || range=$oid-$new
			foliolint check -q --format text -g "$range" >&2 </dev/null
			status=$?
			if [ "$status" -eq 1 ]; then
				found=yes
			elif [ "$status" -gt 1 ]; then
				echo "foliolint: ended with status $status, the commits go unchecked" >&2
			fi
		done
		[ -n "$found" ] || exit 0
		if [ "$(git config --type=bool foliolint.blockPush)" = true ]; then
			echo 'foliolint: not pushed. Fix it, or: git push --no-verify' >&2
			exit 1
		fi
		echo 'foliolint: pushed all the same (git config foliolint.blockPush true would stop it)' >&2
	}
)
foliolint_hook "$@" || exit
`;

const BODIES: Readonly<Record<HookType, string>> = {
  'sendemail-validate': SENDEMAIL_VALIDATE,
  'pre-push': PRE_PUSH,
};
