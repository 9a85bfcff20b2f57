package admin

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Earning is what the orders that run bring in one token.
type Earning struct {
	Coin   wire.Coin
	Rate   amount.Nano   // a second now, of orders that are past their probation
	Earned amount.Amount // so far, settled or not
}

// standing are the metrics of how a node stands and what it earns. Money is in whole tokens, as near as a float is: it is to be
// looked at, not reckoned with.
type standing struct {
	status  func() Status
	earning func() []Earning
}

var (
	buildMetric   = prometheus.NewDesc("berth_gateway_build_info", "1, with the version.", []string{"version"}, nil)
	readyMetric   = prometheus.NewDesc("berth_gateway_ready", "1: it serves, and the registry and the runtime are known.", nil, nil)
	closedMetric  = prometheus.NewDesc("berth_gateway_closed", "1: every offer is rejected, for this reason.", []string{"reason"}, nil)
	unknownMetric = prometheus.NewDesc("berth_gateway_unknown_seconds", "For how long the chain or the runtime cannot be asked; absent while it can.", []string{"what"}, nil)
	priceMetric   = prometheus.NewDesc("berth_gateway_price", "List price now in whole tokens: of a core, a GPU, a GiB of memory or of disk for an hour, of a GiB of traffic.", []string{"token", "address", "dimension"}, nil)
	rateMetric    = prometheus.NewDesc("berth_gateway_earning_per_second", "What the orders that run earn a second, in whole tokens, before fee and referrer's share.", []string{"token", "address"}, nil)
	earnedMetric  = prometheus.NewDesc("berth_gateway_earned", "What the orders that run have earned so far, settled or not, in whole tokens, before fee and referrer's share.", []string{"token", "address"}, nil)
)

// Describe implements prometheus.Collector.
func (s standing) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{buildMetric, readyMetric, closedMetric, unknownMetric, priceMetric, rateMetric, earnedMetric} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (s standing) Collect(ch chan<- prometheus.Metric) {
	now, earning := s.status(), s.earning()
	send := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	send(buildMetric, 1, now.Version)
	ready := 0.0
	if now.Ready == Ready {
		ready = 1
	}
	send(readyMetric, ready)
	if now.Closed != "" {
		send(closedMetric, 1, now.Closed)
	}
	for _, u := range now.Unknown {
		send(unknownMetric, time.Since(u.Since).Seconds(), u.What)
	}
	coins := map[eth.Address]wire.Coin{}
	for _, e := range earning {
		coins[e.Coin.Address] = e.Coin
		send(rateMetric, whole(e.Rate, e.Coin), e.Coin.Symbol, e.Coin.Address.String())
		send(earnedMetric, whole(e.Earned, e.Coin), e.Coin.Symbol, e.Coin.Address.String())
	}
	for _, p := range now.Prices {
		c, ok := coins[p.Token]
		if !ok {
			continue
		}
		for _, of := range []struct {
			dimension string
			price     amount.Nano
		}{{"core-hour", p.CoreHour}, {"gpu-hour", p.GPUHour}, {"memory-hour", p.MemoryHour}, {"disk-hour", p.DiskHour}, {"traffic-gib", p.TrafficGiB}} {
			send(priceMetric, whole(of.price, c), c.Symbol, c.Address.String(), of.dimension)
		}
	}
}

// whole is money in whole tokens.
func whole(m interface{ Units(decimals int) string }, c wire.Coin) float64 {
	f, _ := strconv.ParseFloat(m.Units(c.Decimals), 64) // it is a number
	return f
}
