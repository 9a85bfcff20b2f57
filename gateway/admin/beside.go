package admin

import (
	"github.com/prometheus/client_golang/prometheus"

	"berth/gateway/lease/tenancy"
)

var (
	besideOpen    = prometheus.NewDesc("berth_gateway_beside_open", "Shells, commands and connections to ports that are open beside services, by whichever way.", []string{"kind"}, nil)
	besideOpened  = prometheus.NewDesc("berth_gateway_beside_opened_total", "Those that were opened ever.", []string{"kind"}, nil)
	besideRefused = prometheus.NewDesc("berth_gateway_beside_refused_total", "Those that could not be opened, by the problem's code.", []string{"kind", "reason"}, nil)
	besideBytes   = prometheus.NewDesc("berth_gateway_beside_bytes_total", "Bytes that they moved, in both directions.", []string{"kind"}, nil)
)

// beside tells of what is open beside services.
type beside struct {
	tallies func() map[string]tenancy.Tally
}

var _ prometheus.Collector = beside{}

// Describe implements prometheus.Collector.
func (beside) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{besideOpen, besideOpened, besideRefused, besideBytes} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (b beside) Collect(ch chan<- prometheus.Metric) {
	for kind, t := range b.tallies() {
		ch <- prometheus.MustNewConstMetric(besideOpen, prometheus.GaugeValue, float64(t.Open), kind)
		ch <- prometheus.MustNewConstMetric(besideOpened, prometheus.CounterValue, float64(t.Opened), kind)
		ch <- prometheus.MustNewConstMetric(besideBytes, prometheus.CounterValue, float64(t.Bytes), kind)
		for reason, n := range t.Refused {
			ch <- prometheus.MustNewConstMetric(besideRefused, prometheus.CounterValue, float64(n), kind, reason)
		}
	}
}
