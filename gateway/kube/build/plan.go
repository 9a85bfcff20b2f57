package build

import (
	"encoding/hex"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/gateway/reach"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// manager is the value of managed-by.
const manager = "berth"

// Labels and annotations of what a gateway makes.
const (
	labelManager    = "app.kubernetes.io/managed-by"
	labelNode       = "berth/node"
	labelChain      = "berth/chain"
	labelMarket     = "berth/market"
	LabelOrder      = "berth/order"
	LabelService    = "berth/service"
	LabelQuarantine = "berth/quarantine"
	NoteQuarantine  = "berth/quarantined-at"
	NoteRevision    = "berth/revision"
	NoteRestart     = "berth/restart"
	NoteAccount     = "berth/account"
	NoteSpent       = "berth/spent"
	NoteAfter       = "berth/after"    // of a service that waits: what for
	NoteReplicas    = "berth/replicas" // and how often it is to run then
	NoteAsleep      = "berth/asleep"   // of a service that sleeps
)

// GPU is the extended resource that a GPU is asked for as.
const GPU corev1.ResourceName = "nvidia.com/gpu"

// Realm is whose orders a gateway keeps: those of one node in one market of one chain. Gateways of different realms can
// share a cluster.
type Realm struct {
	Node    eth.Address
	ChainID uint64 // 0: a trial's
	Market  eth.Address
}

// Labels are on every object of a realm.
func (r Realm) Labels() map[string]string {
	return map[string]string{
		labelManager: manager, labelNode: hex.EncodeToString(r.Node[:]),
		labelChain: strconv.FormatUint(r.ChainID, 10), labelMarket: hex.EncodeToString(r.Market[:]),
	}
}

// Owns reports whether labels are those of an object of the realm.
func (r Realm) Owns(have map[string]string) bool {
	for k, v := range r.Labels() {
		if have[k] != v {
			return false
		}
	}
	return true
}

// OfTrial reports whether labels are those of an object of a realm that is nobody's, on no chain: of a doctor's or a gateway's trial,
// which is gone in a moment.
func OfTrial(have map[string]string) bool {
	return have[labelManager] == manager && have[labelChain] == "0"
}

// Namespace is the name of an order's.
func (r Realm) Namespace(id order.ID) string {
	return "berth-" + hex.EncodeToString(r.Node[:4]) + "-" + hex.EncodeToString(r.Market[:3]) + "-" + id.String()
}

// OrderOf is whose a namespace is by its name, which proves nothing.
func (r Realm) OrderOf(ns string) (order.ID, bool) {
	id, err := order.ParseID(ns[strings.LastIndexByte(ns, '-')+1:])
	return id, err == nil && r.Namespace(id) == ns
}

// Plan is what the builders build from. What was bought is dealt out once, by New.
type Plan struct {
	cluster.Workload
	Realm        Realm
	StorageClass string       // of disks; empty: the cluster's default
	RuntimeClass string       // of pods; empty: the cluster's default
	SandboxClass string       // runtime class of those that are sandboxed
	Account      string       // the gateway's user name, if it is a service account's; empty: it has rights of its own
	Ports        []reach.Span // of the internet that pods may reach; none: no internet
	Bandwidth    uint32       // of a pod in each direction, in Mbit/s; 0: no limit
	Cached       bool         // a machine that has an image starts it without asking its registry, since it knows who may
	HelperImage  string       // has the program that fills volumes, as /fill; empty: none is filled

	Held     map[string]resource.Resources   // what the services' present pods have in all
	Closed   []netip.Prefix                  // addresses of the cluster itself that no other rule closes
	Products []string                        // labels of the machines that have the GPU model that was bought; none: any machine
	Machines map[manifest.Isolation][]string // host names of those that can keep pods so
	Placed   map[string]Spot                 // the same of the services that go on as they are: another machine in the cluster restarts nothing
	Waits    map[string]bool                 // the services that do not start yet, for what they come after
	Overhead corev1.ResourceList             // what a sandbox takes beside what its pod may have

	shares manifest.Shares
}

// Spot is on which machines a service's pods may be.
type Spot struct{ Products, Machines []string }

// SpotOf is that of pods as they were declared.
func SpotOf(a *corev1.Affinity) (s Spot) {
	if a == nil || a.NodeAffinity == nil || a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution == nil {
		return s
	}
	for _, t := range a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms {
		for _, x := range t.MatchExpressions {
			switch x.Key {
			case LabelProduct:
				s.Products = x.Values
			case corev1.LabelHostname:
				s.Machines = x.Values
			}
		}
	}
	return s
}

// New makes a plan for a workload of a realm.
func New(r Realm, w cluster.Workload) Plan {
	shares, _ := w.Manifest.Share(w.Resources)
	return Plan{Workload: w, Realm: r, shares: shares}
}

// Namespace is the name of the order's.
func (p Plan) Namespace() string { return p.Realm.Namespace(p.Order) }

// labels are those of every object of an order.
func (p Plan) labels() map[string]string {
	l := p.Realm.Labels()
	l[LabelOrder] = p.Order.String()
	return l
}

// LabelsOf are those of a service's objects.
func (p Plan) LabelsOf(service string) map[string]string {
	l := p.labels()
	l[LabelService] = service
	return l
}

// notes are a service's pods': of which revision and which restart they are, and behind a dot which of that service alone.
func (p Plan) notes(service string) map[string]string {
	restart := strconv.FormatUint(p.Restart, 10)
	if n := p.Again[service]; n > 0 {
		restart += "." + strconv.FormatUint(n, 10)
	}
	return map[string]string{NoteRevision: strconv.FormatUint(p.Revision, 10), NoteRestart: restart}
}

// Present reports whether the annotations of a service's pods are those of the plan's revision and restart.
func (p Plan) Present(service string, have map[string]string) bool {
	return SameStart(have, p.notes(service))
}

// SameStart reports whether the annotations of one service's pods are those of the same revision and restart.
func SameStart(a, b map[string]string) bool {
	return a[NoteRevision] == b[NoteRevision] && a[NoteRestart] == b[NoteRestart]
}

// Together reports whether the annotations of two services' pods are those of the same revision, and of the same restart of all.
func Together(a, b map[string]string) bool {
	whole := func(notes map[string]string) string {
		n, _, _ := strings.Cut(notes[NoteRestart], ".")
		return n
	}
	return a[NoteRevision] == b[NoteRevision] && whole(a) == whole(b)
}

// Sleeps reports whether a service is not to run now.
func (p Plan) Sleeps(service string) bool { return slices.Contains(p.Asleep, service) }

// Share is what a replica of a service gets of what was bought.
func (p Plan) Share(i int) resource.Resources { return p.shares.Services[i] }

// Beside reports whether a service's next revision can start before the old one ends: what was bought has room for one
// replica more, also while the others are of their old size still, and there is no disk that only one can have.
func (p Plan) Beside(i int) bool {
	if len(p.Manifest.Services[i].Disks()) > 0 {
		return false
	}
	sum := p.Share(i)
	for j, s := range p.Manifest.Services {
		all, old := Times(p.Share(j), s.Count()), p.Held[s.Name]
		sum = sum.Add(resource.Resources{CPUMilli: max(all.CPUMilli, old.CPUMilli), MemoryMiB: max(all.MemoryMiB, old.MemoryMiB), GPU: max(all.GPU, old.GPU)})
	}
	return sum.CPUMilli <= p.Resources.CPUMilli && sum.MemoryMiB <= p.Resources.MemoryMiB && sum.GPU <= p.Resources.GPU
}

// Times is what n replicas have.
func Times(r resource.Resources, n int) resource.Resources {
	var all resource.Resources
	for range n {
		all = all.Add(r)
	}
	return all
}

// Size is how large a volume is.
func (p Plan) Size(volume string) kresource.Quantity { return mib(p.sizeMiB(volume)) }

func (p Plan) sizeMiB(volume string) uint32 {
	for i, v := range p.Manifest.Volumes {
		if v.Name == volume {
			return p.shares.Volumes[i]
		}
	}
	return 0
}

func (p Plan) index(service string) int {
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
