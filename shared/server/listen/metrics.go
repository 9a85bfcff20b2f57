package listen

import "github.com/prometheus/client_golang/prometheus"

var _ prometheus.Collector = (*Room)(nil)

var (
	openMetric    = prometheus.NewDesc("berth_connections", "Connections that the process holds.", nil, nil)
	mostMetric    = prometheus.NewDesc("berth_connections_most", "Connections that it may hold, in all or of one network of clients.", []string{"of"}, nil)
	refusedMetric = prometheus.NewDesc("berth_connections_refused_total", "Connections closed at once: too many in all, or of one network.", []string{"of"}, nil)
	gaveWayMetric = prometheus.NewDesc("berth_connections_gave_way_total", "Connections closed to make room for others.", nil, nil)
	tlsMetric     = prometheus.NewDesc("berth_handshakes_failed_total", "Connections on which TLS did not come up, or which began it too often.", nil, nil)
	upgradeMetric = prometheus.NewDesc("berth_upgrades_total", "WebSockets, by the version of HTTP in which they were opened: an upgrade, or a stream (RFC 8441).", []string{"by"}, nil)
	errorsMetric  = prometheus.NewDesc("berth_accept_errors_total", "Errors of accept that were waited out, such as too few descriptors.", nil, nil)
)

// Describe implements prometheus.Collector.
func (r *Room) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{openMetric, mostMetric, refusedMetric, gaveWayMetric, tlsMetric, upgradeMetric, errorsMetric} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (r *Room) Collect(ch chan<- prometheus.Metric) {
	r.mu.Lock()
	all, c := r.all, r.counts
	r.mu.Unlock()
	gauge := func(d *prometheus.Desc, n int, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n), labels...)
	}
	counter := func(d *prometheus.Desc, n uint64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, float64(n), labels...)
	}
	gauge(openMetric, all)
	gauge(mostMetric, r.most, "all")
	gauge(mostMetric, r.each, "network")
	counter(refusedMetric, c.refusedAll, "all")
	counter(refusedMetric, c.refusedEach, "network")
	counter(gaveWayMetric, c.gaveWay)
	counter(tlsMetric, c.unsecured)
	counter(upgradeMetric, c.upgrades, "HTTP/1.1")
	counter(upgradeMetric, c.extended, "HTTP/2")
	counter(errorsMetric, c.errors)
}
