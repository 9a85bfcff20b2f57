package kube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/shared/order"
)

// Asking the machines what is used: how many at the same time, how long each may take and how much it may say.
const (
	useSideBySide = 8
	usePerNode    = 10 * time.Second
	useBytes      = 32 << 20
)

// tenant is whose a pod is.
type tenant struct {
	id      order.ID
	service string
	uid     types.UID
	began   time.Time
	runs    bool // else it is on its way in or out
}

// used is what a pod uses. Disks may be another pod's too.
type used struct {
	cpuMilli      uint32
	memory, local uint64
	disks         map[string]uint64 // by claim
}

// cpuTime is what a pod's container had used in all, and what that was a second. The kubelet's own figure for the latter
// is of a moment that it chooses, so the difference between two answers is preferred, if they are not too far apart.
type cpuTime struct {
	at    time.Time
	sum   uint64 // core-nanoseconds
	milli uint32
}

const cpuSpan = 5 * time.Minute

// meter asks what pods use.
type meter struct {
	realm    build.Realm
	watches  *watches
	client   *api.Client
	selector string
	log      *slog.Logger
	ask      func(ctx context.Context, path string, query ...string) ([]byte, error)

	net *counters

	mu   sync.Mutex
	cpu  map[string]cpuTime // by pod
	said map[string]bool    // in the log, so that it is not said each time
}

func newMeter(r build.Realm, w *watches, client *api.Client, selector string, log *slog.Logger) *meter {
	m := &meter{
		realm: r, watches: w, client: client, selector: selector, log: log, net: newCounters(time.Now()),
		cpu: map[string]cpuTime{}, said: map[string]bool{},
	}
	m.ask = m.get
	return m
}

// use is what the services of all orders use. The kubelets are asked, through the API server; where that is not allowed, the metrics
// API, which knows nothing of disks. What is not known of is left out.
func (m *meter) use(ctx context.Context) (map[order.ID]map[string]cluster.Use, error) {
	pods, nodes, err := m.tenants()
	if err != nil || len(pods) == 0 {
		return nil, err
	}
	all, err := m.kubeletsSay(ctx, pods, nodes)
	if apierrors.IsForbidden(err) || apierrors.IsNotFound(err) {
		refused := err
		if all, err = m.metricsSay(ctx, pods); err == nil {
			m.sayOnce("use: the kubelets may not be asked (nodes/proxy), so nothing is known of disks, and what pods move over the network is not counted", refused)
		}
	}
	if err != nil {
		if len(all) == 0 {
			return nil, fmt.Errorf("kube: use: %w", err)
		}
		m.sayOnce("use: not all machines say what is used", err)
	} else if len(all) > 0 {
		m.saidAgain("use: not all machines say what is used")
	}
	return sum(pods, all), nil
}

// tenants are the pods that are on a machine, by namespace and name, and the machines.
func (m *meter) tenants() (map[string]tenant, []string, error) {
	all, err := m.watches.pods.List(labels.Everything())
	if err != nil {
		return nil, nil, fmt.Errorf("kube: use: %w", err)
	}
	pods, nodes := map[string]tenant{}, map[string]bool{}
	for _, p := range all {
		id, err := order.ParseID(p.Labels[build.LabelOrder])
		over := p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed
		if err != nil || m.realm.Namespace(id) != p.Namespace || p.Spec.NodeName == "" || over {
			continue
		}
		pods[p.Namespace+"/"+p.Name] = tenant{
			id, p.Labels[build.LabelService], p.UID, p.CreationTimestamp.Time, p.DeletionTimestamp == nil && p.Status.Phase == corev1.PodRunning,
		}
		nodes[p.Spec.NodeName] = true
	}
	return pods, slices.Sorted(maps.Keys(nodes)), nil
}

// sum adds up what the pods of each service use. A disk that several services have is the first one's.
func sum(pods map[string]tenant, all map[string]used) map[order.ID]map[string]cluster.Use {
	out := map[order.ID]map[string]cluster.Use{}
	type disk struct {
		id    order.ID
		claim string
	}
	disks, owner := map[disk]uint64{}, map[disk]string{}
	for key, u := range all {
		p := pods[key]
		if out[p.id] == nil {
			out[p.id] = map[string]cluster.Use{}
		}
		s := out[p.id][p.service]
		s.CPUMilli += u.cpuMilli
		s.MemoryBytes += u.memory
		s.DiskBytes += u.local
		out[p.id][p.service] = s
		for claim, n := range u.disks {
			d := disk{p.id, claim}
			disks[d] = max(disks[d], n)
			if o, ok := owner[d]; !ok || p.service < o {
				owner[d] = p.service
			}
		}
	}
	for d, n := range disks {
		s := out[d.id][owner[d]]
		s.DiskBytes += n
		out[d.id][owner[d]] = s
	}
	return out
}

// kubeletsSay asks all machines side by side. What some say counts, if others do not answer.
func (m *meter) kubeletsSay(ctx context.Context, pods map[string]tenant, nodes []string) (map[string]used, error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var errs []error
	all, limit := map[string]used{}, make(chan struct{}, useSideBySide)
	for _, n := range nodes {
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			ctx, cancel := context.WithTimeout(ctx, usePerNode)
			defer cancel()
			raw, err := m.ask(ctx, "/api/v1/nodes/"+n+"/proxy/stats/summary")
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				err = m.readSummary(raw, pods, all)
			}
			if err != nil {
				errs = append(errs, err)
			}
		})
	}
	wg.Wait()
	there := map[types.UID]bool{}
	for _, t := range pods {
		there[t.uid] = true
	}
	m.net.keep(there)
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.cpu, func(key string, _ cpuTime) bool { _, ok := pods[key]; return !ok })
	if len(all) == 0 && len(errs) > 0 {
		return all, errs[0] // its kind tells what to do
	}
	return all, errors.Join(errs...)
}

// summary is what is read of a kubelet's /stats/summary. All of it may be missing.
type summary struct {
	Pods []struct {
		Ref struct {
			Name, Namespace string
			UID             types.UID
		} `json:"podRef"`
		Network struct { // of the pod's own interface
			Time    time.Time
			RxBytes *uint64
			TxBytes *uint64
		}
		Containers []struct {
			CPU struct {
				Time time.Time
				Now  *uint64 `json:"usageNanoCores"`
				Sum  *uint64 `json:"usageCoreNanoSeconds"`
			}
			Memory struct{ WorkingSetBytes uint64 }
			Rootfs bytesUsed
			Logs   bytesUsed
		}
		Local   *bytesUsed `json:"ephemeral-storage"`
		Volumes []struct {
			bytesUsed
			Claim struct{ Name string } `json:"pvcRef"`
		} `json:"volume"`
	}
}

type bytesUsed struct{ UsedBytes uint64 }

// readSummary takes what a machine says of the pods.
func (m *meter) readSummary(raw []byte, pods map[string]tenant, into map[string]used) error {
	var s summary
	if err := json.Unmarshal(raw, &s); err != nil {
		return fmt.Errorf("a kubelet's summary: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range s.Pods {
		key := p.Ref.Namespace + "/" + p.Ref.Name
		t, ok := pods[key]
		if !ok || t.uid != p.Ref.UID {
			continue
		}
		if p.Network.RxBytes != nil && p.Network.TxBytes != nil {
			m.net.note(t, flow{*p.Network.RxBytes, *p.Network.TxBytes}, p.Network.Time)
		}
		if !t.runs {
			continue
		}
		u := used{disks: map[string]uint64{}}
		for _, x := range p.Containers {
			u.memory += x.Memory.WorkingSetBytes
			u.local += x.Rootfs.UsedBytes + x.Logs.UsedBytes
			now := m.cpu[key]
			switch d := x.CPU.Time.Sub(now.at); {
			case x.CPU.Sum != nil && !now.at.IsZero() && d >= 0 && d <= cpuSpan && *x.CPU.Sum >= now.sum:
				if d >= time.Second { // else what was found then stands
					now = cpuTime{x.CPU.Time, *x.CPU.Sum, milliOf(uint64(float64(*x.CPU.Sum-now.sum) / d.Seconds()))}
				}
			default:
				now = cpuTime{at: x.CPU.Time}
				if x.CPU.Sum != nil {
					now.sum = *x.CPU.Sum
				}
				if x.CPU.Now != nil {
					now.milli = milliOf(*x.CPU.Now)
				}
			}
			m.cpu[key] = now
			u.cpuMilli += now.milli
		}
		if p.Local != nil {
			u.local = p.Local.UsedBytes
		}
		for _, v := range p.Volumes {
			if v.Claim.Name != "" {
				u.disks[v.Claim.Name] = v.UsedBytes
			}
		}
		into[key] = u
	}
	return nil
}

func milliOf(nano uint64) uint32 {
	return uint32(min((nano+999_999)/1_000_000, math.MaxUint32)) // what works at all is not shown as idle
}

// metricsSay asks the metrics API, where the cluster has it.
func (m *meter) metricsSay(ctx context.Context, pods map[string]tenant) (map[string]used, error) {
	all, next := map[string]used{}, ""
	for {
		raw, err := m.ask(ctx, "/apis/metrics.k8s.io/v1beta1/pods", "labelSelector", m.selector, "limit", "500", "continue", next)
		if err != nil {
			return all, err
		}
		var list struct {
			Metadata struct{ Continue string }
			Items    []struct {
				Metadata   struct{ Name, Namespace string }
				Containers []struct{ Usage map[string]string }
			}
		}
		if err := json.Unmarshal(raw, &list); err != nil {
			return all, fmt.Errorf("metrics: %w", err)
		}
		for _, p := range list.Items {
			key := p.Metadata.Namespace + "/" + p.Metadata.Name
			if !pods[key].runs {
				continue
			}
			var u used
			for _, x := range p.Containers {
				if q, err := kresource.ParseQuantity(x.Usage["cpu"]); err == nil {
					u.cpuMilli += uint32(min(max(q.MilliValue(), 0), math.MaxUint32))
				}
				if q, err := kresource.ParseQuantity(x.Usage["memory"]); err == nil {
					u.memory += uint64(max(q.Value(), 0))
				}
			}
			all[key] = u
		}
		if next = list.Metadata.Continue; next == "" {
			return all, nil
		}
	}
}

// get asks the API server for JSON that client-go has no type for. Query is names and values; those without are left out.
func (m *meter) get(ctx context.Context, path string, query ...string) ([]byte, error) {
	if m.client.Plain == nil {
		return nil, apierrors.NewNotFound(corev1.Resource("nodes"), path)
	}
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	r := m.client.Plain.Get().AbsPath(strings.Split(strings.Trim(path, "/"), "/")...).SetHeader("Accept", "application/json")
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			r = r.Param(query[i], query[i+1])
		}
	}
	body, err := r.Stream(ctx)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	raw, err := io.ReadAll(io.LimitReader(body, useBytes+1))
	if err == nil && len(raw) > useBytes {
		err = errors.New("it says more than " + strconv.Itoa(useBytes) + " bytes")
	}
	return raw, err
}

// sayOnce logs something until saidAgain is called for it.
func (m *meter) sayOnce(what string, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.said[what] {
		m.said[what] = true
		m.log.Warn(what, "err", err)
	}
}

func (m *meter) saidAgain(what string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.said, what)
}
