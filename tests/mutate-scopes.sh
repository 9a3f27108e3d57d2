#!/usr/bin/env bash
# Takes out each call of VisibleTo in turn, in a copy of the last commit, and sees that the matrix of permissions notices. Slow, so it is not
# part of "dotnet test". With an area as argument, only its calls. The last line is the count; the exit code is not 0 when a call could go unnoticed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git archive HEAD | tar -x -C "$copy"
cd "$copy"
build() { dotnet build -m:1 -nodeReuse:false -v q tests/Licensing.Security.Tests -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false -p:RunAnalyzers=false > build.txt 2>&1; }
matrix() { dotnet tests/Licensing.Security.Tests/bin/Debug/net10.0/Licensing.Security.Tests.dll -class '*MatrixTests' -noColor > run.txt 2>&1; }

build || { tail -20 build.txt; echo "the copy does not build"; exit 2; }
matrix || { grep 'FAIL' run.txt; echo "the matrix fails before anything is taken out"; exit 2; }
caught=0 missed=0
while IFS=: read -r file line _; do
  cp "$file" kept
  sed -i "${line}s/\.VisibleTo([a-z]*)//" "$file"
  if cmp -s "$file" kept; then
    echo "NOT CHANGED  $file:$line"; missed=$((missed + 1))
  elif ! build; then
    # Without its scope it may not even compile; that is noticed too, but proves nothing about the tests.
    echo "NO BUILD     $file:$line  $(grep -m1 -o 'error.*' build.txt)"; missed=$((missed + 1))
  elif matrix; then
    echo "UNNOTICED    $file:$line"; missed=$((missed + 1))
  else
    echo "noticed      $file:$line  by $(grep -c FAIL run.txt) rows"; caught=$((caught + 1))
  fi
  cp kept "$file"
done < <(grep -rnE '\.VisibleTo\([a-z]+\)' "src/Licensing.Api/Features/${1:-}" --include=*.cs)
echo "$caught noticed, $missed not"
(( missed == 0 ))
