package api

import (
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts requests. A nil *Metrics counts nothing.
type Metrics struct {
	requests *prometheus.HistogramVec
	known    sync.Map // of answer to prometheus.Observer
	open     prometheus.Gauge
}

// answer is a kind of answer.
type answer struct {
	method, route string
	status        int
}

// NewMetrics makes and registers the API's metrics.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "berth_http_request_seconds", Help: "Time until an answer was ready, by method, route and status.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5},
		}, []string{"method", "route", "status"}),
		open: prometheus.NewGauge(prometheus.GaugeOpts{Name: "berth_http_streams", Help: "Open event streams."}),
	}
	r.MustRegister(m.requests, m.open)
	return m
}

func (m *Metrics) request(method, route string, status int, took time.Duration) {
	if m == nil {
		return
	}
	switch method {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH":
	default:
		method = "other"
	}
	kind := answer{method, route, status}
	o, ok := m.known.Load(kind)
	if !ok {
		o = m.requests.WithLabelValues(method, route, strconv.Itoa(status))
		m.known.Store(kind, o)
	}
	if o, ok := o.(prometheus.Observer); ok {
		o.Observe(took.Seconds())
	}
}

func (m *Metrics) streams(n int) {
	if m != nil {
		m.open.Add(float64(n))
	}
}
