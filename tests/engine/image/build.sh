#!/usr/bin/env bash
# build.sh: makes a stand-in for ruby:X-alpineY out of Debian's packages, as target/engine/image/base.tar, and beside it the
# lockfiles of the sample application for the gems that it has. Needs root, mmdebstrap and npm. Does nothing if it is there.
#
# It has Alpine's manners: busybox is its shell and its tools, there is no bash, and what `apk add` did not bring is absent.
# Gems come from a mirror inside it, the front-end package from another, so that a build needs no network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/../home.sh"
image=$engine/image
work=$image/work
full=$work/full # all of it installed
slim=$work/slim # what the image begins with

# The newest release whose C library and Ruby the engine and the gems are known to go with.
release=trixie
included=(
  bundler busybox ca-certificates gcc git libc6-dev libsqlite3-0 libyaml-dev make nodejs puma ruby ruby-bootsnap ruby-dev
  ruby-rails ruby-sprockets ruby-sqlite3 tzdata
)

main() {
  local made_of
  made_of=$(find "$here" "$here"/../app/Gemfile -type f | sort | xargs cat | sha256sum)
  [ "$(cat "$image/made_of" 2>/dev/null)" != "$made_of" ] || return 0
  rm -rf "$image"
  mkdir -p "$work"
  install_debian
  make_gem_mirror
  cp -a "$full" "$slim"
  take_rails_out
  take_parts_out
  add_front_end
  give_manners
  lock
  tar -cf "$image/base.tar" -C "$slim" --numeric-owner .
  rm -rf "$work"
  echo "$made_of" >"$image/made_of"
}

install_debian() {
  mmdebstrap --quiet --variant=minbase --mode=root --components=main --include="$(IFS=, && echo "${included[*]}")" \
    --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' "$release" "$full"
}

make_gem_mirror() {
  cp -r "$here/gem_mirror.rb" "$here/gems" "$full/tmp/"
  chroot "$full" env HOME=/root LANG=C.UTF-8 ruby /tmp/gem_mirror.rb /opt/gem-mirror /tmp/gems >"$image/gems.log" 2>&1
  rm -rf "$full"/tmp/* "$full"/var/lib/apt/lists/* "$full"/var/cache/apt/*
}

inside() {
  chroot "$slim" env DEBIAN_FRONTEND=noninteractive HOME=/root "$@" >"$image/purge.log" 2>&1
}

installed() {
  # shellcheck disable=SC2016 # dpkg-query fills it in, not the shell
  chroot "$slim" dpkg-query -W -f '${Package}\n' | grep -E "$1" || true
}

# Rails and all gems leave: they come back by `bundle install`.
take_rails_out() {
  local ruby='^(ruby|ruby[0-9.]+|libruby.*|ruby-dev|ruby[0-9.]+-dev|ruby-rubygems|ruby-bundler|bundler|rubygems-integration|rake|ruby-.*xmlrpc|ruby-webrick|ruby-net-telnet|ruby-did-you-mean|ruby-minitest|ruby-power-assert|ruby-test-unit|ruby-sdbm|ruby-ruby2-keywords|ruby-base64)$'
  # shellcheck disable=SC2046 # a word a package
  inside dpkg -P --force-depends rails $(installed '^(ruby-|puma|rake$)' | grep -vE "$ruby") || true
}

take_parts_out() {
  mkdir -p "$slim/opt/apk"
  part gcc '^(gcc(-[0-9]+)?(-x86-64-linux-gnu)?$|cpp|binutils|libbinutils$|libc(tf|c1)|libgprofng|libsframe|libgcc-[0-9]+-dev|lib(asan|tsan|lsan|ubsan|hwasan|itm|quadmath)[0-9]|libmp(c3|fr6)$|libisl|libjansson4$)'
  part libc-dev '^(libc6-dev|linux-libc-dev|libcrypt-dev|libc-dev-bin|rpcsvc-proto|libtirpc-dev|libnsl-dev)$'
  part make '^make$'
  part node '^(nodejs|libnode|node-|libicu[0-9]|libuv1|libcares2|libnghttp|libngtcp|libada|libsimd)'
  part git '^(git|git-man|liberror-perl|libcurl.*gnutls)$'
  part perl '^(perl$|perl-modules-|libperl)'
  part tzdata '^tzdata$'
  part libxml2 '^libxml2'
  part libxslt '^libxslt'
  part sqlite-libs '^libsqlite3-0$'
}

# part NAME PACKAGES: an archive of the files that go when these packages are purged.
part() {
  files >"$work/before"
  # shellcheck disable=SC2046 # a word a package
  inside dpkg -P --force-depends --force-remove-essential $(installed "$2") || fail "$1 cannot be taken out"
  files | comm -23 "$work/before" - >"$work/gone"
  [ -s "$work/gone" ] || fail "nothing of $1 is installed"
  tar -czf "$slim/opt/apk/$1.tar.gz" -C "$full" --no-recursion --files-from "$work/gone"
}

fail() {
  tail -n 5 "$image/purge.log" >&2
  echo "build.sh: $1" >&2
  exit 1
}

files() {
  (cd "$slim" && find . -xdev \( -type f -o -type l \) ! -path './opt/*' ! -path './var/*' | sort)
}

# Yarn of npm's, and the front-end package where Yarn looks for it without a network.
add_front_end() {
  local yarn=$work/yarn
  mkdir -p "$yarn"/{opt,usr/bin} "$slim/opt/yarn-mirror"
  (cd "$work" && npm pack --silent yarn@1.22.22 >/dev/null && tar -xzf yarn-1.22.22.tgz)
  mv "$work/package" "$yarn/opt/yarn"
  chmod +x "$yarn/opt/yarn/bin/yarn.js"
  ln -s /opt/yarn/bin/yarn.js "$yarn/usr/bin/yarn"
  tar -czf "$slim/opt/apk/yarn.tar.gz" -C "$yarn" .
  (cd "$here/front-end" && npm pack --silent --pack-destination "$slim/opt/yarn-mirror" >/dev/null)
}

give_manners() {
  cp "$here/packages" "$slim/opt/apk/packages"
  rm -rf "$slim"/etc/{apt,bash.bashrc,localtime,skel,timezone} "$slim"/root/.bash* "$slim"/var/{cache,lib/apt,lib/dpkg} \
    "$slim"/usr/bin/{apt,dpkg}* "$slim/usr/bin/bash" "$slim"/usr/sbin/{add,del}{user,group} "$slim"/usr/lib/{apt,dpkg} \
    "$slim"/usr/share/{bash-completion,gcc,info,lintian,perl5,zsh}
  local applet
  for applet in $(chroot "$slim" busybox --list); do
    case $applet in
      # find stays GNU's, as Debian's busybox has it without -delete, which Alpine's has.
      '[[' | busybox | dpkg* | find | halt | init | poweroff | reboot) continue ;;
      ash | awk | cat | chmod | chown | cp | date | grep | ln | ls | mkdir | mv | rm | sed | sh | sort | tar | touch | wget | xargs)
        ln -sf busybox "$slim/usr/bin/$applet"
        ;;
      *) [ -e "$slim/usr/bin/$applet" ] || [ -e "$slim/usr/sbin/$applet" ] || ln -s busybox "$slim/usr/bin/$applet" ;;
    esac
  done
  ln -sf busybox "$slim/usr/bin/nologin"
  install -m 755 "$here"/{addgroup,adduser,apk} "$slim/usr/sbin/"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n' >"$slim/etc/passwd"
  printf 'root:x:0:root\nnogroup:x:65533:\nnobody:x:65534:\n' >"$slim/etc/group"
  printf 'root:*::0:::::\n' >"$slim/etc/shadow"
  mkdir -p "$slim/root/.bundle" "$slim/usr/local/bundle"
  chmod 1777 "$slim/usr/local/bundle" "$slim/tmp"
  printf -- '---\n:sources:\n- file:///opt/gem-mirror/\n' >"$slim/etc/gemrc"
  printf -- '---\nBUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/: "file:///opt/gem-mirror/"\n' >"$slim/root/.bundle/config"
  printf 'yarn-offline-mirror "/opt/yarn-mirror"\n' >"$slim/root/.yarnrc"
  rm -rf "${slim:?}"/{boot,dev,media,mnt,proc,run,srv,sys}/*
}

# The lockfiles name the versions that Debian has on the day, which no file of this project can know.
lock() {
  mkdir "$slim/tmp/app"
  cp "$here/../app/Gemfile" "$slim/tmp/app/"
  chroot "$slim" sh -c 'cd /tmp/app && LANG=C.UTF-8 HOME=/root bundle lock' >>"$image/gems.log" 2>&1
  cp "$slim/tmp/app/Gemfile.lock" "$image/"
  rm -r "$slim/tmp/app"
  local package=$slim/opt/yarn-mirror/tvgen-front-end-1.0.0.tgz
  {
    printf '# yarn lockfile v1\n\n\ntvgen-front-end@1.0.0:\n  version "1.0.0"\n'
    printf '  resolved "tvgen-front-end-1.0.0.tgz#%s"\n' "$(sha1sum "$package" | cut -d ' ' -f 1)"
    printf '  integrity sha512-%s\n' "$(openssl dgst -sha512 -binary "$package" | openssl base64 -A)"
  } >"$image/yarn.lock"
}

main
