#!/usr/bin/env bash
# OpenTelemetry Collector, exporter/prometheusexporter 0.140.1: it makes `job` and `instance` of service.namespace, service.name and
# service.instance.id, and writes no other attribute of the resource to a series. Two resources that differ in another attribute, such as
# deployment.environment.name, are one series: the batch that came last wins, the other is lost, and nothing is logged. target_info has one
# of the two as well. The span metrics connector in front of it does count both, if the attribute is in
# `resource_metrics_key_attributes`; only an attribute in its `dimensions` keeps them apart.
set -euo pipefail
folder=$(mktemp -d); trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT; cd "$folder"
cat >go.mod <<'MOD'
module finding

go 1.26.0

require (
	github.com/open-telemetry/opentelemetry-collector-contrib/exporter/prometheusexporter v0.140.1
	go.opentelemetry.io/collector/component/componenttest v0.140.0
	go.opentelemetry.io/collector/exporter/exportertest v0.140.0
	go.opentelemetry.io/collector/pdata v1.46.0
)
MOD
cat >main.go <<'GO'
package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/exporter/prometheusexporter"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/exporter/exportertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func counted(environment string, value int64) pmetric.Metrics {
	metrics := pmetric.NewMetrics()
	resource := metrics.ResourceMetrics().AppendEmpty()
	for key, text := range map[string]string{
		"service.name": "checkout", "service.instance.id": "checkout-1", "deployment.environment.name": environment,
	} {
		resource.Resource().Attributes().PutStr(key, text)
	}
	metric := resource.ScopeMetrics().AppendEmpty().Metrics().AppendEmpty()
	metric.SetName("calls")
	sum := metric.SetEmptySum()
	sum.SetIsMonotonic(true)
	sum.SetAggregationTemporality(pmetric.AggregationTemporalityCumulative)
	point := sum.DataPoints().AppendEmpty()
	point.SetTimestamp(pcommon.NewTimestampFromTime(time.Now()))
	point.SetIntValue(value)
	return metrics
}

func main() {
	free := must(net.Listen("tcp", "127.0.0.1:0"))
	address := free.Addr().String()
	_ = free.Close()

	factory := prometheusexporter.NewFactory()
	config := factory.CreateDefaultConfig().(*prometheusexporter.Config)
	config.ServerConfig.Endpoint = address
	background := context.Background()
	exporter := must(factory.CreateMetrics(background, exportertest.NewNopSettings(factory.Type()), config))
	if err := exporter.Start(background, componenttest.NewNopHost()); err != nil {
		panic(err)
	}
	for _, metrics := range []pmetric.Metrics{counted("local", 5), counted("staging", 3)} {
		fmt.Println("error:", exporter.ConsumeMetrics(background, metrics))
	}
	lines := bufio.NewScanner(must(http.Get("http://" + address + "/metrics")).Body)
	for lines.Scan() {
		if regexp.MustCompile(`^(calls_total|target_info)`).MatchString(lines.Text()) {
			fmt.Println(regexp.MustCompile(`otel_scope_\w+="[^"]*",?`).ReplaceAllString(lines.Text(), ""))
		}
	}
}
GO
go mod tidy >/dev/null 2>&1
go run . | tee seen
diff seen - <<'EXPECTED'
error: <nil>
error: <nil>
calls_total{instance="checkout-1",job="checkout",} 3
target_info{deployment_environment_name="staging",instance="checkout-1",job="checkout"} 1
EXPECTED
