package verdict

import (
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// startWait is for how long a process may be silent after its start before that is told: as long as it takes most to start.
const startWait = 10 * time.Second

// Starting reports whether a pod's process had only just begun at a time: then a check that failed says no more than that.
func Starting(p *corev1.Pod, at time.Time) bool {
	for _, c := range p.Status.ContainerStatuses {
		if r := c.State.Running; r != nil && (c.Ready || at.Sub(r.StartedAt.Time) > startWait) || c.State.Terminated != nil {
			return false
		}
	}
	return true
}

// PodService is which service a pod of that name may be of, and SetService the same of a ReplicaSet. Names prove nothing.
func PodService(name string) string { return cutDashes(name, 2) }

// SetService is like PodService.
func SetService(name string) string { return cutDashes(name, 1) }

// cutDashes takes the last n parts off a name.
func cutDashes(name string, n int) string {
	for range n {
		i := strings.LastIndexByte(name, '-')
		if i < 0 {
			return ""
		}
		name = name[:i]
	}
	return name
}

// Latest is when an event was seen last.
func Latest(e *corev1.Event) time.Time {
	all := []time.Time{e.CreationTimestamp.Time, e.FirstTimestamp.Time, e.EventTime.Time, e.LastTimestamp.Time}
	if e.Series != nil {
		all = append(all, e.Series.LastObservedTime.Time)
	}
	return slices.MaxFunc(all, time.Time.Compare)
}
