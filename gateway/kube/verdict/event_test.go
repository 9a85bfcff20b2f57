package verdict

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestStarting: a check that fails while a process starts is no trouble; later, or once it has answered, it is.
func TestStarting(t *testing.T) {
	began := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	running := corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.NewTime(began)}}
	for name, c := range map[string]struct {
		status []corev1.ContainerStatus
		after  time.Duration
		want   bool
	}{
		"not heard of yet":  {nil, time.Hour, true},
		"being made":        {[]corev1.ContainerStatus{{State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{}}}}, time.Second, true},
		"just begun":        {[]corev1.ContainerStatus{{State: running}}, startWait, true},
		"for long":          {[]corev1.ContainerStatus{{State: running}}, startWait + 1, false},
		"answered and ends": {[]corev1.ContainerStatus{{State: running, Ready: true}}, time.Second, false},
		"ended":             {[]corev1.ContainerStatus{{State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{}}}}, time.Second, false},
	} {
		if got := Starting(&corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: c.status}}, began.Add(c.after)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
