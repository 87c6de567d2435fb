"""Rules for features that are newer than GNU make 3.81 or specific to GNU's tools.

`where` is what a rule reads: `make` lines outside recipes, `call` everything that make expands, `script` everything that is passed to a
shell, `tool` each command in it, starting with its name.
"""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    name: str
    why: str
    where: str
    pattern: re.Pattern
    example: str


def rule(name: str, why: str, where: str, pattern: str, example: str) -> Rule:
    return Rule(name, why, where, re.compile(pattern), example)


def since(version: str, name: str, where: str, pattern: str, example: str) -> Rule:
    return rule(name, f"since GNU make {version}", where, pattern, example)


def gnu(tool: str, options: str, example: str) -> Rule:
    """Options or other arguments that only GNU's version of the tool has; long options always are."""
    pattern = rf"(?:{options}|--[a-z])" if options else "--[a-z]"
    return rule(tool, "different on macOS", "tool", rf"^{tool}\s(?:.*?\s)??['\"]?{pattern}", "t:\n\t" + example)


# A variable's name, after an optional target and modifiers.
NAME = r"^ *(?:[^:=#]*:(?![:=]) *)?(?:(?:export|override|private) +)*[^\s:=#!?+]+ *"
CALL = r"\$[({]"
MAKE = r"(?:\$[({]MAKE[)}]|(?:^|[;&|@]\s*)make|MAKEFLAGS *[:+?]?=)(?:[^;&|\"']|=)*\s"

MAKE_RULES = [
    since("3.82", "undefine", "make", r"^ *(?:override +)?undefine +[^\s:=]", "undefine CFLAGS"),
    since("3.82", "private", "make", r"^ *(?:[^:=#]*: *)?(?:(?:export|override) +)*private +[^\s:=]+ *[:?+!]*=", "t: private A := b"),
    since("3.82", "define =", "make", r"^ *(?:override +)?define +[^\s=]+ *[:?+!]*=", "define A =\nendef"),
    since("3.82", "two modifiers", "make", r"^ *(?:export +override|override +export|export +define) +[^\s:=]", "export override A := b"),
    since("3.82", ".ONESHELL", "make", r"^\.ONESHELL *:", ".ONESHELL:"),
    since("3.82", ".SHELLFLAGS", "call", r"^ *\.SHELLFLAGS *[:?+]*=|\.SHELLFLAGS[)}]", ".SHELLFLAGS := -ec"),
    since("3.82", ".RECIPEPREFIX", "call", r"^ *\.RECIPEPREFIX *[:?+]*=|\.RECIPEPREFIX[)}]", ".RECIPEPREFIX = >"),
    since("3.82", ".POSIX", "make", r"^\.POSIX *:", ".POSIX:"),
    since("4.0", "!=", "make", NAME + "!=", "A != date"),
    since("4.0", "::=", "make", NAME + "::=", "A ::= b"),
    since("4.4", ":::=", "make", NAME + ":::=", "A :::= b"),
    since("4.0", "$(file)", "call", CALL + r"file\s", "A := $(file >a,b)"),
    since("4.0", "$(guile)", "call", CALL + r"guile\s", "A := $(guile (+ 1 1))"),
    since("4.0", "load", "make", r"^ *-?load +[^\s:=]", "load mk.so"),
    since("4.0", ".LOADED", "call", r"\.LOADED[)}]", "A := $(.LOADED)"),
    since("4.1", "MAKE_TERMOUT", "call", CALL + r"MAKE_TERM(?:OUT|ERR)[)}]", "A := $(MAKE_TERMOUT)"),
    since("4.1", "MAKE_HOST", "call", CALL + r"MAKE_HOST[)}]", "A := $(MAKE_HOST)"),
    since("4.2", ".SHELLSTATUS", "call", r"\.SHELLSTATUS[)}]", "A := $(.SHELLSTATUS)"),
    since("4.3", "&:", "make", r"^[^=#]*\S *&::?(?: |$)", "a b &: c"),
    since("4.3", ".EXTRA_PREREQS", "call", r"^ *(?:[^:=#]*: *)?\.EXTRA_PREREQS *[:?+]*=|\.EXTRA_PREREQS[)}]", ".EXTRA_PREREQS = a"),
    since("4.3", "# in a call", "make", r"\$\((?:shell|call|if|subst|filter|eval)\b[^#]*#", "A := $(shell echo '\\#')"),
    since("4.4", "$(let)", "call", CALL + r"let\s", "A := $(let a,b,$a)"),
    since("4.4", "$(intcmp)", "call", CALL + r"intcmp\s", "A := $(intcmp 1,2,a)"),
    since("4.4", ".WAIT", "make", r"^[^=#]*:(?:.*\s)?\.WAIT(?:\s|$)", "a: b .WAIT c"),
    since("4.4", ".NOTINTERMEDIATE", "make", r"^\.NOTINTERMEDIATE *:", ".NOTINTERMEDIATE: a"),
    since("4.4", "exported to $(shell)", "make", CALL + r"shell\s.*\0\{?[A-Z][A-Z0-9_]*\b", "A = $(shell echo $$IMAGE_TAG)"),
    rule("sorted wildcard", "GNU make 3.82 to 4.2 do not sort it", "call", r"(?<!sort )" + CALL + r"wildcard\s", "A := $(wildcard *.c)"),
    since("3.82", "--eval", "call", MAKE + r"(?:--eval\b|-E)", "t:\n\t$(MAKE) --eval=a:"),
    since("4.0", "--output-sync", "call", MAKE + r"(?:--output-sync\b|-O)", "MAKEFLAGS += -Otarget"),
    since("4.0", "--trace", "call", MAKE + r"--trace(?:\s|$)", "t:\n\t@make --trace a"),
    since("4.4", "--shuffle", "call", MAKE + r"--(?:shuffle|jobserver-style)\b", "t:\n\t$(MAKE) --shuffle a"),
    rule("SHELL", "make hands scripts to the sh of every system", "make", r"^ *(?:export +)?SHELL *[:?+]?=", "SHELL := /bin/bash"),
]

TOOL_RULES = [
    gnu("sed", r"-[nEsz]*[irzs]|[^\n]*\\[+?|wWsSbB<>]", "sed -i s/a/b/ f"),
    gnu("sed", r"-[nEsz]*[irzs]|[^\n]*\\[+?|wWsSbB<>]", "sed 's/a\\+/b/' f"),
    gnu("sed", "", "sed --expression=s/a/b/"),
    gnu("date", r"-[dIr]|\+[^\s]*%(?:[-_^0#:PN])", "date -u -d @0"),
    gnu("date", r"-[dIr]|\+[^\s]*%(?:[-_^0#:PN])", "date '+%s%N'"),
    gnu("date", "", "date --iso-8601"),
    gnu("awk", r"-[ieE]\s|.*(?:gensub|strftime|systime|mktime|asorti?|PROCINFO|IGNORECASE|BEGINFILE)|.*\\[<>ywWsS]|.*\{\d", "awk '{ print strftime() }'"),
    gnu("grep", r"-[a-zA-Z]*[PzT]|.*\\[+?|wWsSbB<>]", "grep -oP a f"),
    gnu("grep", "", "grep --quiet a f"),
    rule("xargs", "different on macOS", "tool", r"^xargs(?:\s+-\w+)*?\s+-(?:[a-zA-Z0-9]*r\b|[da]\b|-)", "t:\n\txargs -0r rm"),
    gnu("head", r"-[nc] ?-", "head -n -1"),
    gnu("tail", "", "tail --lines=1"),
    gnu("sort", r"-[a-zA-Z]*[VhRz]", "sort -V"),
    gnu("cut", r"-[a-z]*z", "cut --fields=1"),
    gnu("cp", r"-[a-zA-Z]*[atTu]", "cp -a a b"),
    gnu("mv", r"-[a-zA-Z]*[tTu]", "mv -t b a"),
    gnu("ln", r"-[a-zA-Z]*[rtT]", "ln -sr a b"),
    gnu("mktemp", r"-[a-z]*[pt]", "mktemp -p a"),
    gnu("readlink", r"-[a-z]*[fem]", "readlink -f a"),
    gnu("touch", r"-d", "touch -d now a"),
    gnu("find", r"-(?:printf|regextype|executable|readable)\b", "find . -printf a"),
    rule("find", "macOS requires a folder", "tool", r"^find\s+-(?![HLPE]\s)", "t:\n\tfind -name a"),
    gnu("base64", r"-w", "base64 -w0"),
    gnu("(?:rm|mkdir|ls|chmod|wc|uniq|tee|tr|cat|du|ps|tar|diff)", r"", "mkdir --parents a"),
    gnu("printf", r"[^|]*%q", "printf '%q' a"),
    rule("echo", "shells differ on its options and on backslashes", "tool", r"^echo\s+(?:-[neE]|.*\\[ntc0])", "t:\n\techo -n a"),
    rule("no such tool", "missing on macOS", "tool", r"^(?:stat|tac|nproc|timeout|realpath|numfmt|shuf|md5sum|sha1sum|flock|setsid|gawk|gsed)\b", "t:\n\tstat -c %s a"),
    rule("sha256sum", "missing on macOS, which has shasum", "script", r"\bsha256sum\b(?!.*\|\| *shasum -a 256)", "t:\n\tsha256sum a"),
]

RULES = MAKE_RULES + TOOL_RULES

# Lines that contain words of these features, but use none of the features.
HARMLESS = r"""
# undefine A, private B := c, .ONESHELL:, A != b, $(file >a,b), load a.so, &:, .WAIT
private: load undefine ## Use .ONESHELL: no, $(let) npattern
	@echo "make it private: undefine A, load b, .WAIT, a &: b, A != b, ::=" >&2
load: ; @echo $$(file a) $(file) $$SHELL
A := a != b, a ::= b, .ONESHELL
B = $(value A)$(or $(A),$(and $(A),b))$(lastword $(A))$(abspath $(A))$(realpath $(A))$(flavor A)$(info a)
override C := $(sort $(wildcard *.c))
export D := e
define E
a
endef
URL := https://example.com/?a=1::b#c
ifeq ($(A),)
else ifeq ($(A),b)
endif
-include load.mk private.mk
t: export F := $(A)
t: a.WAIT b
	$(MAKE) --no-print-directory t && make t -C --trace.d "make --trace"
	@test -n "$(A)" || { echo "Say sed -i, date -d, make --trace and grep -P to it" >&2; exit 1; }
	hash=$$(printf '%s' "$$a" | { sha256sum 2> /dev/null || shasum -a 256; } | cut -c 1-8)
	date -u '+%Y%m%d%H%M%S'; LC_ALL=C sed -n 's/^[.-]*//p' | LC_ALL=C tr -c 'A-Za-z0-9_.-' '-'
	printf '%s\n' "$$a" | LC_ALL=C grep -Eq '^([0-9a-f]{8})?$$' && head -n 1 < f | awk 'BEGIN { FS = ":.*## " } { print $$1 }'
	terraform plan -input=false --date -d; docker build --file sed -i; git clone --quiet --depth=1 --branch stat x; kubectl logs --follow --tail=100
	sort -u | xargs -n 1 rm -rf; find . -type f -name '*.c'; cp -R a b; mktemp -d; echo "a-n" -n
.DEFAULT_GOAL := help
.PHONY: t
.SECONDEXPANSION:
"""
