#!/usr/bin/env bash
# Loki 3.7.8 takes streams with a label `pattern` or `json`, and the API lists it, but no query can name it: words of LogQL are no
# identifiers, and quotes do not help. `{pattern="a"}`, `| json="b"`, `sum by (offset) (…)` and `label_format x=pattern` are syntax errors.
# So a log attribute must not be called pattern, json, offset, drop, keep, by, on, bool or like another keyword.
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
	"strings"

	"github.com/grafana/loki/v3/pkg/logql/syntax"
)

func main() {
	for _, query := range []string{
		`{pattern="a"}`,
		`{app="a"} | offset="7"`,
		`{app="a"} | label_format message=json`,
		`sum by (pattern) (count_over_time({app="a"}[1m]))`,
		`sum by (message) (count_over_time({app="a"}[1m]))`,
	} {
		_, err := syntax.ParseExpr(query)
		answer, _, _ := strings.Cut(fmt.Sprint(err), ", expecting")
		fmt.Printf("%s => %s\n", query, answer)
	}
}
GO
go mod tidy >/dev/null 2>&1
go run . | tee seen
diff seen - <<'EXPECTED'
{pattern="a"} => parse error at line 1, col 2: syntax error: unexpected pattern
{app="a"} | offset="7" => parse error at line 1, col 13: syntax error: unexpected offset
{app="a"} | label_format message=json => parse error at line 1, col 34: syntax error: unexpected json
sum by (pattern) (count_over_time({app="a"}[1m])) => parse error at line 1, col 9: syntax error: unexpected pattern
sum by (message) (count_over_time({app="a"}[1m])) => <nil>
EXPECTED
