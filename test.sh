#!/usr/bin/env bash
# Everything that the tests need on a fresh Debian machine, then all tests.
# Ends with the names and messages of the tests that failed, and "Total: N passed, N failed, N skipped"; non-zero when anything failed.
# A filter for a part of them: ./test.sh --filter-class '*LadderStories'
set -uo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Package -> what it gives -> which tests need it.
needs=(
  "chromium|/usr/bin/chromium|browser tests"
  "fonts-noto-cjk|/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc|Chinese in screenshots"
  "postfix|/usr/sbin/smtp-sink|crash tests against an SMTP sink"
  "python3-aiosmtpd|/usr/lib/python3/dist-packages/aiosmtpd/__init__.py|mail tests against a server with STARTTLS and a password"
  "dovecot-imapd|/usr/lib/dovecot/imap|answers by mail against an IMAP server"
  "openssl|/usr/bin/openssl|certificates of those servers"
  "kannel|/usr/sbin/bearerbox|tests with a real SMS gateway"
  "kannel-extras|/usr/lib/kannel/test/fakesmsc|its SMS centre"
  "prometheus-alertmanager|/usr/bin/prometheus-alertmanager|the test with a real Alertmanager"
)
missing=()
for need in "${needs[@]}"; do
  IFS='|' read -r package file _ <<<"$need"
  [ -e "$file" ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing for the tests: ${missing[*]}"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    echo "Some packages could not be installed."
fi
for need in "${needs[@]}"; do
  IFS='|' read -r package file tests <<<"$need"
  [ -e "$file" ] || echo "Missing $package: left out are $tests."
done

dotnet build Hub.sln -nologo -v quiet -clp:NoSummary || { echo "The build failed."; echo "Total: 0 passed, 1 failed, 0 skipped"; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution Hub.sln --no-build --no-progress --output Detailed "$@" 2>&1 | grep --line-buffered -vE '^(passed |  from )' | tee "$log"
status=${PIPESTATUS[0]}
count() { awk -v key="$1:" '$1 == key { n = $2 } END { print n + 0 }' "$log"; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
if [ "$failed" -gt 0 ]; then
  # Once more at the end, where it is looked for: name, message and the first places of each.
  echo
  echo "Failed tests:"
  awk '/^failed / { print; left = 15; places = 3; next } !/^  / { left = 0 } left > 0 && /^    at / && places-- <= 0 { next } left > 0 { print substr($0, 1, 600); left-- }' "$log"
fi
echo "Total: $passed passed, $failed failed, $skipped skipped"
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
