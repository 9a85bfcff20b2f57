package ssh

import (
	"errors"
	"maps"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"berth/shared/problem"
)

var _ prometheus.Collector = (*Server)(nil)

var (
	connsMetric   = prometheus.NewDesc("berth_ssh_connections", "SSH connections, by how far they are: logging in, or in.", []string{"state"}, nil)
	openMetric    = prometheus.NewDesc("berth_ssh_open", "What is open in them, by kind.", []string{"kind"}, nil)
	loginsMetric  = prometheus.NewDesc("berth_ssh_logins_total", "SSH connections that have logged in.", nil, nil)
	refusedMetric = prometheus.NewDesc("berth_ssh_refused_total", "Connections, sessions and connections to ports that were refused, by why.", []string{"what", "reason"}, nil)
)

// What is refused, and reasons that are no problem's code.
const (
	connection = "connection"
	channel    = "channel"

	tooOften = "too-often"  // its network has begun too many
	gaveWay  = "gave-way"   // it made room for a newer one before it had logged in
	noLogin  = "no-login"   // it had no key that is authorised, or did not come so far
	tooMany  = "too-many"   // a connection has as many of these as there may be
	noSuch   = "not-served" // sessions and connections to ports are all that there is
	other    = "other"
)

// kinds are of what is open in a connection.
var kinds = [...]string{"shell", "command", "sftp", "port"}

// counts are what happened. They are safe for concurrent use.
type counts struct {
	starting, in atomic.Int64
	open         [len(kinds)]atomic.Int64
	logins       atomic.Uint64

	mu      sync.Mutex
	refused map[refusal]uint64
}

type refusal struct{ what, reason string }

// opened counts something that is open until the function is called that it gives.
func (c *counts) opened(kind string) (end func()) {
	for i, k := range kinds {
		if k == kind {
			c.open[i].Add(1)
			return func() { c.open[i].Add(-1) }
		}
	}
	return func() {}
}

func (c *counts) refuse(what, reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refused == nil {
		c.refused = map[refusal]uint64{}
	}
	c.refused[refusal{what, reason}]++
}

// reason is an error's, for a label: a problem's code, of which there are few.
func reason(err error) string {
	var p *problem.Problem
	if errors.As(err, &p) {
		return string(p.Code)
	}
	return other
}

// Describe implements prometheus.Collector.
func (s *Server) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{connsMetric, openMetric, loginsMetric, refusedMetric} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (s *Server) Collect(ch chan<- prometheus.Metric) {
	c := &s.counts
	c.mu.Lock()
	refused := maps.Clone(c.refused)
	c.mu.Unlock()
	ch <- prometheus.MustNewConstMetric(connsMetric, prometheus.GaugeValue, float64(c.starting.Load()), "starting")
	ch <- prometheus.MustNewConstMetric(connsMetric, prometheus.GaugeValue, float64(c.in.Load()), "in")
	ch <- prometheus.MustNewConstMetric(loginsMetric, prometheus.CounterValue, float64(c.logins.Load()))
	for i, k := range kinds {
		ch <- prometheus.MustNewConstMetric(openMetric, prometheus.GaugeValue, float64(c.open[i].Load()), k)
	}
	for r, n := range refused {
		ch <- prometheus.MustNewConstMetric(refusedMetric, prometheus.CounterValue, float64(n), r.what, r.reason)
	}
}
