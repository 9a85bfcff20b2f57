package certs

import "github.com/prometheus/client_golang/prometheus"

var _ prometheus.Collector = (*Manager)(nil)

var (
	certsMetric  = prometheus.NewDesc("berth_certificates", "Certificates that the server looks after: good, or in trouble, as not got or not renewed.", []string{"state"}, nil)
	endMetric    = prometheus.NewDesc("berth_certificate_end_seconds", "Unix time at which the certificate that ends soonest does.", nil, nil)
	ownMetric    = prometheus.NewDesc("berth_certificate_own_end_seconds", "Unix time at which the certificate of the server's own host ends; 0: there is none.", nil, nil)
	ordersMetric = prometheus.NewDesc("berth_certificate_orders_total", "Orders at the authority, by how they ended.", []string{"result"}, nil)
	strangers    = prometheus.NewDesc("berth_certificate_strangers_total", "Handshakes for names that are not the server's, for which nothing was ordered.", nil, nil)
)

// Describe implements prometheus.Collector.
func (m *Manager) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{certsMetric, endMetric, ownMetric, ordersMetric, strangers} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (m *Manager) Collect(ch chan<- prometheus.Metric) {
	send := func(d *prometheus.Desc, kind prometheus.ValueType, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, kind, v, labels...)
	}
	var good, trouble, end float64
	for _, s := range m.States() {
		if s.Error != "" || s.NotAfter.IsZero() {
			trouble++
		} else {
			good++
		}
		if at := float64(s.NotAfter.Unix()); !s.NotAfter.IsZero() && (end == 0 || at < end) {
			end = at
		}
	}
	send(certsMetric, prometheus.GaugeValue, good, "good")
	send(certsMetric, prometheus.GaugeValue, trouble, "trouble")
	if end != 0 {
		send(endMetric, prometheus.GaugeValue, end)
	}
	var own float64
	if s := m.State(m.cfg.Host); !s.NotAfter.IsZero() {
		own = float64(s.NotAfter.Unix())
	}
	send(ownMetric, prometheus.GaugeValue, own)
	m.mu.Lock()
	c := m.counts
	m.mu.Unlock()
	send(ordersMetric, prometheus.CounterValue, float64(c.got), "got")
	send(ordersMetric, prometheus.CounterValue, float64(c.failed), "failed")
	send(strangers, prometheus.CounterValue, float64(c.refused))
}
