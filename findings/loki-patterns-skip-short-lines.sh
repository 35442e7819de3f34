#!/usr/bin/env bash
# Loki 3.7.8, pattern ingester (`/loki/api/v1/patterns`, Grafana's Logs Drilldown): a line of fewer than four tokens never makes a
# pattern, even after a thousand equal lines; it is counted as too_few_tokens. The constant message of a structured line ("order placed")
# is such a line, and so is JSON whose message has two words: fields in structured metadata are not read. One more word makes a pattern.
# Group such lines by message in LogQL instead.
set -euo pipefail
folder=$(mktemp -d); trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT; cd "$folder"
cat >go.mod <<'MOD'
module finding

go 1.26.0

require github.com/grafana/loki/v3 v3.7.8

replace github.com/hashicorp/memberlist => github.com/grafana/memberlist v0.3.1-0.20251126142931-6f9f62ab6f86
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/grafana/loki/v3/pkg/pattern/drain"
)

type limits struct{}

func (limits) PatternIngesterTokenizableJSONFields(string) []string { return []string{"message"} }

func main() {
	for _, line := range []string{
		"order placed",
		"payment was declined",
		"payment declined by bank",
		`{"message":"payment declined"}`,
		`{"message":"payment declined by bank"}`,
	} {
		miner := drain.New("tenant", drain.DefaultConfig(), limits{}, drain.DetectLogFormat(line), nil)
		var pattern string
		for at := range int64(1000) {
			if cluster := miner.Train(line, at); cluster != nil {
				pattern = cluster.String()
			}
		}
		fmt.Printf("%s => [%s]\n", line, pattern)
	}
}
GO
go mod tidy >/dev/null 2>&1
go run . | tee seen
diff seen - <<'EXPECTED'
order placed => []
payment was declined => []
payment declined by bank => [payment declined by bank]
{"message":"payment declined"} => []
{"message":"payment declined by bank"} => [<_>payment declined by bank<_>]
EXPECTED
