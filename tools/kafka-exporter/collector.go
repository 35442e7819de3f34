package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/twmb/franz-go/pkg/kadm"
)

// A scrape is one look at the cluster. It must answer within Prometheus' own scrape timeout, or the
// target counts as down and says nothing about why.
const lookTimeout = 4 * time.Second

var (
	brokers = prometheus.NewDesc("kafka_brokers", "Brokers in the cluster.", nil, nil)
	newest  = prometheus.NewDesc("kafka_topic_partition_current_offset",
		"End of the partition: the offset the next message gets.", []string{"topic", "partition"}, nil)
	oldest = prometheus.NewDesc("kafka_topic_partition_oldest_offset",
		"Start of the partition: the oldest offset still kept.", []string{"topic", "partition"}, nil)
	members = prometheus.NewDesc("kafka_consumergroup_members",
		"Members of the consumer group.", []string{"consumergroup"}, nil)
	committed = prometheus.NewDesc("kafka_consumergroup_current_offset",
		"Offset the group has committed.", []string{"consumergroup", "topic", "partition"}, nil)
	lag = prometheus.NewDesc("kafka_consumergroup_lag",
		"Messages in the partition that the group has not committed.", []string{"consumergroup", "topic", "partition"}, nil)
)

type collector struct{ admin *kadm.Client }

func (c *collector) Describe(out chan<- *prometheus.Desc) {
	for _, desc := range []*prometheus.Desc{brokers, newest, oldest, members, committed, lag} {
		out <- desc
	}
}

func (c *collector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), lookTimeout)
	defer cancel()
	gauge := func(desc *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
	}

	nodes, err := c.admin.ListBrokers(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(brokers, fmt.Errorf("list brokers: %w", err))
		return
	}
	gauge(brokers, float64(len(nodes)))

	offsets := func(desc *prometheus.Desc, list kadm.ListedOffsets, err error) {
		if err != nil {
			out <- prometheus.NewInvalidMetric(desc, fmt.Errorf("list offsets: %w", err))
			return
		}
		list.Each(func(o kadm.ListedOffset) {
			if o.Err == nil {
				gauge(desc, float64(o.Offset), o.Topic, fmt.Sprint(o.Partition))
			}
		})
	}
	ends, err := c.admin.ListEndOffsets(ctx)
	offsets(newest, ends, err)
	starts, err := c.admin.ListStartOffsets(ctx)
	offsets(oldest, starts, err)

	groups, err := c.admin.Lag(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(lag, fmt.Errorf("read lag: %w", err))
		return
	}
	for _, group := range groups {
		if group.Error() != nil {
			continue
		}
		gauge(members, float64(len(group.Members)), group.Group)
		for _, at := range group.Lag.Sorted() {
			if at.Err != nil {
				continue
			}
			partition := fmt.Sprint(at.Partition)
			gauge(committed, float64(at.Commit.At), group.Group, at.Topic, partition)
			gauge(lag, float64(at.Lag), group.Group, at.Topic, partition)
		}
	}
}
