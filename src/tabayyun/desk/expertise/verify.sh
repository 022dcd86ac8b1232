#!/bin/sh
# Check this export with sha256sum and openssl alone. Run it where the zip was unpacked.
set -u
bad=0
say() { printf '%s\n' "$*"; }
sha256sum --check --quiet SHA256SUMS || bad=1
for receipt in evidence/*/receipt.json; do
  folder=${receipt%/*}
  stamp=$folder/receipt.tsr
  if [ ! -e "$stamp" ]; then say "$receipt: no timestamp"; bad=1; continue; fi
  if [ -e root.pem ]; then
    openssl ts -verify -data "$receipt" -in "$stamp" -CAfile root.pem >/dev/null 2>&1 || { say "$stamp: FAILED"; bad=1; }
  else
    say "$stamp: give the authority's certificate: openssl ts -verify -data $receipt -in $stamp -CAfile ROOT"
  fi
done
cut -d. -f1,2 manifest.jws | tr -d '\n' > signed.tmp
pad() { case $((${#1} % 4)) in 2) printf '%s==' "$1" ;; 3) printf '%s=' "$1" ;; *) printf '%s' "$1" ;; esac; }
decoded() { pad "$1" | tr '_-' '/+' | openssl base64 -d -A; }
decoded "$(cut -d. -f3 manifest.jws | tr -d '\n')" > signature.tmp
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed.tmp -sigfile signature.tmp >/dev/null 2>&1 ||
  { say "manifest.jws: FAILED"; bad=1; }
said=$(decoded "$(cut -d. -f2 manifest.jws)" | sed -n 's/.*"sha256":"\([^"]*\)".*/\1/p')
is=$(openssl dgst -sha256 -binary manifest.json | openssl base64 -A | tr '/+' '_-' | tr -d '=')
[ "$said" = "$is" ] || { say "manifest.json: FAILED"; bad=1; }
rm -f signed.tmp signature.tmp
say "Signed with the key: $(openssl pkey -pubin -in key.pem -outform DER | openssl dgst -sha256 | sed 's/.*= //')"
if [ "$bad" = 0 ]; then say "VALID, if that key is the institution's: compare it with its key page."; else say "NOT VALID"; fi
exit "$bad"
