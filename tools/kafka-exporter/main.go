// Consumer lag for Prometheus. The exporter everybody uses (danielqsj/kafka_exporter) cannot be had
// from the module proxy, so this one speaks the same metric names: a query works on either.
package main

import (
	"cmp"
	"log"
	"net/http"
	"os"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

func main() {
	client, err := kgo.NewClient(
		kgo.SeedBrokers(cmp.Or(os.Getenv("KAFKA_BROKERS"), "127.0.0.1:9092")),
		kgo.ClientID("kafka-exporter"),
	)
	if err != nil {
		log.Fatal(err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(&collector{admin: kadm.NewClient(client)})

	http.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorLog: log.Default()}))
	listen := cmp.Or(os.Getenv("LISTEN_ADDRESS"), "127.0.0.1:9308")
	log.Printf("listening on %s", listen)
	log.Fatal(http.ListenAndServe(listen, nil))
}
