package kube

import (
	"slices"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/kube/verdict"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// How fast machines fetch is told by what they fetched last. Small images say more of how long a registry takes to answer.
const (
	paceOf    = 9       // fetches of a machine
	paceLeast = 8 << 20 // bytes
	paceMost  = 1024    // machines that are known of
)

// fetches are the images that are being fetched for a realm's pods, and how fast each machine has fetched images before. Kubernetes says
// that a machine has begun, and once it is through how long that took and how large the image is; how much of it is there in between it
// says to nobody. It is safe for concurrent use.
type fetches struct {
	machines *machines

	mu    sync.Mutex
	begun map[types.UID]wire.Fetch // by pod: a machine fetches its images one after the other
	paces map[string][]int64       // by machine: bytes a second, the newest last
}

func newFetches(m *machines) *fetches {
	return &fetches{machines: m, begun: map[types.UID]wire.Fetch{}, paces: map[string][]int64{}}
}

// learn takes from any pod's event how fast its machine fetches.
func (f *fetches) learn(e *corev1.Event) {
	if e.InvolvedObject.Kind != "Pod" || e.Reason != "Pulled" {
		return
	}
	took, bytes, ok := verdict.Fetched(e.Message)
	machine := hostOf(e)
	if !ok || machine == "" || took <= 0 || bytes < paceLeast {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.paces) >= paceMost && f.paces[machine] == nil {
		clear(f.paces)
	}
	all := append(f.paces[machine], int64(float64(bytes)/took.Seconds()))
	f.paces[machine] = all[max(len(all)-paceOf, 0):]
}

// see takes an event of a pod of the realm's, and reports whether it begins or ends a fetch.
func (f *fetches) see(e *corev1.Event) bool {
	if e.InvolvedObject.Kind != "Pod" {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	uid := e.InvolvedObject.UID
	switch e.Reason {
	case "Pulling":
		if len(f.begun) >= knownEvents {
			clear(f.begun) // the text says that it is being fetched all the same
		}
		f.begun[uid] = wire.Fetch{Image: verdict.ImageIn(e.Message), Since: verdict.Latest(e), KiBps: f.pace(hostOf(e))}
		return true
	case "Pulled", "Failed", "Created", "Killing":
		_, was := f.begun[uid]
		delete(f.begun, uid)
		return was
	}
	return false
}

// pace is how fast a machine fetches, in KiB a second, by the median of the last times; 0: it is not known. Only of containerd it is
// known that the sizes that it tells are those of what is fetched, and not of what is made of it. For who holds mu.
func (f *fetches) pace(machine string) uint32 {
	all := slices.Sorted(slices.Values(f.paces[machine]))
	if len(all) == 0 || !f.machines.packed(machine) {
		return 0
	}
	return uint32(min(all[(len(all)-1)/2]>>10, 1<<30))
}

// of is what is being fetched for a pod; zero: nothing, or it is not known.
func (f *fetches) of(uid types.UID) wire.Fetch {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.begun[uid]
}

func (f *fetches) lose(uid types.UID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.begun, uid)
}

// withSize says how much is fetched, behind what it is, where that is known.
func withSize(what phrase.Text, f wire.Fetch) phrase.Text {
	switch {
	case f.SizeMiB == 0:
		return what
	case f.Takes() == 0:
		return phrase.Form("%v: %d MiB, or less if its machine has some of it").Text(what, f.SizeMiB)
	}
	return phrase.Form("%v: %d MiB, or less if its machine has some of it; %s or so, as fast as that machine has fetched before").Text(what, f.SizeMiB, max(f.Takes().Round(time.Second), time.Second))
}

// hostOf is the machine that an event comes from.
func hostOf(e *corev1.Event) string {
	if e.Source.Host != "" {
		return e.Source.Host
	}
	return e.ReportingInstance
}

// packed reports whether a machine is known to run containers by containerd.
func (m *machines) packed(name string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return strings.HasPrefix(m.runtimes[name], "containerd://")
}
