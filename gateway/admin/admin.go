// Package admin has what a node's owner watches it by: whether it lives, whether it is ready, how it stands, and its
// metrics; and by what the owner ends an order.
package admin

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"berth/gateway/image"
	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Metrics counts what a gateway does. It is safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	api      *prometheus.HistogramVec
	services *prometheus.CounterVec
	greets   *prometheus.CounterVec
	images   *prometheus.CounterVec
	status   func() Status
	end      Ender
}

// Sources are read when metrics are asked for.
type Sources struct {
	Orders func() map[order.State]int
	Quotes func() int
	Head   func() uint64
	Polled func() time.Time
	// Endpoints is how many of the chain's had its newest head, and how often one has contradicted others.
	Endpoints func() (agreeing int, disputes uint64)
	Traffic   func() uint64 // bytes
	Hosts     func() map[wire.DomainState]int
	Status    func() Status
	Earning   func() []Earning
	Means     func() Means
	End       Ender
	Room      prometheus.Collector            // what connections there are; nil: nobody counts them
	Beside    func() map[string]tenancy.Tally // shells, commands and connections to ports, by kind
	SSH       prometheus.Collector            // nil: the gateway does not speak it
	// Certificates are the gateway's; nil: it has none.
	Certificates prometheus.Collector
}

// New makes the metrics of one gateway.
func New(s Sources) *Metrics {
	m := &Metrics{
		status:   s.Status,
		end:      s.End,
		registry: prometheus.NewRegistry(),
		api: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "berth_gateway_api_seconds", Help: "Time of API requests.", Buckets: []float64{.0005, .001, .0025, .005, .01, .05, .25, 1, 5, 30},
		}, []string{"route", "code"}),
		services: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "berth_gateway_service_requests_total", Help: "Requests to services, by status class.",
		}, []string{"code"}),
		greets: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "berth_gateway_greetings_total", Help: "Answers to offers."}, []string{"kind"}),
		images: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "berth_gateway_images_total", Help: "Images of manifests that were looked at, by what was found and where.",
		}, []string{"found", "from"}),
	}
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f)
	}
	m.registry.MustRegister(m.api, m.services, m.greets, m.images, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), amounts{s.Status}, beside{s.Beside}, standing{s.Status, s.Earning}, means{s.Means},
		gauge("berth_gateway_quotes", "Quotes open.", func() float64 { return float64(s.Quotes()) }),
		gauge("berth_gateway_public_suffix", "1: the domain is on the Public Suffix List, so each service is a site of its own to browsers.", func() float64 {
			if s.Status().PublicSuffix {
				return 1
			}
			return 0
		}),
		gauge("berth_gateway_head_block", "Last block taken in.", func() float64 { return float64(s.Head()) }),
		gauge("berth_gateway_traffic_bytes", "Bytes counted for the orders that are known.", func() float64 { return float64(s.Traffic()) }),
		gauge("berth_gateway_chain_endpoints", "Endpoints of the chain that had the newest head.", func() float64 { n, _ := s.Endpoints(); return float64(n) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "berth_gateway_chain_disputes_total", Help: "How often an endpoint of the chain has contradicted others."},
			func() float64 { _, n := s.Endpoints(); return float64(n) }),
		gauge("berth_gateway_chain_age_seconds", "Seconds since the chain last answered; -1: it has not yet.", func() float64 {
			if t := s.Polled(); !t.IsZero() {
				return time.Since(t).Seconds()
			}
			return -1
		}))
	for _, c := range []prometheus.Collector{s.Room, s.SSH, s.Certificates} {
		if c != nil {
			m.registry.MustRegister(c)
		}
	}
	for st := order.Created; st <= order.Replaced; st++ {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "berth_gateway_orders", Help: "Orders, by state.", ConstLabels: prometheus.Labels{"state": st.String()},
		}, func() float64 { return float64(s.Orders()[st]) }))
	}
	for _, st := range []wire.DomainState{wire.DomainProof, wire.DomainAddress, wire.DomainCertificate, wire.DomainReady} {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "berth_gateway_own_hosts", Help: "Users' own hosts, by state.", ConstLabels: prometheus.Labels{"state": string(st)},
		}, func() float64 { return float64(s.Hosts()[st]) }))
	}
	return m
}

// API counts an API request.
func (m *Metrics) API(route string, code int, took time.Duration) {
	m.api.WithLabelValues(route, strconv.Itoa(code)).Observe(took.Seconds())
}

// Service counts a request to a service.
func (m *Metrics) Service(code int) { m.services.WithLabelValues(strconv.Itoa(code/100) + "xx").Inc() }

// Greeted counts an answer to an offer.
func (m *Metrics) Greeted(k wire.AnswerKind) { m.greets.WithLabelValues(string(k)).Inc() }

// Image counts an image that was looked at: why there are no facts of it, empty if there are, and whether that was known already.
func (m *Metrics) Image(why image.Why, kept bool) {
	found, from := string(why), "registry"
	if why == "" {
		found = "facts"
	}
	if kept {
		from = "kept"
	}
	m.images.WithLabelValues(found, from).Inc()
}

// Handler serves /livez, /readyz, /metrics, /status and /orders/{id}/end. Ready gives nil once the gateway serves.
func (m *Metrics) Handler(ready func() error) http.Handler {
	mux := web.Operations(ready, "ok", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /status", serveStatus(m.status))
	mux.HandleFunc("POST /orders/{id}/end", serveEnd(m.end))
	return mux
}
