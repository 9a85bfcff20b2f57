package kube

import (
	"encoding/hex"
	"net/netip"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"

	"berth/gateway/lease"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// Labels and annotations of what a gateway makes.
const (
	labelManager    = "app.kubernetes.io/managed-by"
	labelNode       = "berth/node"
	labelChain      = "berth/chain"
	labelMarket     = "berth/market"
	labelOrder      = "berth/order"
	labelService    = "berth/service"
	labelQuarantine = "berth/quarantine"
	noteQuarantine  = "berth/quarantined-at"
	noteRevision    = "berth/revision"
	noteRestart     = "berth/restart"
)

// gpuName is the extended resource that a GPU is asked for as.
const gpuName corev1.ResourceName = "nvidia.com/gpu"

// realm is whose orders a gateway keeps: those of one node in one market of one chain. Gateways of different realms can
// share a cluster.
type realm struct {
	node    eth.Address
	chainID uint64
	market  eth.Address
}

// labels are on every object of a realm.
func (r realm) labels() map[string]string {
	return map[string]string{
		labelManager: manager, labelNode: hex.EncodeToString(r.node[:]), labelChain: strconv.FormatUint(r.chainID, 10), labelMarket: hex.EncodeToString(r.market[:]),
	}
}

func (r realm) namespace(id order.ID) string {
	return "berth-" + hex.EncodeToString(r.node[:4]) + "-" + hex.EncodeToString(r.market[:3]) + "-" + id.String()
}

// plan is what the builders build from.
type plan struct {
	lease.Workload
	realm        realm
	closed       []netip.Prefix // addresses of the cluster itself that no other rule closes
	storageClass string
	runtimeClass string
}

func (p plan) namespace() string { return p.realm.namespace(p.Order) }

// labels are those of every object of an order.
func (p plan) labels() map[string]string {
	l := p.realm.labels()
	l[labelOrder] = p.Order.String()
	return l
}

// labelsOf are those of a service's objects.
func (p plan) labelsOf(service string) map[string]string {
	l := p.labels()
	l[labelService] = service
	return l
}

// share is what one service gets of what was bought: an even part of CPU, memory and disk, and the GPUs for the first.
func (p plan) share(i int) resource.Resources {
	n := uint32(max(len(p.Manifest.Services), 1))
	r := resource.Resources{CPUMilli: p.Resources.CPUMilli / n, MemoryMiB: p.Resources.MemoryMiB / n, DiskMiB: p.Resources.DiskMiB / n}
	if i == 0 {
		r.GPU = p.Resources.GPU
	}
	return r
}

// beside tells whether a service's next revision can start before the old one ends: what was bought has room for both,
// and there is no disk that only one can have.
func (p plan) beside(i int) bool {
	if p.Manifest.Services[i].Disk != "" {
		return false
	}
	sum := p.share(i)
	for j := range p.Manifest.Services {
		s := p.share(j)
		sum.CPUMilli, sum.MemoryMiB, sum.GPU = sum.CPUMilli+s.CPUMilli, sum.MemoryMiB+s.MemoryMiB, sum.GPU+s.GPU
	}
	return sum.CPUMilli <= p.Resources.CPUMilli && sum.MemoryMiB <= p.Resources.MemoryMiB && sum.GPU <= p.Resources.GPU
}

// scratchMiB is what a service may write outside of its disk, its log included, if it has a disk or there is none.
const scratchMiB = 64

// scratch is what a service may write outside of its disk: its share of the disk that was bought, if it has not claimed it.
func (p plan) scratch(s manifest.Service) uint32 {
	if s.Disk != "" {
		return scratchMiB
	}
	return max(p.share(p.index(s.Name)).DiskMiB, scratchMiB)
}

func (p plan) index(service string) int {
	for i, s := range p.Manifest.Services {
		if s.Name == service {
			return i
		}
	}
	return 0
}

func milli(n uint32) kresource.Quantity {
	return *kresource.NewMilliQuantity(int64(n), kresource.DecimalSI)
}

func mib(n uint32) kresource.Quantity {
	return kresource.MustParse(strconv.FormatUint(uint64(n), 10) + "Mi")
}

func count(n int64) kresource.Quantity { return *kresource.NewQuantity(n, kresource.DecimalSI) }
