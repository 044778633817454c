#!/usr/bin/env bash
# docker/release.sh: audits, tests, writes the bill of materials and builds the image of the version in package.json.
# It publishes nothing. Needs a network and Docker with buildx.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(node -p 'require("./package.json").version')
[ -z "$(git status --porcelain)" ] || { echo 'Commit first: a release is what is in the repository.' >&2; exit 1; }

npm ci
# What the bot runs with. What only builds and tests it is audited too, and is no reason to hold a release back.
npm audit --omit=dev --audit-level=moderate
npm audit --audit-level=critical
npm audit signatures
npm run check
npm test

mkdir -p dist
npm sbom --sbom-format=cyclonedx --omit=dev > "dist/afterword-$version.cdx.json"
docker buildx build --load --sbom=true --provenance=mode=max \
  --label "org.opencontainers.image.version=$version" \
  --label "org.opencontainers.image.revision=$(git rev-parse HEAD)" \
  --tag "afterword:$version" .
# As the compose file runs it: the file system read-only, and a configuration that is missing ends with 78.
status=0
docker run --rm --read-only --tmpfs /tmp --cap-drop=ALL --security-opt=no-new-privileges "afterword:$version" || status=$?
[ "$status" -eq 78 ] || { echo "The image ended with $status, not with 78." >&2; exit 1; }
(cd dist && sha256sum "afterword-$version.cdx.json")
