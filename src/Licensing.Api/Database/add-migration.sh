#!/usr/bin/env bash
# Adds a migration for both databases, so that neither is forgotten.
#   add-migration.sh NAME          adds NAME to both
#   add-migration.sh reset         replaces all migrations by one new Initial for both; only before the first release,
#                                  since a released migration is frozen
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name=${1:?usage: add-migration.sh NAME | reset}
dotnet tool restore
if [[ $name == reset ]]; then
  name=Initial
  rm -rf Database/Migrations/Sqlite Database/Migrations/SqlServer
fi
dotnet build -m:1 -nodeReuse:false
for provider in Sqlite SqlServer; do
  dotnet ef migrations add "$name" --no-build --context "${provider}LicensingDb" \
    --output-dir "Database/Migrations/$provider"
done
