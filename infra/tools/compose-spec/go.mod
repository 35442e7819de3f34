// The compose specification's schema is in this module; tools/lab-core/src/containers/compose-file.spec.ts holds docker-compose.yml to it.
module webstore-lab/compose-spec

go 1.25

require github.com/compose-spec/compose-go/v2 v2.16.2
