package kube

import (
	"encoding/hex"
	"net/netip"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"

	"berth/gateway/cluster"
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

// orderOf is whose a namespace is by its name, which proves nothing.
func (r realm) orderOf(ns string) (order.ID, bool) {
	id, err := order.ParseID(ns[strings.LastIndexByte(ns, '-')+1:])
	return id, err == nil && r.namespace(id) == ns
}

// plan is what the builders build from.
type plan struct {
	cluster.Workload
	realm        realm
	held         map[string]resource.Resources // what the services' present pods have in all
	closed       []netip.Prefix                // addresses of the cluster itself that no other rule closes
	products     []string                      // labels of the machines that have the GPU model that was bought; none: any machine
	placed       map[string][]string           // the same of the services that go on as they are: another machine in the cluster restarts nothing
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

// share is what a replica of a service gets of what was bought.
func (p plan) share(i int) resource.Resources {
	sh, _ := p.Manifest.Share(p.Resources)
	return sh.Services[i]
}

// beside tells whether a service's next revision can start before the old one ends: what was bought has room for one
// replica more, also while the others are of their old size still, and there is no disk that only one can have.
func (p plan) beside(i int) bool {
	if len(p.Manifest.Services[i].Mounts) > 0 {
		return false
	}
	sum := p.share(i)
	for j, s := range p.Manifest.Services {
		var all resource.Resources
		for range s.Count() {
			all = all.Add(p.share(j))
		}
		old := p.held[s.Name]
		sum = sum.Add(resource.Resources{CPUMilli: max(all.CPUMilli, old.CPUMilli), MemoryMiB: max(all.MemoryMiB, old.MemoryMiB), GPU: max(all.GPU, old.GPU)})
	}
	return sum.CPUMilli <= p.Resources.CPUMilli && sum.MemoryMiB <= p.Resources.MemoryMiB && sum.GPU <= p.Resources.GPU
}

// scratchMiB is what a service may write outside of its disks, its log included, if it has a disk or there is none.
const scratchMiB = 64

// scratch is what a replica of a service may write outside of its disks: its share of the disk that was bought, if nobody
// has claimed it, and its temporary folders.
func (p plan) scratch(s manifest.Service) uint32 {
	n := uint32(scratchMiB)
	if len(s.Mounts) == 0 {
		sh, _ := p.Manifest.Share(p.Resources)
		free := p.Resources.DiskMiB
		for _, v := range sh.Volumes {
			free -= min(free, v)
		}
		replicas := uint32(0)
		for _, o := range p.Manifest.Services {
			if len(o.Mounts) == 0 {
				replicas += uint32(o.Count())
			}
		}
		n = max(free/max(replicas, 1), n)
	}
	for _, t := range s.Temps {
		if !t.Memory {
			n += t.SizeMiB
		}
	}
	return n
}

// size is a volume's in MiB.
func (p plan) size(volume string) uint32 {
	sh, _ := p.Manifest.Share(p.Resources)
	for i, v := range p.Manifest.Volumes {
		if v.Name == volume {
			return sh.Volumes[i]
		}
	}
	return 0
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
