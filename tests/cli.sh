#!/usr/bin/env bash
# The program's front: help, version, unknown commands, exit statuses.
set -u
. "$WT_SRCDIR/tests/lib.sh"

status "--help" 0 "$WHYTOWN" --help
out_has "--help" '^Commands:$'
commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z-][a-z-]*\) .*/\1/p' "$tmp/out")
status "--version" 0 "$WHYTOWN" --version
out_has "--version" '^whytown [0-9]+\.[0-9]+'
status "no command" 2 "$WHYTOWN"
status "unknown command" 2 "$WHYTOWN" frobnicate
err_has "unknown command" "no command 'frobnicate'"
status "unknown option" 2 "$WHYTOWN" --frobnicate
err_has "unknown option" "'--frobnicate'"

for command in $commands; do
  status "$command --help" 0 "$WHYTOWN" "$command" --help
  out_has "$command --help" "^usage: whytown $command"
  status "$command with an unknown option" 2 "$WHYTOWN" "$command" --no-such-option
done

if [ -e /dev/full ]; then
  full() { "$WHYTOWN" --help >/dev/full; }
  status "output that cannot be written" 4 full
fi
# Help in another locale (missing ones fall back to C) is still help.
status "--help under LC_ALL=de_DE.UTF-8" 0 env LC_ALL=de_DE.UTF-8 "$WHYTOWN" --help
finish
