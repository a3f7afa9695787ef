#!/usr/bin/env bash
# Puts a real MySQL server from Debian sid into a folder, with sid's own C library beside it: nothing on the system
# is installed or upgraded. (Debian's stable releases have MariaDB only.)
#   install-mysql.sh FOLDER        makes FOLDER/bin/mysqld and FOLDER/bin/mysql_tzinfo_to_sql
set -euo pipefail
folder=$1
. /etc/os-release
[ "${ID:-}" = debian ] || { echo "only Debian's packages can be unpacked like this, and this is ${PRETTY_NAME:-another system}" >&2; exit 1; }
umask 022
mkdir -p "${folder%/*}"
new=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$new"' EXIT
chmod 755 "$new"
root=$new/root apt=$new/apt

# An apt of its own: it believes that nothing is installed, and so finds every library the server needs.
mkdir -p "$apt"/{lists,archives}/partial "$apt/none" "$root" "$new/bin"
: >"$apt/status"
# the mirror that this system already uses
mirror=$(apt-get --print-uris update | awk -F"'|/dists/" '$2 ~ /\/debian$/ {mirror = $2} END {print mirror}')
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$apt/sources.list"
printf '%s "%s";\n' Dir::State "$apt" Dir::State::status "$apt/status" Dir::Cache "$apt" \
  Dir::Etc::sourcelist "$apt/sources.list" Dir::Etc::sourceparts "$apt/none" Dir::Etc::preferencesparts "$apt/none" \
  APT::Install-Recommends false APT::Sandbox::User "" Acquire::Languages none Acquire::Retries 5 >"$apt/apt.conf"
export APT_CONFIG=$apt/apt.conf
apt-get -q update
# perl serves only the scripts around the server
apt-get -s install mysql-server-core | awk '$1 == "Inst" && $2 !~ /perl/ {print $2}' >"$apt/packages"
(cd "$apt/archives" && xargs apt-get -q download <"$apt/packages")
for package in "$apt"/archives/*.deb; do dpkg -x "$package" "$root"; done

# Each program is started by the loader that came with it, with the libraries that came with it.
start='#!/bin/sh
top=$(dirname "$(dirname "$(readlink -f "$0")")")/root/usr
lib=$(echo "$top"/lib/*-linux-gnu)
exec "$lib"/ld-linux-*.so.* --library-path "$lib" "$top"/'
# A path given last wins, and --no-defaults has to stay first: so these follow "$@".
paths='--basedir="$top" --plugin-dir="$top/lib/mysql/plugin" --secure-file-priv='
echo "${start}sbin/mysqld \"\$@\" $paths" >"$new/bin/mysqld"
echo "${start}bin/mysql_tzinfo_to_sql \"\$@\"" >"$new/bin/mysql_tzinfo_to_sql"
chmod 755 "$new"/bin/*
"$new/bin/mysqld" --no-defaults --version

rm -rf "$apt"
mv -T "$new" "$folder" 2>/dev/null || [ -x "$folder/bin/mysqld" ] # another run was faster
