package admin

import (
	"github.com/prometheus/client_golang/prometheus"

	"berth/gateway/admin/attention"
	"berth/shared/amount"
	"berth/shared/wire"
)

// Means are what a gateway lives on beside its cluster.
type Means struct {
	Balance  amount.Amount // of the operator key, in wei
	GasPrice amount.Amount // wei; 0: neither is known
	DiskFree uint64        // bytes, where the gateway's data is
	DiskAll  uint64        // bytes; 0: neither is known
}

// means are their metrics.
type means struct{ look func() Means }

var (
	coinsMetric    = prometheus.NewDesc("berth_gateway_operator_coins", "Whole coins of the chain's own that the operator key has; absent while that is not known.", nil, nil)
	affordsMetric  = prometheus.NewDesc("berth_gateway_operator_orders", "Orders that it can pay the gas for, activated and settled, at the gas price now; absent while that is not known.", nil, nil)
	diskFreeMetric = prometheus.NewDesc("berth_gateway_disk_free_bytes", "Free where the gateway's data is; absent where that cannot be told.", nil, nil)
	diskAllMetric  = prometheus.NewDesc("berth_gateway_disk_bytes", "As large as that is.", nil, nil)
)

// coin is the chain's own.
var coin = wire.Coin{Decimals: 18}

// Describe implements prometheus.Collector.
func (m means) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{coinsMetric, affordsMetric, diskFreeMetric, diskAllMetric} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (m means) Collect(ch chan<- prometheus.Metric) {
	now := m.look()
	send := func(d *prometheus.Desc, v float64) { ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	if !now.GasPrice.IsZero() {
		balance := whole(now.Balance, coin)
		send(coinsMetric, balance)
		send(affordsMetric, balance/whole(now.GasPrice.Mul(attention.Activation), coin))
	}
	if now.DiskAll > 0 {
		send(diskFreeMetric, float64(now.DiskFree))
		send(diskAllMetric, float64(now.DiskAll))
	}
}
