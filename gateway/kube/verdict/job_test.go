package verdict

import (
	"strings"
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/shared/wire"
)

func ended(name string, code int32, message string) corev1.ContainerStatus {
	return corev1.ContainerStatus{Name: name, State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: code, Message: message}}}
}

func TestOfJob(t *testing.T) {
	job := func(failed int32, conditions ...batchv1.JobConditionType) *batchv1.Job {
		j := &batchv1.Job{ObjectMeta: metav1.ObjectMeta{Name: "seed"}, Status: batchv1.JobStatus{Failed: failed}}
		for _, c := range conditions {
			j.Status.Conditions = append(j.Status.Conditions, batchv1.JobCondition{Type: c, Status: corev1.ConditionTrue})
		}
		return j
	}
	pod := func(phase corev1.PodPhase, age time.Duration, status ...corev1.ContainerStatus) *corev1.Pod {
		return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{CreationTimestamp: metav1.NewTime(time.Unix(1e9, 0).Add(-age))}, Status: corev1.PodStatus{Phase: phase, ContainerStatuses: status}}
	}
	running := corev1.ContainerStatus{Name: "seed", Ready: true, State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}
	for _, c := range []struct {
		name   string
		j      *batchv1.Job
		pods   []*corev1.Pod
		ending bool
		phase  wire.Phase
		text   string
	}{
		{"no pod yet", job(0), nil, false, wire.PhaseScheduled, "waiting for a place"},
		{"the old one ends", job(0), nil, true, wire.PhaseScheduled, "until the old one has ended"},
		{"it runs", job(0), []*corev1.Pod{pod(corev1.PodRunning, 0, running)}, false, wire.PhaseStarting, "runs, until it ends"},
		{"it is tried again", job(1), []*corev1.Pod{pod(corev1.PodFailed, 0, ended("seed", 3, "no such table"))}, false, wire.PhaseStarting, "it is tried again; it ended with exit code 3"},
		{"the next try runs", job(1), []*corev1.Pod{pod(corev1.PodFailed, time.Minute, ended("seed", 3, "")), pod(corev1.PodRunning, 0, running)}, false, wire.PhaseStarting, "runs, until it ends"},
		{"its pod has ended well", job(0), []*corev1.Pod{pod(corev1.PodSucceeded, 0, ended("seed", 0, ""))}, false, wire.PhaseStarting, "it has ended"},
		{"it is done", job(0, batchv1.JobComplete), []*corev1.Pod{pod(corev1.PodSucceeded, 0, ended("seed", 0, ""))}, false, wire.PhaseDone, "it ended well"},
		{"it is done, and its pod is gone", job(0, batchv1.JobComplete), nil, false, wire.PhaseDone, "it ended well"},
		{"it failed", job(3, batchv1.JobFailed), []*corev1.Pod{pod(corev1.PodFailed, 0, ended("seed", 3, "one\nno such table\n"))}, false, wire.PhaseFailed, "3 times: it ended with exit code 3; its last lines: one | no such table"},
		{"it failed, and its pods are gone", job(3, batchv1.JobFailed), nil, false, wire.PhaseFailed, "how is not known any more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if phase, text := OfJob(c.j, c.pods, c.ending); phase != c.phase || !strings.Contains(string(text), c.text) {
				t.Errorf("got %s %q, want %s %q", phase, text, c.phase, c.text)
			}
		})
	}
	if Over(job(1)) || !Over(job(0, batchv1.JobComplete)) || !Over(job(3, batchv1.JobFailed)) {
		t.Error("which Jobs are over")
	}
}

// TestProcesses: a pod is as far as the process of it that is least far.
func TestProcesses(t *testing.T) {
	status := func(name string, ready bool) corev1.ContainerStatus {
		return corev1.ContainerStatus{Name: name, Ready: ready, State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}
	}
	waits := func(name, reason string) corev1.ContainerStatus {
		return corev1.ContainerStatus{Name: name, Image: "x/y", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason}}}
	}
	for _, c := range []struct {
		name        string
		init, after []corev1.ContainerStatus
		phase       wire.Phase
		text        string
	}{
		{"a step runs", []corev1.ContainerStatus{status("init-migrate", false)}, []corev1.ContainerStatus{waits("web", "PodInitializing")}, wire.PhaseStarting, "before it, migrate: running"},
		{"a step's image is fetched", []corev1.ContainerStatus{waits("init-migrate", "ContainerCreating")}, nil, wire.PhasePulling, "before it, migrate: getting x/y"},
		{"the second step fails", []corev1.ContainerStatus{ended("init-a", 0, ""), ended("init-b", 4, "no such table")}, nil, wire.PhaseFailed, "before it, b: it ended with exit code 4; its last lines: no such table"},
		{"its disks are filled", []corev1.ContainerStatus{status("fills-its-volumes-first-1", false)}, nil, wire.PhaseStarting, "its volumes are filled: running"},
		{"a disk is too small for it", []corev1.ContainerStatus{ended("fills-its-volumes-first-1", 1, "no space left on device")}, nil, wire.PhaseFailed, "its volumes are filled: it ended with exit code 1"},
		{"all is there", []corev1.ContainerStatus{ended("init-a", 0, "")}, []corev1.ContainerStatus{status("beside-proxy", true), status("web", true)}, wire.PhaseReady, "answers"},
		{"what is beside it does not answer", nil, []corev1.ContainerStatus{status("beside-proxy", false), status("web", true)}, wire.PhaseStarting, "beside it, proxy: " + string(NotAnswering)},
		{"what is beside it ends each time", nil, []corev1.ContainerStatus{waits("beside-proxy", "CrashLoopBackOff"), status("web", true)}, wire.PhaseFailed, "beside it, proxy: it ends each time"},
		{"it does not answer itself", nil, []corev1.ContainerStatus{status("beside-proxy", false), status("web", false)}, wire.PhaseStarting, string(NotAnswering)},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &corev1.Pod{Status: corev1.PodStatus{InitContainerStatuses: c.init, ContainerStatuses: c.after}}
			if phase, text := judgePod(p, "web"); phase != c.phase || !strings.Contains(string(text), c.text) {
				t.Errorf("got %s %q, want %s %q", phase, text, c.phase, c.text)
			}
		})
	}
}
