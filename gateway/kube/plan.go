package kube

import (
	"strconv"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"

	"berth/gateway/lease"
	"berth/shared/order"
	"berth/shared/resource"
)

// Labels and annotations of what a gateway makes.
const (
	labelManager = "app.kubernetes.io/managed-by"
	labelNode    = "berth/node"
	labelOrder   = "berth/order"
	labelService = "berth/service"
	noteRevision = "berth/revision"
	noteRestart  = "berth/restart"
)

// gpuName is the extended resource that a GPU is asked for as.
const gpuName corev1.ResourceName = "nvidia.com/gpu"

// plan is what the builders build from.
type plan struct {
	lease.Workload
	node         string // short
	storageClass string
	runtimeClass string
}

func (c *Cluster) plan(w lease.Workload) plan {
	return plan{w, c.node(), c.cfg.StorageClass, c.cfg.RuntimeClass}
}

// node is the short name of the node, which tells gateways on one cluster apart.
func (c *Cluster) node() string { return c.cfg.Node.String()[2:10] }

func (c *Cluster) selector() string {
	return labelManager + "=" + manager + "," + labelNode + "=" + c.node()
}

func (c *Cluster) namespaceOf(id order.ID) string { return namespaceName(c.node(), id) }

func namespaceName(node string, id order.ID) string { return "berth-" + node + "-" + id.String() }

func (p plan) namespace() string { return namespaceName(p.node, p.Order) }

// labels are those of every object of an order.
func (p plan) labels() map[string]string {
	return map[string]string{labelManager: manager, labelNode: p.node, labelOrder: p.Order.String()}
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
