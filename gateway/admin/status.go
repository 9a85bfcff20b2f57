package admin

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/certs"
	"berth/shared/wire"
)

// Status is GET /status: how a node stands, for its owner. Resources that are not known yet are absent.
type Status struct {
	Node       eth.Address        `json:"node"`
	Name       string             `json:"name"`
	Version    string             `json:"version"`
	Started    time.Time          `json:"started"`
	Uptime     int64              `json:"uptime"`   // seconds
	Ready      string             `json:"ready"`    // "yes", or what is missing
	Head       uint64             `json:"head"`     // last block taken in
	Total      resource.Resources `json:"total"`    // what the registry promises
	Capacity   resource.Resources `json:"capacity"` // what the runtime can give in all, taken or not
	Reserved   resource.Resources `json:"reserved"` // by orders, on chain
	Quoted     resource.Resources `json:"quoted"`   // held by quotes
	Headroom   resource.Resources `json:"headroom"` // can be quoted now
	Load       wire.Load          `json:"load"`
	Prices     []wire.Price       `json:"prices"` // now, one for each token
	PriceRange *wire.PriceRange   `json:"priceRange,omitempty"`
	Quotes     int                `json:"quotes"`           // open
	Closed     string             `json:"closed,omitempty"` // code of the reason why every offer is rejected
	Mismatch   []Mismatch         `json:"mismatch"`
	Unknown    []wire.Unknown     `json:"unknown"` // what cannot be asked now, and since when
	Orders     map[string]int     `json:"orders"`  // by state
	// PublicSuffix reports whether the domain is on the Public Suffix List, so that each service is a site of its own to
	// browsers; elsewhere one service's page can set cookies that are sent to all, and crowd out theirs.
	PublicSuffix bool `json:"publicSuffix"`
	// Certificates are those in trouble first, then those that end soonest: MaxCertificates at the most. Absent: the gateway
	// has none itself.
	Certificates []certs.State `json:"certificates,omitempty"`
}

// Ready is Status.Ready of a gateway that is.
const Ready = "yes"

// MaxCertificates is how many certificates a Status has at the most.
const MaxCertificates = 100

// Mismatch is a dimension of which the registry promises more than the runtime can give.
type Mismatch struct {
	Dimension resource.Dimension `json:"dimension"`
	Total     uint64             `json:"total"`
	Capacity  uint64             `json:"capacity"`
}

func serveStatus(get func() Status) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		out.Encode(get())
	}
}

// amounts are the metrics of a node's resources, by dimension, in the units of that dimension's name. What is not known
// is left out, since none is something else.
type amounts struct{ get func() Status }

var (
	capacityMetric = amountOf("berth_gateway_capacity", "What the runtime can give in all.")
	totalMetric    = amountOf("berth_gateway_total", "What the registry promises.")
	reservedMetric = amountOf("berth_gateway_reserved", "What orders hold, on chain.")
	quotedMetric   = amountOf("berth_gateway_quoted", "What quotes hold.")
	headroomMetric = amountOf("berth_gateway_headroom", "What can be quoted.")
)

func amountOf(name, help string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, []string{"dimension"}, nil)
}

// Describe implements prometheus.Collector.
func (a amounts) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{capacityMetric, totalMetric, reservedMetric, quotedMetric, headroomMetric} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (a amounts) Collect(ch chan<- prometheus.Metric) {
	s := a.get()
	send := func(d *prometheus.Desc, r resource.Resources) {
		for _, dim := range resource.Dimensions {
			ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(r.Of(dim)), string(dim))
		}
	}
	if !s.Capacity.IsZero() {
		send(capacityMetric, s.Capacity)
	}
	if !s.Total.IsZero() {
		send(totalMetric, s.Total)
		send(reservedMetric, s.Reserved)
		send(quotedMetric, s.Quoted)
		send(headroomMetric, s.Headroom)
	}
}
