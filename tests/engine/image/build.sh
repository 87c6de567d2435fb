#!/usr/bin/env bash
# build.sh: builds a stand-in for ruby:X-alpineY from Debian packages as target/engine/image/base.tar, and the lockfiles of the sample
# application for its gems in the same folder. Needs root, mmdebstrap and npm. Does nothing if the image is up to date.
#
# The image behaves like Alpine: its shell and tools are busybox's, it has no bash, and packages are absent until `apk add` installs them.
# Gems and the front-end package come from mirrors in the image, so that a build needs no network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/../home.sh"
image=$engine/image
work=$image/work
full=$work/full # with all packages installed
slim=$work/slim # the contents of the image

# The newest release whose C library and Ruby work with the engine and the gems.
release=trixie
included=(
  bundler busybox ca-certificates gcc git libc6-dev libsqlite3-0 libyaml-dev make nodejs puma ruby ruby-bootsnap ruby-dev
  ruby-rails ruby-sprockets ruby-sqlite3 tzdata
)

main() {
  local checksum
  checksum=$(find "$here" "$here"/../app/Gemfile -type f | sort | xargs cat | sha256sum)
  [ "$(cat "$image/checksum" 2>/dev/null)" != "$checksum" ] || return 0
  rm -rf "$image"
  mkdir -p "$work"
  install_debian
  create_gem_mirror
  cp -a "$full" "$slim"
  remove_rails
  archive_packages
  add_front_end
  imitate_alpine
  write_lockfiles
  tar -cf "$image/base.tar" -C "$slim" --numeric-owner .
  rm -rf "$work"
  echo "$checksum" >"$image/checksum"
}

install_debian() {
  mmdebstrap --quiet --variant=minbase --mode=root --components=main --include="$(IFS=, && echo "${included[*]}")" \
    --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' "$release" "$full"
}

create_gem_mirror() {
  cp -r "$here/gem_mirror.rb" "$here/gems" "$full/tmp/"
  chroot "$full" env HOME=/root LANG=C.UTF-8 ruby /tmp/gem_mirror.rb /opt/gem-mirror /tmp/gems >"$image/gems.log" 2>&1
  rm -rf "$full"/tmp/* "$full"/var/lib/apt/lists/* "$full"/var/cache/apt/*
}

run_in_image() {
  chroot "$slim" env DEBIAN_FRONTEND=noninteractive HOME=/root "$@" >"$image/purge.log" 2>&1
}

list_installed() {
  # shellcheck disable=SC2016 # dpkg-query expands ${Package}, not the shell
  chroot "$slim" dpkg-query -W -f '${Package}\n' | grep -E "$1" || true
}

# Removes Rails and all gems, which `bundle install` installs.
remove_rails() {
  local ruby='^(ruby|ruby[0-9.]+|libruby.*|ruby-dev|ruby[0-9.]+-dev|ruby-rubygems|ruby-bundler|bundler|rubygems-integration|rake|ruby-.*xmlrpc|ruby-webrick|ruby-net-telnet|ruby-did-you-mean|ruby-minitest|ruby-power-assert|ruby-test-unit|ruby-sdbm|ruby-ruby2-keywords|ruby-base64)$'
  # shellcheck disable=SC2046 # one word per package
  run_in_image dpkg -P --force-depends rails $(list_installed '^(ruby-|puma|rake$)' | grep -vE "$ruby") || true
}

archive_packages() {
  mkdir -p "$slim/opt/apk"
  archive gcc '^(gcc(-[0-9]+)?(-x86-64-linux-gnu)?$|cpp|binutils|libbinutils$|libc(tf|c1)|libgprofng|libsframe|libgcc-[0-9]+-dev|lib(asan|tsan|lsan|ubsan|hwasan|itm|quadmath)[0-9]|libmp(c3|fr6)$|libisl|libjansson4$)'
  archive libc-dev '^(libc6-dev|linux-libc-dev|libcrypt-dev|libc-dev-bin|rpcsvc-proto|libtirpc-dev|libnsl-dev)$'
  archive make '^make$'
  archive node '^(nodejs|libnode|node-|libicu[0-9]|libuv1|libcares2|libnghttp|libngtcp|libada|libsimd)'
  archive git '^(git|git-man|liberror-perl|libcurl.*gnutls)$'
  archive perl '^(perl$|perl-modules-|libperl)'
  archive tzdata '^tzdata$'
  archive libxml2 '^libxml2'
  archive libxslt '^libxslt'
  archive sqlite-libs '^libsqlite3-0$'
}

# archive NAME PACKAGES: purges the packages, and archives the files that the purge removes.
archive() {
  list_files >"$work/before"
  # shellcheck disable=SC2046 # one word per package
  run_in_image dpkg -P --force-depends --force-remove-essential $(list_installed "$2") || fail "$1 cannot be removed"
  list_files | comm -23 "$work/before" - >"$work/removed"
  [ -s "$work/removed" ] || fail "$1 is not installed"
  tar -czf "$slim/opt/apk/$1.tar.gz" -C "$full" --no-recursion --files-from "$work/removed"
}

fail() {
  tail -n 5 "$image/purge.log" >&2
  echo "build.sh: $1" >&2
  exit 1
}

list_files() {
  (cd "$slim" && find . -xdev \( -type f -o -type l \) ! -path './opt/*' ! -path './var/*' | sort)
}

# Adds npm's Yarn, and the front-end package in Yarn's offline mirror.
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

imitate_alpine() {
  cp "$here/packages" "$slim/opt/apk/packages"
  rm -rf "$slim"/etc/{apt,bash.bashrc,localtime,skel,timezone} "$slim"/root/.bash* "$slim"/var/{cache,lib/apt,lib/dpkg} \
    "$slim"/usr/bin/{apt,dpkg}* "$slim/usr/bin/bash" "$slim"/usr/sbin/{add,del}{user,group} "$slim"/usr/lib/{apt,dpkg} \
    "$slim"/usr/share/{bash-completion,gcc,info,lintian,perl5,zsh}
  local applet
  for applet in $(chroot "$slim" busybox --list); do
    case $applet in
      # Keeps GNU find: Debian's busybox lacks -delete, which Alpine's has.
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

# Writes the lockfiles when the image is built, because they contain Debian's current versions.
write_lockfiles() {
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
